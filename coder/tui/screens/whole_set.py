"""The whole set: every table and chart that a report needs, into one folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, ProgressBar, RadioSet, Static

from coder.display import counted
from coder.errors import CoderError, Refused
from coder.operations import batches, policy
from coder.operations.looking_back import as_at
from coder.operations.profiles import INSIDE, PUBLISHED, Release
from coder.store import Store, open_project
from coder.tui.safe import content
from coder.tui.screens.dialogs import Confirm, Tell
from coder.tui.widgets.themes_choice import Choice

_ABOUT = (
    "Every table and chart, in every format, with a manifest.json that lists their digests. "
    "Publish puts pseudonyms for schools and withholds what would tell one, each thing listed in "
    "the files; internal files name schools: keep them inside the team."
)


class WholeSetDialog(ModalScreen[Path | None]):
    """Ask for a folder and write the set into it; None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]
    CSS_PATH = "../themes.tcss"

    def __init__(self, store: Store, user: str) -> None:
        super().__init__(classes="dialog wide")
        self._store, self._user = store, user
        self._writing = False

    def compose(self) -> ComposeResult:
        """Lay out the folder, how far the writing is, and two buttons."""
        with Vertical():
            yield Static(content("Export the whole set"), classes="title")
            yield Static(content(_ABOUT), classes="about")
            with RadioSet(id="profile", compact=True):
                yield Choice("publish", value=True, id="publish")
                yield Choice("internal", id="internal")
            yield Input(str(batches.set_folder(self._store)), id="folder", compact=True)
            yield ProgressBar(id="set-progress", show_eta=False)
            yield Static(id="fault")
            with Horizontal(classes="buttons"):
                yield Button("Leave", id="leave", compact=True)
                yield Button("Export", id="export", variant="primary", compact=True)
            yield Static(content("Enter writes the set, Escape leaves."), classes="hint")

    def on_mount(self) -> None:
        """Let the person type the folder at once."""
        self.query_one(ProgressBar).display = False
        self.query_one(Input).focus()

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave, unless files are being written: those are soon done."""
        if not self._writing:
            self.dismiss(None)

    @on(Button.Pressed, "#export")
    @on(Input.Submitted)
    def _export(self) -> None:
        if not self._writing:
            self._writing = True
            self._write(Path(self.query_one(Input).value.strip()).expanduser())

    @work(exclusive=True, group="exporting")
    async def _write(self, folder: Path) -> None:
        """Write the set; where it cannot be, say why and stay."""
        bar, fault = self.query_one(ProgressBar), self.query_one("#fault", Static)
        bar.display = True
        fault.update("")
        try:
            release = PUBLISHED if self.query_one("#publish", Choice).value else INSIDE
            batch = await asyncio.to_thread(self._gather, release)
            bar.update(total=len(batches.planned(batch)), progress=0)
            written = await self._put(batch, folder)
        except CoderError as error:
            fault.update(content(str(error)))
        else:
            if written is not None:
                self._say_left_out(written)
                if batch.told:
                    lines = Content("\n\n").join(content(each) for each in batch.told)
                    await self.app.push_screen_wait(Tell("Left out of what was published", lines))
                self.dismiss(folder)
        finally:
            bar.display, self._writing = False, False

    def _gather(self, release: Release) -> batches.Batch:
        """Make the tables with a connection of this thread; of one in memory there is no other."""
        if self._store.path is None:
            raise CoderError("A project that is in no file has nowhere to export to.")
        past = self._store.past
        with open_project(self._store.path) as store:
            if past is None:
                policy.prepare(store, self._user, release, "the whole set")
                return batches.gather(store, self._user, release)
            with as_at(store, past.entry) as shown:
                policy.prepare(shown, self._user, release, "the whole set")
                return batches.gather(shown, self._user, release)

    async def _put(self, batch: batches.Batch, folder: Path) -> batches.Written | None:
        """Write the files; ask before any is replaced. None where the person keeps them."""
        bar, loop = self.query_one(ProgressBar), asyncio.get_running_loop()

        def write(replace: bool) -> batches.Written:
            def told(_: str) -> None:
                # Without waiting for it: the screen may be gone before the files are written.
                loop.call_soon_threadsafe(bar.advance)

            return batches.write_batch(batch, folder, replace=replace, told=told)

        try:
            return await asyncio.to_thread(write, False)
        except Refused as error:
            question = Confirm(f"{error}\n\nReplace them?", "Replace them", "Keep them")
            if not await self.app.push_screen_wait(question):
                return None
            return await asyncio.to_thread(write, True)

    def _say_left_out(self, written: batches.Written) -> None:
        """Say what the set lacks, where anything is missing."""
        if written.left_out:
            names = ", ".join(f"{name} ({why})" for name, why in written.left_out)
            what = counted(len(written.left_out), "part")
            self.app.notify(f"Left out, {what}: {names}", markup=False)
