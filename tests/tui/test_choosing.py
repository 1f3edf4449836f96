"""Choosing one of several: what is typed narrows them."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.widgets import OptionList

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


async def test_where_nothing_fits_the_list_says_so_and_enter_takes_nothing() -> None:
    answers: list[str | None] = []
    app: App[None] = App()
    async with app.run_test() as pilot:
        await app.push_screen(Choose("Decide:", OUTCOMES), answers.append)
        await pilot.press(*"xyzzy 99")
        listed = app.screen.query_one(OptionList)
        assert [option.disabled for option in listed.options] == [True]
        assert "Nothing in this list" in str(listed.options[0].prompt)
        await pilot.press("down", "enter")
        assert answers == []
        await pilot.press(*["backspace"] * 8, "down", "enter")
        assert answers == ["Type B"]
