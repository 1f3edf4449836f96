"""Export: which file, in which format, and whether it names schools."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, RadioSet, Static

from coder.errors import CoderError, Refused
from coder.model import Table
from coder.operations import policy
from coder.operations.exports import export, export_place, files
from coder.operations.profiles import PUBLISHED, Release
from coder.operations.publishing import Published
from coder.store import Store, open_project
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.dialogs import Confirm, Tell
from coder.tui.screens.mode import ModeScreen
from coder.tui.screens.whole_set import WholeSetDialog
from coder.tui.widgets.themes_choice import Choice

EXPORT = Command("themes.export", "x", "export", "Export", "Write the table to a file.", True)

Records = Sequence[Mapping[str, Any]]

Publish = Callable[[Store, Release], Published]
"""What makes a table as it may be published."""

_PUBLISH = (
    "Publish: schools stand under pseudonyms, and what would tell one is withheld; it is listed in "
    "the file."
)
_NAMED = (
    "Internal: this export names schools. No list of stuck schools was ever published: keep the "
    "file inside the team."
)
_NOT_NAMED = "Internal: all is as it is. This export names no school."


def export_table(
    screen: ModeScreen,
    table: Table,
    records: Records | None = None,
    *,
    names_schools: bool,
    publish: Publish,
    whole_set: bool = False,
) -> None:
    """Ask for a file and a profile, write a table to it, and say where it went.

    With `whole_set` the person can choose to write every table and chart instead.
    """
    place = export_place(screen.store, f"{_slug(table.title)}.csv")

    def say(path: Path | None) -> None:
        if path is not None:
            screen.coder.say(f"Written to {path}")

    def set_() -> None:
        screen.app.push_screen(WholeSetDialog(screen.store, screen.coder.user), say)

    made = partial(_published, screen.store, screen.coder.user, publish)
    dialog = ExportDialog(place, table, records, names_schools, made, set_ if whole_set else None)
    screen.app.push_screen(dialog, say)


def _published(store: Store, user: str, publish: Publish, name: str) -> Published:
    """Return the table as it may be published under a file's name, read in a thread of its own."""
    if store.path is None:
        raise CoderError("A project that is in no file has nowhere to export to.")
    with open_project(store.path) as own:
        policy.prepare(own, user, PUBLISHED, name)
        return publish(own, PUBLISHED)


def no_form(_: Store, __: Release) -> Published:
    """Refuse to publish what has no form that identifies nobody."""
    raise Refused("This has no form that identifies nobody; choose internal for the team.")


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
        published: Callable[[str], Published],
        whole_set: Callable[[], None] | None,
    ) -> None:
        super().__init__(classes="dialog wide")
        self._place, self._table, self._records = place, table, records
        self._internal = _NAMED if names_schools else _NOT_NAMED
        self._published = published
        self._formats, self._whole_set = files(table), whole_set

    def compose(self) -> ComposeResult:
        """Lay out the file's name, its format and what it gives away."""
        with Vertical():
            yield Static(content(f"Export: {self._table.title}"), classes="title")
            with RadioSet(id="profile", compact=True):
                yield Choice("publish", value=True, id="publish")
                yield Choice("internal", id="internal")
            yield Static(content(_PUBLISH), id="profile-about", classes="about")
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
                content("Enter writes the file, Tab goes to the format, Shift+Tab to the profile."),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Let the person type the name at once."""
        self.query_one(Input).focus()

    @on(RadioSet.Changed, "#profile")
    def _profiled(self) -> None:
        """Say what the profile gives away."""
        said = _PUBLISH if self._publishes else self._internal
        self.query_one("#profile-about", Static).update(content(said))

    @property
    def _publishes(self) -> bool:
        return self.query_one("#publish", Choice).value

    @on(RadioSet.Changed, "#format")
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
            told = await asyncio.to_thread(self._put, path, replace, self._publishes)
        except CoderError as error:
            self.query_one("#fault", Static).update(content(str(error)))
        else:
            if told:
                lines = Content("\n\n").join(content(each) for each in told)
                await self.app.push_screen_wait(Tell("Left out of what was published", lines))
            self.dismiss(path)

    def _put(self, path: Path, replace: bool, publishes: bool) -> tuple[str, ...]:
        """Write the file, and return what was withheld in it."""
        if not publishes:
            export(self._table, path, self._records, replace=replace)
            return ()
        done = self._published(path.name)
        export(done.table, path, done.records, replace=replace)
        return done.told

    def _path(self, typed: str) -> Path:
        """Return the file meant: one without a folder goes to where exports go."""
        path = Path(typed.strip()).expanduser()
        return self._place.parent / path if path.parent == Path() else path
