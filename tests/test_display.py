"""What people and files wrote is shown as typed, and never steers the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.display import counted, one_line, same_name, visible

STEERING = {*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202E, 0x2066, 0x2069, 0x200E, 0x200F}


@pytest.mark.parametrize(
    "words",
    [
        "[city name]",
        "[laughs]",
        "[/]",
        "[@click=app.quit]x",
        ":smile:",
        "é e\u0301 語 \u0644 👩‍👩‍👧",
    ],
)
def test_harmless_words_are_shown_as_typed(words: str) -> None:
    assert visible(words) == words


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("\x1b", "␛"), ("\x07", "␇"), ("\x9b", "␛"), ("\t", "␉"), ("\n", "␊"), ("\x7f", "␡")],
)
def test_a_control_character_is_a_glyph(raw: str, shown: str) -> None:
    assert visible(f"a{raw}b") == f"a{shown}b"


def test_lines_stay_lines_where_asked() -> None:
    assert visible("a\nb\r", lines=True) == "a\nb␍"


@given(st.text())
def test_the_length_is_kept_so_offsets_hold(words: str) -> None:
    assert len(visible(words)) == len(words)


@given(st.text(st.characters()))
def test_nothing_that_steers_a_terminal_is_left(words: str) -> None:
    shown = visible(words)
    assert not STEERING & {ord(char) for char in shown}
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    shown.encode()


@given(st.text(), st.integers(2, 40))
def test_one_line_is_one_line_and_no_longer_than_asked(words: str, width: int) -> None:
    shown = one_line(words, width)
    assert "\n" not in shown
    assert len(shown) <= width


def test_names_that_look_the_same_are_the_same() -> None:
    assert same_name(" Dumping  GROUND ") == same_name("dumping ground")
    assert same_name("cafe\u0301") == same_name("caf\u00e9")
    assert same_name("Straße") == same_name("STRASSE")


def test_numbers_carry_their_noun() -> None:
    assert counted(1, "turn") == "1 turn"
    assert counted(2, "entry", "entries") == "2 entries"
