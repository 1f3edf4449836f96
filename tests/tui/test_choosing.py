"""Choosing one of several: what is typed narrows them."""

from __future__ import annotations

import pytest

from coder.tui.screens.choosing import Choose

OUTCOMES = [
    ("Type A", "Type A (as the rules give it)"),
    ("Type B", "Type B"),
    ("Type A and Type B", "Type A and Type B"),
    ("neither type", "neither type"),
]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Type A", ["Type A"]),
        ("type a ", ["Type A"]),
        ("type b", ["Type B"]),
        ("type a and", ["Type A and Type B"]),
        ("and", ["Type A and Type B"]),
        ("type", [answer for answer, _ in OUTCOMES]),
        ("", [answer for answer, _ in OUTCOMES]),
    ],
)
def test_what_is_typed_in_full_stands_alone(typed: str, left: list[str]) -> None:
    assert [option.id for option in Choose("Decide:", OUTCOMES).fitting(typed)] == left
