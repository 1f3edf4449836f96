"""History mode: who changed what, when and why, and what it was before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import DataTable, Static

from coder.display import counted
from coder.errors import CoderError
from coder.model import Guid
from coder.operations import history
from coder.operations.differences import between, in_order
from coder.operations.history import Happening
from coder.operations.listing import Listing
from coder.store import open_project
from coder.tui.commands import Command
from coder.tui.safe import cell, content
from coder.tui.screens.choosing import Choose
from coder.tui.screens.dialogs import AskLine, Tell
from coder.tui.screens.history_filter import Filter, options
from coder.tui.screens.mode import ModeScreen
from coder.tui.widgets import history_detail as detail
from coder.tui.widgets.growing_table import STEP, GrowingTable
from coder.verify import Report, verify

_HEADINGS = (("time (UTC)", 16), ("user", 10), ("change", 17), ("of what", 0))

COMMANDS = (
    Command("history.filter", "f", "filter", "Filter", "Show one user, verb or thing only.", True),
    Command("history.all", "escape", "show_all", "All", "Show every change again.", True),
    Command("history.find", "slash", "find", "Find", "Find words in the changes listed.", True),
    Command("history.next", "n", "find_next", "Next", "Go to the next change with those words."),
    Command(
        "history.go", "enter", "go", "Go to it", "Show the passage of a coding in its source.", True
    ),
    Command("history.mark", "space", "mark", "Mark", "Compare from this change, or no longer."),
    Command(
        "history.changes",
        "d",
        "changes",
        "Differences",
        "What is different between the change marked and this one, or from this one to now.",
        True,
    ),
    Command("history.back", "b", "back", "As it was", "Show the project as it was then.", True),
    Command("history.copy", "c", "copy", "Copy id", "Copy the id of this entry.", True),
    Command(
        "history.verify",
        "v",
        "verify",
        "Verify",
        "Rebuild the project from its journal and compare.",
        True,
    ),
)


class HistoryScreen(ModeScreen):
    """See who changed what, when and why, and what it was before and after."""

    NAME = "history"
    CSS_PATH = "../history.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]  # noqa: RUF012
    COMMANDS_HERE = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self._listed: list[Happening] = []
        self._head: str | None = None
        self._wanted = ""
        """Words looked for."""
        self._marked = ""
        """Id of the entry to compare from."""

    def body(self) -> ComposeResult:
        """Yield the list of entries and the entry in focus."""
        yield Static(id="history-filter")
        with Container(id="history"):
            yield GrowingTable(_HEADINGS, id="history-entries")
            with VerticalScroll(id="history-detail"):
                yield Static(id="history-entry")

    def show_project(self) -> None:
        """List the journal as it is now, with the focus on the entry it was on."""
        head = self.store.head
        if head != self._head:
            self._head = head
            self._list()

    def _list(self) -> None:
        table = self.query_one(GrowingTable)
        focus, row = self._happening(), table.cursor_row
        self._listed = []
        table.show_rows(self._rows(), row)
        if focus is not None and row:  # on the first row the newest is followed
            ids = [happening.id for happening in self._listed]
            table.move_cursor(row=ids.index(focus.id) if focus.id in ids else 0)
        words = self._filter.in_words(self.store)
        self.query_one("#history-filter", Static).update(content(words))
        self._show_entry()
        if not isinstance(self.focused, VerticalScroll):
            table.focus()

    def _rows(self) -> Iterator[list[Text]]:
        older, chosen = None, self._filter
        while found := history.happenings(
            self.store,
            self.coder.user,
            about=chosen.about,
            by=chosen.by,
            verb=chosen.verb,
            limit=STEP,
            older_than=older,
        ):
            for happening in found:
                self._listed.append(happening)
                yield _cells(happening)
            older = found[-1].entry

    def _happening(self) -> Happening | None:
        row = self.query_one(GrowingTable).cursor_row
        return self._listed[row] if 0 <= row < len(self._listed) else None

    @on(DataTable.RowHighlighted)
    def _show_entry(self) -> None:
        happening, shown = self._happening(), self.query_one("#history-entry", Static)
        if happening is None:
            shown.update(content("Nothing was changed yet." if self._filter == Filter() else ""))
            return
        found = history.differences(self.store, happening.entry, detail.LIMIT + 1)
        shown.update(detail.described(happening, found))
        self.query_one("#history-detail").scroll_home(animate=False)

    # Filtering and finding.

    @work
    async def action_filter(self) -> None:
        """Choose a user, a verb or a thing to show only."""
        known = options(self.store, self._happening())
        chosen = await self.app.push_screen_wait(Choose("Show only changes …", known))
        if chosen is not None:
            self._show_only(self._filter.with_(chosen))

    def action_show_all(self) -> None:
        """Show every change again."""
        if self._filter != Filter():
            self._show_only(Filter())

    def _show_only(self, chosen: Filter) -> None:
        self._filter = chosen
        self._list()

    @work
    async def action_find(self) -> None:
        """Ask for words and go to the next entry listed that holds them."""
        about = "Looks in user, change, thing and reason of the changes listed so far."
        asked = AskLine("Find in the history", self._wanted, about=about)
        words = await self.app.push_screen_wait(asked)
        if words and words.strip():
            self._wanted = words.strip()
            self.action_find_next()

    def action_find_next(self) -> None:
        """Go to the next entry listed that holds the words looked for."""
        table = self.query_one(GrowingTable)
        start, wanted = table.cursor_row + 1, self._wanted.casefold()
        order = [*range(start, len(self._listed)), *range(min(start, len(self._listed)))]
        found = [at for at in order if wanted in _words(self._listed[at])]
        if wanted and found:
            table.move_cursor(row=found[0])
        elif wanted:
            listed = counted(len(self._listed), "change")
            self.coder.say(f"“{self._wanted}” is not in the {listed} listed; End lists more.")

    # The entry in focus, and the whole.

    @on(DataTable.RowSelected)
    def action_go(self) -> None:
        """Show the passage that the entry in focus is about, in its transcript."""
        if (happening := self._happening()) is None:
            return
        place = history.place(self.store, happening.entry)
        if place is None:
            self.coder.say("This change has no place in a transcript.")
        else:
            self.coder.show_passage(*place)

    def action_back(self) -> None:
        """Show the whole project as it was at the entry in focus."""
        if (happening := self._happening()) is not None:
            self.coder.look_back(happening.id)

    def action_mark(self) -> None:
        """Mark the entry in focus, for what is different since; or take the mark off."""
        happening = self._happening()
        if happening is None or happening.id == self._marked:
            self._marked = ""
            self.coder.say("No change is marked.")
        else:
            self._marked = happening.id
            self.coder.say(f"Marked {happening.id[7:19]}: go to another change and press d.")

    def action_changes(self) -> None:
        """Show what is different between the entry marked and the one in focus, or since it."""
        if (happening := self._happening()) is None:
            return
        start, end, path = happening.id, "", self.coder.present.path
        if self._marked and self._marked != start:
            start, end = in_order(self.coder.present, self._marked, start)
        if path is not None:
            self.coder.say("Comparing; this takes some seconds in a big project.")
            self._compare(path, start, end)
            return
        with self.coder.saying():
            self._compared(between(self.coder.present, self.coder.user, start, end))

    @work(thread=True, exclusive=True, group="comparing")
    def _compare(self, path: Path, start: str, end: str) -> None:
        try:
            with open_project(path) as store:
                found = between(store, self.coder.user, start, end)
        except CoderError as error:
            self.app.call_from_thread(self.coder.say, str(error), wrong=True)
        else:
            self.app.call_from_thread(self._compared, found)

    def _compared(self, found: Listing) -> None:
        self.app.push_screen(Tell(found.title, detail.listed(found)))

    def show_about(self, about: tuple[Guid, ...], words: str) -> None:
        """Show only the changes about some things, called `words`."""
        self._show_only(Filter(about=about, named=words))

    def action_copy(self) -> None:
        """Copy the id of the entry in focus, and show it."""
        if (happening := self._happening()) is not None:
            self.app.copy_to_clipboard(happening.id)
            self.coder.say(f"Copied: {happening.id}")

    def action_verify(self) -> None:
        """Rebuild the project from its journal, beside the screen, and say what differs."""
        path = self.store.path
        if path is None:
            self.coder.say("A project in memory has no file to verify.")
            return
        self.coder.say("Verifying; this takes some seconds in a big project.")
        self._verify(path)

    @work(thread=True, exclusive=True, group="verifying")
    def _verify(self, path: Path) -> None:
        try:
            report = verify(path)
        except OSError as error:
            words = f"{path}: cannot be read ({error.strerror})."
            self.app.call_from_thread(self.coder.say, words, wrong=True)
        else:
            self.app.call_from_thread(self._verified, report)

    def _verified(self, report: Report) -> None:
        self.app.push_screen(Tell("Verified", detail.verified(report)))


def _cells(happening: Happening) -> list[Text]:
    time = happening.time[:16].replace("T", " ")
    return [cell(words) for words in (time, happening.user, happening.verb, happening.what)]


def _words(happening: Happening) -> str:
    said = (happening.time, happening.user, happening.verb, happening.what, happening.reason)
    return "\n".join(said).casefold()
