"""Reading a source: its transcript, what stands on it, and where one is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from coder.display import counted, one_line
from coder.model import Case, Code, CodeBook, Coding, Guid, Memo, Passage, Source, Turn
from coder.operations import coding as acts
from coder.operations import pins, seeing
from coder.store import reads, versions
from coder.tui import garbage
from coder.tui.open_source import OpenSource, read_along, read_text
from coder.tui.safe import content
from coder.tui.screens.code_commands import EMPTY, IMPORT
from coder.tui.screens.importing import ImportingScreen
from coder.tui.stops import Stops
from coder.tui.widgets.find_bar import FindBar
from coder.tui.widgets.passage_panel import PassagePanel
from coder.tui.widgets.source_list import Progress, SourceList, read_in_words
from coder.tui.widgets.transcript import Stripe, TranscriptView, abbreviate
from coder.tui.widgets.transcript_canvas import AT_ONCE

_LEFT = 60
"""Characters of the line that says who was withdrawn and why."""

_KEEP_EVERY, _KEEP_AT_LAST = 2.0, 10.0
"""Seconds after which the reader's place is on disk: when no key is pressed, and in any case."""


class ReadingScreen(ImportingScreen):
    """The sources, the transcript of one, and what stands on the passage under the cursor."""

    CSS_PATH = "code.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own

    def __init__(self) -> None:
        super().__init__()
        self.book = CodeBook(())
        self._open: OpenSource | None = None
        self.focused_coding: Guid | None = None
        """The coding whose passage is marked in the text, of those under the cursor."""
        self._sources: dict[Guid, Source] = {}
        self._cases: dict[Guid, Case] = {}
        self._progress: dict[Guid, Progress] = {}
        self._users: dict[Guid, str] = {}
        self._pins: list[Guid] = []
        self._recent: list[Guid] | None = None
        self._stops: Stops | None = None
        self._colours: dict[Guid, int] = {}
        self._margins: dict[Guid, tuple[str, int, str]] = {}
        """Label, colour and title of each code that was met: a source may have thousands of it."""
        self._others = True

    def body(self) -> ComposeResult:
        """Lay out the sources, the transcript and what stands on the passage."""
        with Horizontal(id="code"):
            yield SourceList(id="sources")
            with Vertical(id="reading"):
                yield Static(id="about")
                yield TranscriptView(id="transcript")
                yield FindBar()
            yield PassagePanel(id="passage")
        yield Static(content(EMPTY), id="empty")

    def on_mount(self) -> None:
        """Show the project where this user stopped; the transcript has the focus."""
        self._stops = Stops(self.store, self.coder.user)
        self.set_interval(_KEEP_EVERY, self._keep_place)
        self.set_interval(_KEEP_AT_LAST, self._stops.keep)
        # Called at once, not by message: the panel is painted with the cursor, not a frame later.
        self.view.follow = lambda _: self.show_here()
        super().on_mount()
        self.view.focus()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here; without a source the footer names the one that brings one in,
        and none that needs one."""
        found = super().active_bindings
        if self._sources:
            return found
        return {
            key: each._replace(binding=replace(each.binding, show=each.binding.id == IMPORT.id))
            if (each.binding.id or "").startswith("code.")
            else each
            for key, each in found.items()
        }

    def _keep_place(self) -> None:
        if self._stops is not None and self.coder.at_rest():
            self._stops.keep()

    def on_unmount(self) -> None:
        """Remember where this user stopped."""
        if self._stops is not None:
            self._stops.keep()

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one(TranscriptView)

    def marked_rows(self) -> range:
        """Return the rows on which the cursor and the selection stand: no message hides them."""
        return self.view.marked_rows()

    @property
    def open(self) -> OpenSource | None:
        """The source that is open; what stands on it is read now where it was not yet."""
        self.read_rest()
        return self._open

    @property
    def source(self) -> Source | None:
        """The source that is open."""
        return self._open.source if self._open else None

    @property
    def text(self) -> str:
        """Its text."""
        return self._open.text if self._open else ""

    @property
    def turns(self) -> list[Turn]:
        """Its turns, in order."""
        return self._open.turns if self._open else []

    @cached_property
    def me(self) -> Guid:
        """This user."""
        return acts.user_guid(self.coder.user)

    # Showing the project.

    def show_project(self) -> None:
        """Show sources, codebook and codings as they are now."""
        self.book = reads.codebook(self.store)
        self._colours = {code.guid: number for number, code in enumerate(self.book)}
        self._margins = {}
        self._users = {guid: user.name for guid, user in reads.users(self.store).items()}
        self._pins = pins.pinned(self.store, self.coder.user, self.book)
        if self._recent is None:
            used = map(self.book.resolve, reads.codes_used_lately(self.store, self.me))
            in_use = {code.guid for code in self.book if not code.retired}
            self._recent = [guid for guid in dict.fromkeys(used) if guid in in_use]
        self._sources = reads.sources(self.store)
        self.set_class(not self._sources, "-empty")
        self.refresh_bindings()  # with sources, or without
        self.query_one(PassagePanel).show_pins(self._pins, self.book)
        newest = versions.newest(self.store, self.source.guid) if self.source else ""
        here = newest if newest in self._sources else None
        self.show_progress(here)
        listed = self.query_one(SourceList).guids
        last = self._stops.last if self._stops else None
        if here is not None:
            self._show_again(here)
        elif listed:
            self.open_source(last if last in listed else listed[0])
        else:
            self._open = None

    def show_progress(self, here: Guid | None) -> None:
        """Show what this user has read and coded of each source and case."""
        counted_user = self.me if seeing.others_hidden(self.store) else None
        read = reads.read_by(self.store, self.me)
        coded = reads.coded(self.store, self.me, counted_user)
        self._cases = reads.cases(self.store)
        self._progress = {
            guid: Progress(guid in read, *coded.get(guid, (0, 0))) for guid in self._sources
        }
        listed = self.query_one(SourceList)
        listed.show(self._sources.values(), self._cases, self._progress, here)

    def open_source(self, guid: Guid, passage: Passage | None = None) -> None:
        """Show a source where this user left it, or at a passage."""
        if guid not in self._sources and versions.newest(self.store, guid) in self._sources:
            from coder.tui.screens.correct import show_version

            show_version(self.coder, guid, passage)
            return
        if guid not in self._sources:
            self.coder.say("That source is no longer in the project.", wrong=True)
            return
        self._open = opened = read_text(self.store, self._sources[guid])
        at = self._stops.place(guid) if self._stops else 0
        if len(opened.text) <= AT_ONCE:
            self.read_along()
        self.view.show(opened.content, self._stripes(), at=at)
        if passage is not None:
            self.view.go_to(passage, select=True)
        self.query_one(SourceList).go_to(guid)
        self.show_about()

    def _show_again(self, guid: Guid) -> None:
        """Show what has changed in the open source; the selection stays while its words do."""
        before, cursor, chosen = self.open, self.view.cursor, self.view.chosen
        self._open = read_text(self.store, self._sources[guid])
        self.read_along()
        if before is None or self.open is None:
            return
        if self.open.content == before.content:
            self.view.set_stripes(self._stripes())
            self.show_here()
        else:
            self.view.show(self.open.content, self._stripes(), at=cursor)
            if chosen and self.open.text == before.text:
                self.view.go_to(chosen, select=True)
        self.show_about()

    def read_along(self) -> None:
        """Read what stands on the open source."""
        if self._open is not None:
            user, others = self.coder.user, self._others
            self._open = read_along(self.store, user, self._open, others=others)
            self.view.set_bookmarks(mark.passage for mark in self._open.bookmarks)

    @on(TranscriptView.Painted)
    def _painted(self) -> None:
        self.read_rest()
        garbage.keep()

    def read_rest(self) -> None:
        """Read and show what stands on a long source: the text itself is painted by now."""
        if self._open is not None and not self._open.whole:
            self.read_along()
            self.view.set_stripes(self._stripes())
            self.show_here()

    def _stripes(self) -> list[Stripe]:
        return [self.stripe(coding) for coding in self._open.codings] if self._open else []

    def stripe(self, coding: Coding) -> Stripe:
        """Return a coding as the margin shows it."""
        if coding.code not in self._margins:
            guid = self.book.resolve(coding.code)
            code = self.book.by_guid.get(guid, Code(guid, "removed code"))
            title = self.book.path(guid) if guid in self.book.by_guid else code.name
            colour = self._colours.get(guid, 0)
            self._margins[coding.code] = abbreviate(code.name), colour, title
        label, colour, title = self._margins[coding.code]
        return Stripe(coding.guid, coding.passage, label, colour, coding.user == self.me, title)

    def show_about(self) -> None:
        """Show which source is open, and how far this user has come with its case."""
        source = self.source
        if source is None:
            return
        case = self._cases.get(source.case) if source.case else None
        several = case and sum(each.case == source.case for each in self._sources.values()) > 1
        parts = [
            self.coder.trail.said,
            source.name,
            f"version {source.version}" if source.version > 1 else "",
            read_in_words(self._sources.values(), self._progress, case) if several else "",
            source.kind,
            source.date,
            counted(len(self.turns), "turn"),
            "; ".join(one_line(each, _LEFT) for each in self._open.left) if self._open else "",
            "✓ read to the end" if self._progress[source.guid].read else "not marked as read",
        ]
        about = " · ".join(one_line(part) for part in parts if part)
        self.query_one("#about", Static).update(content(about))

    # What stands on the selection.

    def show_here(self) -> None:
        """Show what stands on the selection, and mark the passage of the coding in focus."""
        if self._open is None:
            return
        if self._stops is not None and self.store.past is None:
            self._stops.note(self._open.source.guid, self.view.cursor)
        panel = self.query_one(PassagePanel)
        if not self._open.whole:
            panel.show_here(None, {}, self.book, self._users, self._standing())
            return
        here, turn = self.codings_here(), self.turn_here()
        focus = next((c for c in here if c.guid == self.focused_coding), here[0] if here else None)
        self.focused_coding = focus.guid if focus else None
        self.view.highlight(focus.passage if focus else None)
        written: dict[Guid, list[Memo]] = {}
        about = {coding.guid for coding in here} | ({turn.guid} if turn else set())
        for memo in self._open.memos.over(self.view.selection):
            if memo.about in about or memo.passage is not None:
                written.setdefault(memo.about, []).append(memo)
        panel.show_here(
            here, written, self.book, self._users, self._standing(), self.focused_coding
        )

    def _standing(self) -> str:
        selection, turn = self.view.selection, self.turn_here()
        parts = [counted(len(selection.quotation(self.text).split()), "word")]
        if self._open and turn:
            number = self._open.turn_number(turn.passage.start)
            parts.insert(0, f"turn {number} of {len(self.turns)}")
        if self._open and self._open.bookmarks.over(selection):
            parts.insert(0, "» bookmark")
        return ", ".join(parts)

    def add_codings(self, made: Iterable[Coding]) -> None:
        """Show codings of this user's just made, without reading the project again."""
        new = list(made)
        codes = dict.fromkeys(coding.code for coding in reversed(new))
        self._recent = [*codes, *(each for each in self._recent or () if each not in codes)]
        if self.open is None or any(each.source != self.open.source.guid for each in new):
            self.coder.changed()
            return
        new = [coding for coding in new if coding.guid not in self.open.codings]
        for coding in new:
            self._users.setdefault(self.me, self.coder.user)
            self.open.codings.add(coding.guid, coding.passage, coding)
            self.view.add_stripe(self.stripe(coding))
            self.focused_coding = coding.guid
        if new:
            self.note_codings(new)

    def note_codings(self, codings: Sequence[Coding]) -> None:
        """Show what one's own codings, made or taken off, change: on the passage, in the count."""
        self.show_here()
        if self.open is not None:
            guid = self.open.source.guid
            read, _, reach = self._progress[guid]
            made = (each.passage.end for each in codings if each.guid in self.open.codings)
            self._progress[guid] = Progress(read, len(self.open.codings), max((reach, *made)))
            self.query_one(SourceList).show_one(guid)
        self.in_step()

    def in_step(self) -> None:
        """Take note that this screen shows the project as it is: no need to read it all again.

        Where someone else's change came in between, it is read again after all.
        """
        head = self.store.head
        last = next(self.store.entries("id = ?", (head,)), None)
        if head == self.coder.seen or (last and last.parents == (self.coder.seen,)):
            self.coder.seen = self._shown = head
        else:
            self.coder.changed()

    def codings_here(self, *, own: bool = False) -> list[Coding]:
        """Return the codings on the selection, one's own first, or only those."""
        found = self.codings_over(self.view.selection)
        return [coding for coding in found if coding.user == self.me] if own else found

    def codings_over(self, passage: Passage) -> list[Coding]:
        """Return the codings on a passage, one's own first."""
        found = self.open.codings.over(passage) if self.open else []
        return sorted(found, key=lambda coding: coding.user != self.me)

    def turn_here(self) -> Turn | None:
        """Return the turn in which the selection begins."""
        return self._open.turn_at(self.view.selection.start) if self._open else None
