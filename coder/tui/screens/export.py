"""Export: which file, in which format, and whether it names schools."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, RadioSet, Static

from coder.errors import CoderError
from coder.model import Table
from coder.operations.exports import export, export_place, files
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.dialogs import Confirm
from coder.tui.screens.mode import ModeScreen
from coder.tui.screens.whole_set import WholeSetDialog
from coder.tui.widgets.themes_choice import Choice

EXPORT = Command("themes.export", "x", "export", "Export", "Write the table to a file.", True)

Records = Sequence[Mapping[str, Any]]

_NAMED = (
    "This export names schools. No list of stuck schools was ever published: keep the file inside "
    "the team."
)
_NOT_NAMED = "This export names no school."


def export_table(
    screen: ModeScreen,
    table: Table,
    records: Records | None = None,
    *,
    names_schools: bool,
    whole_set: bool = False,
) -> None:
    """Ask for a file, write a table to it, and say where it went.

    With `whole_set` the person can choose to write every table and chart instead.
    """
    place = export_place(screen.store, f"{_slug(table.title)}.csv")

    def say(path: Path | None) -> None:
        if path is not None:
            screen.coder.say(f"Written to {path}")

    def set_() -> None:
        screen.app.push_screen(WholeSetDialog(screen.store, screen.coder.user), say)

    dialog = ExportDialog(place, table, records, names_schools, set_ if whole_set else None)
    screen.app.push_screen(dialog, say)


def _slug(title: str) -> str:
    letters = "".join(char if char.isalnum() else " " for char in title.casefold())
    return "-".join(letters.split())[:60] or "table"


class ExportDialog(Dialog[Path | None]):
    """Ask for a format and a file; None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave")]
    CSS_PATH = "../themes.tcss"

    def __init__(
        self,
        place: Path,
        table: Table,
        records: Records | None,
        names_schools: bool,
        whole_set: Callable[[], None] | None,
    ) -> None:
        super().__init__(classes="dialog wide")
        self._place, self._table, self._records = place, table, records
        self._about = _NAMED if names_schools else _NOT_NAMED
        self._formats, self._whole_set = files(table), whole_set

    def compose(self) -> ComposeResult:
        """Lay out the file's name, its format and what it gives away."""
        with Vertical():
            yield Static(content(f"Export: {self._table.title}"), classes="title")
            yield Static(content(self._about), classes="about")
            yield Input(str(self._place), id="file", compact=True)
            with RadioSet(id="format", compact=True):
                for format in self._formats:
                    yield Choice(format, value=format == self._formats[0], id=f"as-{format}")
            yield Static(id="fault")
            with Horizontal(classes="buttons"):
                if self._whole_set:
                    yield Button("The whole set ...", id="whole-set", compact=True)
                yield Button("Leave", id="leave", compact=True)
                yield Button("Export", id="export", variant="primary", compact=True)
            yield Static(
                content("Enter writes the file, Tab goes on to the format, Escape leaves."),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Let the person type the name at once."""
        self.query_one(Input).focus()

    @on(RadioSet.Changed)
    def _formatted(self, event: RadioSet.Changed) -> None:
        """Give the file's name the ending of the format."""
        name = self.query_one(Input)
        path = Path(name.value)
        if path.name and path.suffix.lower().removeprefix(".") != self._formats[event.index]:
            name.value = str(path.with_suffix(f".{self._formats[event.index]}"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Show the format that the file's name says."""
        format = Path(event.value).suffix.lower().removeprefix(".")
        if format in self._formats:
            self.query_one(f"#as-{format}", Choice).value = True

    @on(Button.Pressed, "#leave")
    def _leave(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#whole-set")
    def _all(self) -> None:
        """Go on to the dialog of the whole set."""
        self.dismiss(None)
        if self._whole_set:
            self._whole_set()

    @on(Button.Pressed, "#export")
    @on(Input.Submitted)
    @work(exclusive=True, group="exporting")
    async def _write(self) -> None:
        """Write the file; where it cannot be, say why and stay."""
        path = self._path(self.query_one(Input).value)
        replace = False
        if path.is_file():
            question = f"{path} is there already. Write over it?"
            replace = await self.app.push_screen_wait(Confirm(question, "Write over it", "Keep it"))
            if not replace:
                return
        try:
            await asyncio.to_thread(export, self._table, path, self._records, replace=replace)
        except CoderError as error:
            self.query_one("#fault", Static).update(content(str(error)))
        else:
            self.dismiss(path)

    def _path(self, typed: str) -> Path:
        """Return the file meant: one without a folder goes to where exports go."""
        path = Path(typed.strip()).expanduser()
        return self._place.parent / path if path.parent == Path() else path
