"""Choosing the file of a drafted report: from a folder, or by typing its path."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.model import natural_key
from coder.operations.checking import READABLE_DRAFTS
from coder.tui.safe import content
from coder.tui.screens.choosing import Choosing

_MOST = 200
"""Files listed of a folder; typing narrows them."""


class ChooseDraft(Choosing):
    """List the drafts of a folder; Enter opens a folder or takes a file, None where one leaves."""

    def __init__(self, folder: Path) -> None:
        super().__init__(classes="dialog wide")
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Lay out the title, the line to type in, the list and a hint."""
        formats = ", ".join(READABLE_DRAFTS)
        with Vertical():
            yield Static(content("Check a draft"), classes="title")
            yield Static(
                content(f"A report as {formats}. It is read and forgotten: no copy is kept."),
                classes="about",
            )
            yield Input(placeholder="type to narrow, or a path")
            yield OptionList(markup=False)
            yield Static(id="draft-none", classes="hint")

    def fitting(self, typed: str) -> Iterable[Option]:
        """Return the folders and drafts that begin as what is typed does, from where it leads."""
        folder, begins = self._place(typed)
        found = [(path, path.is_dir()) for path in _entries(folder)]
        fitting = [
            (path, is_folder)
            for path, is_folder in found
            if path.name.casefold().startswith(begins)
            and (is_folder or path.suffix.lower() in READABLE_DRAFTS)
            and (begins or not path.name.startswith("."))
        ]
        fitting.sort(key=lambda each: (each[1], natural_key(each[0].name)))
        none = "" if fitting else "No draft here: type the path of a file, or of a folder and a /."
        self.query_one("#draft-none", Static).update(content(none))
        for path, is_folder in fitting[:_MOST]:
            yield Option(content(path.name + "/" * is_folder), id=str(path))

    def _place(self, typed: str) -> tuple[Path, str]:
        """Return the folder that is listed, and how the names in it must begin."""
        above, slash, name = typed.rpartition("/")
        try:
            folder = self._folder / Path(above + slash).expanduser() if slash else self._folder
        except RuntimeError:  # a ~ of nobody's
            folder = self._folder
        return folder, name.casefold()

    def take_typed(self, typed: str) -> None:
        """Take a path that is not in the list."""
        if typed.strip():
            folder, _ = self._place(typed.strip())
            self.take(str(folder / typed.strip().rpartition("/")[2]))

    def take(self, answer: str | None) -> None:
        """Open a folder, or answer with a file."""
        if answer and Path(answer).is_dir():
            line = self.query_one(Input)
            line.value = f"{answer}/"
            line.cursor_position = len(line.value)
            line.focus()
        else:
            self.dismiss(answer)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
