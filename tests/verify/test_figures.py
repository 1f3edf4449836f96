"""Figures of a bundle that do not follow from its history are named."""

from __future__ import annotations

from typing import Any

import pytest
from bundling import edited

ATTRIBUTE, UNION = "unstable-leadership", "antagonistic-union-voice"


def case_8a(told: Any) -> Any:
    return next(each for each in told["cases"] if each["case"] == "8a")


def attribute(told: Any, id: str = ATTRIBUTE) -> Any:
    return next(each for each in case_8a(told)["attributes"] if each["id"] == id)


class TestFigures:
    def test_a_moved_quotation_is_told_in_words(self, made, first):
        def moved(told: Any) -> None:
            (passage,) = [p for p in attribute(told)["for"] if p["passage"] == "289:342"]
            passage["passage"] = "289:340"

        assert first(edited(made, "typing.json", moved)) == (
            "The quotation counted for unstable leadership in 8a was moved: typing.json says"
            " 289:340, the history says 289:342."
        )

    @pytest.mark.parametrize(
        ("edit", "said"),
        [
            (
                lambda told: attribute(told).update(status="not known"),
                "typing.json says that unstable leadership in 8a is not known; derived from the"
                " history it is met.",
            ),
            (
                lambda told: attribute(told, UNION).update(computed="contested"),
                "typing.json says that by the evidence alone antagonistic union voice in 8a is"
                " contested; derived from the history it is met.",
            ),
            (
                lambda told: attribute(told, UNION).update(assessments=[]),
                "typing.json gives the assessments of antagonistic union voice in 8a as nothing;"
                " the history as kim: contested.",
            ),
            (
                lambda told: attribute(told)["for"].pop(),
                "typing.json leaves out the quotation 8a.txt",
            ),
            (lambda told: attribute(told).update(speakers=9), "typing.json says that "),
            (
                lambda told: attribute(told).update(roles=["Governor"]),
                "typing.json says that Governor speak for unstable leadership in 8a",
            ),
            (
                lambda told: case_8a(told)["types"][0].update(outcome="not met"),
                "typing.json says that Type A of 8a under years-per-headteacher: heads is not met;"
                " derived from the history it is met.",
            ),
            (
                lambda told: case_8a(told)["types"].pop(),
                "typing.json leaves out Type B of 8a under",
            ),
            (
                lambda told: case_8a(told).update(reason="It is closed."),
                "typing.json says that 8a is not typed; by the history it is typed.",
            ),
            (lambda told: told["cases"].pop(), "typing.json leaves out 10b."),
            (
                lambda told: told["readings"].update({"just-two": "at least"}),
                "typing.json says that the readings in use are",
            ),
        ],
    )
    def test_an_altered_status_or_outcome_is_named(self, made, first, edit, said):
        def apply(told: Any) -> None:
            edit(told)

        assert first(edited(made, "typing.json", apply)).startswith(said)

    def test_an_altered_figure_is_named(self, made, first):
        def more(told: Any) -> None:
            (theme,) = [c for c in told["codes"] if c["path"].endswith("Dumping ground")]
            theme["groups"]["stuck"]["with"] = 4

        # Paragraph 62 speaks of four stuck schools; the published quotations are of two.
        assert first(edited(made, "themes.json", more)) == (
            "themes.json says that “Dumping ground” has 4 schools “with” among schools"
            " of stuck; counted from the history there are 2."
        )

    def test_what_cannot_be_read_is_no_traceback(self, made, first, faults):
        assert first(edited(made, "typing.json", lambda told: [])).startswith(
            "typing.json is not as the program writes it, and was not checked"
        )
        made["themes.json"] = b'{"a":1,"a":2}\n'
        assert "themes.json is not in canonical form" in faults(made)[0]
