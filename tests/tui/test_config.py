"""Keys that a person has chosen, and the theme that is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import RuleFileError
from coder.tui import config
from coder.tui.screens import keys_by_mode

from .driving import opened, said, shown


def write(home: Path, text: str) -> None:
    folder = home / "config" / "coder"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


async def test_a_key_of_ones_own_works_in_place_of_the_first(
    home: Path, small_project: Path
) -> None:
    write(home, '[keys]\n"code.read" = "ctrl+r"\n"transcript.next_sentence" = "I"\n')
    async with opened(small_project, "code") as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "read to the end" in shown(pilot)
        await pilot.press("right_square_bracket")
        before = pilot.app.screen.view.cursor
        await pilot.press("I")
        assert pilot.app.screen.view.cursor > before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[keys]\n"code.reed" = "x"\n', "no command of that name"),
        ('[keys]\n"code.read" = "c"\n', "is given to"),
        ('[keys]\n"code.read" = "/"\n', "is given to code.find and to code.read"),
        ('[keys]\n"code.read" = "shift+n"\n', "is given to"),
        ('[keys]\n"code.read" = "ctrl+m"\n', "is given to code.pick and to code.read"),
        ('[keys]\n"code.read" = "down"\n', "transcript.next_sentence"),
        ('[keys]\n"code.read" = 7\n', "name of a key"),
        ("[keys", "cannot be read"),
    ],
)
def test_a_wrong_file_of_keys_is_explained(home: Path, text: str, why: str) -> None:
    write(home, text)
    with pytest.raises(RuleFileError, match=why):
        config.keys(keys_by_mode())


async def test_a_wrong_file_of_keys_is_said_and_the_screen_opens(
    home: Path, small_project: Path
) -> None:
    write(home, '[keys]\n"code.reed" = "x"\n')
    async with opened(small_project, "code") as pilot:
        assert any("there is no command of that name" in words for words in said(pilot))
        assert "Codes here" in shown(pilot)


def test_no_screen_gives_one_key_to_two_commands() -> None:
    for keys in keys_by_mode():
        all_keys = [key for names in keys.values() for key in names.split(",")]
        assert len(all_keys) == len(set(all_keys)), all_keys


async def test_the_theme_chosen_last_is_remembered(small_project: Path) -> None:
    async with opened(small_project, "code") as pilot:
        await pilot.press("ctrl+t")
        chosen = pilot.app.theme
        assert chosen == "coder-light"
    async with opened(small_project, "code") as pilot:
        assert pilot.app.theme == chosen
