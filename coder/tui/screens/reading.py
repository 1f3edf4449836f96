"""Reading a source: its transcript, its codings, where one is in it, and finding words."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static

from coder.display import counted, one_line
from coder.errors import CoderError
from coder.model import Code, CodeBook, Coding, Guid, Memo, Passage, Source, Turn
from coder.operations import coding as acts
from coder.operations import pins, seeing, sources
from coder.store import open_project, reads, versions
from coder.tui.safe import content
from coder.tui.screens.code_commands import EMPTY
from coder.tui.screens.correct import show_version
from coder.tui.screens.dialogs import AskLine
from coder.tui.screens.mode import ModeScreen
from coder.tui.screens.search import SearchScreen
from coder.tui.widgets.find_bar import FindBar
from coder.tui.widgets.passage_panel import PassagePanel
from coder.tui.widgets.source_list import SourceList
from coder.tui.widgets.transcript import Stripe, TranscriptContent, TranscriptView, abbreviate


class ReadingScreen(ModeScreen):
    """The sources, the transcript of one, and what stands on the passage under the cursor."""

    CSS_PATH = "code.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own

    def __init__(self) -> None:
        super().__init__()
        self.book = CodeBook(())
        self.source: Source | None = None
        self.turns: list[Turn] = []
        self.text = ""
        self._content = TranscriptContent("", (), {}, ())
        self._sources: dict[Guid, Source] = {}
        self._codings: list[Coding] = []
        self._users: dict[Guid, str] = {}
        self._pins: list[Guid] = []
        self._recent: list[Guid] = []
        self._places: dict[Guid, int] = {}
        self._colours: dict[Guid, int] = {}
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
        """Show the project; the transcript has the focus."""
        # Called at once, not by message: the panel is painted with the cursor, not a frame later.
        self.view.follow = lambda _: self._show_here()
        super().on_mount()
        self.view.focus()

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one(TranscriptView)

    # Showing the project.

    def show_project(self) -> None:
        """Show sources, codebook and codings as they are now."""
        self.book = reads.codebook(self.store)
        self._colours = {code.guid: number for number, code in enumerate(self.book)}
        self._users = {guid: user.name for guid, user in reads.users(self.store).items()}
        self._pins = pins.pinned(self.store, self.coder.user, self.book)
        self._sources = reads.sources(self.store)
        self.set_class(not self._sources, "-empty")
        self.query_one(PassagePanel).show_pins(self._pins, self.book)
        newest = versions.newest(self.store, self.source.guid) if self.source else ""
        here = newest if newest in self._sources else None
        self._show_sources(here)
        listed = self.query_one(SourceList).guids
        if here is not None:
            self._show_again(here)
        elif listed:
            self.open_source(listed[0])
        else:
            self.source, self.text, self.turns, self._codings = None, "", [], []

    def _show_sources(self, here: Guid | None) -> None:
        own = acts.user_guid(self.coder.user)
        counted_user = own if seeing.others_hidden(self.store) else None
        self.query_one(SourceList).show(
            self._sources.values(),
            reads.cases(self.store),
            reads.read_by(self.store, own),
            reads.coding_counts(self.store, counted_user),
            here,
        )

    def open_source(self, guid: Guid, passage: Passage | None = None) -> None:
        """Show a source where this user left it, or at a passage."""
        if guid not in self._sources and versions.newest(self.store, guid) in self._sources:
            show_version(self.coder, guid, passage)
            return
        if guid not in self._sources:
            self.coder.say("That source is no longer in the project.", wrong=True)
            return
        if self.source is not None:
            self._places[self.source.guid] = self.view.cursor
        self._take_in(guid, self._read_content(guid))
        self.view.show(self._content, self._stripes(), at=self._places.get(guid, 0))
        if passage is not None:
            self.view.go_to(passage, select=True)
        self._show_about()

    def _show_again(self, guid: Guid) -> None:
        """Show what has changed in the open source; the selection stays while its words do."""
        before, content = self._content, self._read_content(guid)
        cursor, chosen = self.view.cursor, self.view.chosen
        self._take_in(guid, content)
        if content == before:
            self.view.set_stripes(self._stripes())
            self._show_here()
        else:
            self.view.show(content, self._stripes(), at=cursor)
            if chosen and content.text == before.text:
                self.view.go_to(chosen, select=True)
        self._show_about()

    def _read_content(self, guid: Guid) -> TranscriptContent:
        return TranscriptContent(
            reads.text(self.store, guid),
            reads.turns(self.store, guid).get(guid, []),
            reads.speakers(self.store, guid),
            reads.sentences(self.store, guid),
        )

    def _take_in(self, guid: Guid, content: TranscriptContent) -> None:
        self.source, self._content = self._sources[guid], content
        self.text, self.turns = content.text, list(content.turns)
        self._codings = seeing.codings(self.store, self.coder.user, guid)

    def _stripes(self) -> list[Stripe]:
        own = acts.user_guid(self.coder.user)
        return [self._stripe(c) for c in self._codings if self._others or c.user == own]

    def _stripe(self, coding: Coding) -> Stripe:
        guid = self.book.resolve(coding.code)
        code = self.book.by_guid.get(guid, Code(guid, "removed code"))
        title = self.book.path(guid) if guid in self.book.by_guid else code.name
        own = coding.user == acts.user_guid(self.coder.user)
        colour = self._colours.get(guid, 0)
        return Stripe(coding.guid, coding.passage, abbreviate(code.name), colour, own, title)

    def _show_about(self) -> None:
        if self.source is None:
            return
        own = acts.user_guid(self.coder.user)
        read = self.source.guid in reads.read_by(self.store, own)
        parts = [
            self.coder.trail.said,
            self.source.name,
            f"version {self.source.version}" if self.source.version > 1 else "",
            self.source.kind,
            self.source.date,
            counted(len(self.turns), "turn"),
            "✓ read to the end" if read else "not marked as read",
        ]
        about = " · ".join(one_line(part) for part in parts if part)
        self.query_one("#about", Static).update(content(about))

    def _show_here(self) -> None:
        selection = self.view.selection
        here = self.codings_here()
        turn = self.turn_here()
        about = self._standing(selection, turn)
        about_what = [c.guid for c in here] + ([turn.guid] if turn else [])
        written: dict[Guid, list[Memo]] = {}
        for memo in seeing.memos(self.store, self.coder.user, *about_what) if about_what else ():
            written.setdefault(memo.about, []).append(memo)
        self.query_one(PassagePanel).show_here(here, written, self.book, self._users, about)

    def _standing(self, selection: Passage, turn: Turn | None) -> str:
        words = counted(len(selection.quotation(self.text).split()), "word")
        if turn is None:
            return words
        number = bisect_right(self.turns, turn.passage.start, key=lambda t: t.passage.start)
        return f"turn {number} of {len(self.turns)}, {words}"

    def note_codings(self) -> None:
        """Show what has changed on the passage and in the count of the source, and no more."""
        self._show_here()
        if self.source is not None:
            me = acts.user_guid(self.coder.user)
            seen = sum(self._others or coding.user == me for coding in self._codings)
            self.query_one(SourceList).set_count(self.source.guid, seen)
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
        me, selection = acts.user_guid(self.coder.user), self.view.selection
        start, end, others = selection.start, selection.end, self._others and not own
        found = [
            coding
            for coding in self._codings  # at every move of the cursor, so without a call for each
            if coding.passage.start < end
            and start < coding.passage.end
            and (others or coding.user == me)
        ]
        return sorted(found, key=lambda coding: coding.user != me)

    def turn_here(self) -> Turn | None:
        """Return the turn in which the selection begins."""
        at = self.view.selection.start
        number = bisect_right(self.turns, at, key=lambda turn: turn.passage.start) - 1
        turn = self.turns[number] if number >= 0 else None
        return turn if turn and at < turn.passage.end else None

    # Moving between sources, marking them as read, finding words.

    @on(OptionList.OptionSelected, "#sources")
    def _source_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id:
            self.open_source(event.option.id)
            self.remove_class("-sources")
            self.view.focus()

    def action_next_source(self, by: int) -> None:
        """Open the next source, or the one before."""
        listed = self.query_one(SourceList)
        if self.source is None or not listed.guids:
            return
        at = listed.guids.index(self.source.guid) + by
        if 0 <= at < len(listed.guids):
            listed.highlighted = at
            self.open_source(listed.guids[at])
        else:
            self.coder.say("This is the last source." if by > 0 else "This is the first source.")

    def action_sources(self) -> None:
        """Go to the list of sources; from there, back to the transcript."""
        listed = self.query_one(SourceList)
        at_list = listed.has_focus
        self.set_class(not at_list, "-sources")
        (self.view if at_list else listed).focus()

    def action_mark_read(self) -> None:
        """Say that this source was read to the end, or unsay it."""
        if self.source is None:
            return
        own = acts.user_guid(self.coder.user)
        read = self.source.guid not in reads.read_by(self.store, own)
        with self.coder.saying():
            acts.mark_read(self.store, self.coder.user, self.source.guid, read=read)
            name = self.source.name
            what = "read to the end: nothing more to code here" if read else "not read to the end"
            self.coder.say(f"{name} is marked as {what}.")
            self._show_sources(self.source.guid)
            self._show_about()
            self.in_step()

    def action_others(self) -> None:
        """Hide other users' codings, or show them again."""
        self._others = not self._others
        self.view.set_stripes(self._stripes())
        self._show_here()
        self.coder.say("All codings are shown." if self._others else "Only your codings are shown.")

    def action_find(self) -> None:
        """Open the line in which to type the words to find."""
        self.coder.trail.on = False
        self._show_about()
        self.query_one(FindBar).open(self.text, self.view.cursor)

    def action_find_next(self, by: int) -> None:
        """Go to the next place, or the one before: in this source, or of the last search."""
        if self.coder.trail.on:
            source, passage = self.coder.trail.step(by)
            self.open_source(source, passage)
        else:
            self.query_one(FindBar).step(by)

    def action_search(self) -> None:
        """Search all sources."""
        self.app.push_screen(SearchScreen())

    @on(FindBar.Found)
    def _found(self, event: FindBar.Found) -> None:
        self.view.go_to(event.passage, select=True)

    @on(FindBar.Closed)
    def _find_closed(self) -> None:
        self.view.focus()

    @on(TranscriptView.StripeClicked)
    def _stripe_clicked(self, event: TranscriptView.StripeClicked) -> None:
        coding = next((each for each in self._codings if each.guid == event.guid), None)
        if coding is not None:
            self.view.go_to(coding.passage, select=True)

    # Bringing in transcripts.

    @work
    async def action_import(self) -> None:
        """Import a transcript or a folder of them."""
        answer = await self.app.push_screen_wait(
            AskLine("Import which file or folder?", placeholder="for example transcripts/8a.docx")
        )
        if not answer or not answer.strip():
            return
        files = sources.files_in([Path(answer.strip()).expanduser()])
        if not files:
            self.coder.say("That folder holds no transcript that can be read.", wrong=True)
            return
        self._import(files)

    @work(thread=True, exclusive=True, group="import")
    def _import(self, files: list[Path]) -> None:
        """Import with a store of this thread, and say how far it is."""

        def progress(done: int, of: int, name: str) -> None:
            if of > 1 and (done % 10 == 0 or done == of):
                self.app.call_from_thread(self.coder.say, f"{done} of {of} imported: {name}")

        path = self.store.path
        if path is None:
            return
        try:
            with open_project(path) as store:
                done = sources.import_sources(store, self.coder.user, files, progress=progress)
        except CoderError as error:
            self.app.call_from_thread(self.coder.say, str(error), wrong=True)
        else:
            self.app.call_from_thread(self._imported, done)

    def _imported(self, results: list[sources.Imported]) -> None:
        self.coder.changed()
        for result in results:
            if result.error or result.already or len(results) == 1:
                self.coder.say(sources.in_words(result), wrong=bool(result.error))
        unclear = sum(len(result.notes) for result in results)
        if unclear:
            self.coder.say(
                f"{counted(unclear, 'line')} were not understood; `coder import` lists them."
            )
