"""Going about in the sources: to the next coding, memo, turn, bookmark, hit or source."""

from __future__ import annotations

from textual import on, work

from coder.display import one_line
from coder.model import Bookmark, Coding, Memo, Passage
from coder.operations import bookmarks
from coder.operations import coding as acts
from coder.store import reads
from coder.tui.along import Along
from coder.tui.screens.reading import ReadingScreen
from coder.tui.widgets.find_bar import FindBar
from coder.tui.widgets.source_list import SourceList
from coder.tui.widgets.transcript import TranscriptView


class GoingScreen(ReadingScreen):
    """A source in which one goes from one thing to the next."""

    # Sources.

    @on(SourceList.Chosen)
    def _source_chosen(self, chosen: SourceList.Chosen) -> None:
        self.open_source(chosen.guid)
        self.remove_class("-sources")
        self.view.focus()

    def action_next_source(self, by: int) -> None:
        """Open the next source, or the one before."""
        listed = self.query_one(SourceList).guids
        if self.source is None:
            return
        at = listed.index(self.source.guid) + by
        if 0 <= at < len(listed):
            self.open_source(listed[at])
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
        read = self.source.guid not in reads.read_by(self.store, self.me)
        with self.coder.saying():
            acts.mark_read(self.store, self.coder.user, self.source.guid, read=read)
            name = self.source.name
            what = "read to the end: nothing more to code here" if read else "not read to the end"
            self.coder.say(f"{name} is marked as {what}.")
            self.show_progress(self.source.guid)
            self.show_about()
            self.in_step()

    # Codings, memos and turns.

    def action_others(self) -> None:
        """Hide other users' codings, or show them again."""
        self._others = not self._others
        if self.source is not None:
            self._show_again(self.source.guid)
        self.coder.say("All codings are shown." if self._others else "Only your codings are shown.")

    def action_next_coding(self, by: int) -> None:
        """Go to the next coding that is shown, or to the one before."""
        found = self.open.codings.step(self.view.selection, by) if self.open else None
        if found is None:
            self.coder.say(f"There is no coding {'further on' if by > 0 else 'before this'} here.")
            return
        passage, coding = found
        same = [c for c in self.codings_over(passage) if c.passage == passage]
        self._to_coding(next(iter(same), coding))

    def _to_coding(self, coding: Coding) -> None:
        self.focused_coding = coding.guid
        self.view.go_to(coding.passage, select=True)
        self.show_here()

    def action_another_coding(self) -> None:
        """Mark the passage of another of the codings under the cursor."""
        here = [coding.guid for coding in self.codings_here()]
        if len(here) < 2:
            self.coder.say("There is no other coding here.")
            return
        at = here.index(self.focused_coding) if self.focused_coding in here else -1
        self.focused_coding = here[(at + 1) % len(here)]
        self.show_here()

    @on(TranscriptView.StripeClicked)
    def _stripe_clicked(self, event: TranscriptView.StripeClicked) -> None:
        coding = self.open.codings.get(event.guid) if self.open else None
        if coding is not None:
            self._to_coding(coding)

    def action_next_memo(self, by: int) -> None:
        """Go to the next memo in this source, or to the one before."""
        self._step(self.open.memos if self.open else None, by, "memo")

    def _step(self, things: Along[Memo] | Along[Bookmark] | None, by: int, called: str) -> None:
        found = things.step(self.view.selection, by) if things is not None else None
        if found is None:
            where = "further on" if by > 0 else "before this"
            self.coder.say(f"There is no {called} {where} in this source.")
        else:
            self.view.go_to(found[0], select=True)

    def action_next_uncoded(self, by: int) -> None:
        """Go to the next turn in which this user has coded nothing, or to the one before."""
        if self.open is None:
            return
        turn = self.open.uncoded_turn(self.view.cursor, by, self.me)
        if turn is None:
            where = "further on" if by > 0 else "before this"
            self.coder.say(f"There is no turn without a coding of yours {where}.")
        else:
            self.view.go_to(turn.passage)

    @work
    async def action_go_to_turn(self) -> None:
        """Go to a turn by its number."""
        from coder.tui.screens.dialogs import AskLine

        turns = self.turns
        if not turns:
            self.coder.say("This source has no turns.")
            return
        answer = await self.app.push_screen_wait(AskLine(f"Go to which turn, 1 to {len(turns)}?"))
        if answer is None:
            return
        # At most nine figures: int() refuses the very long numbers that can be pasted.
        number = int(answer) if answer.strip().isdecimal() and len(answer) < 10 else 0
        if 1 <= number <= len(turns):
            self.view.go_to(turns[number - 1].passage)
        else:
            self.coder.say(f"The turns have the numbers 1 to {len(turns)}.", wrong=True)

    # Bookmarks.

    def action_bookmark(self) -> None:
        """Set a bookmark on the selection, or clear the one that is there."""
        if self.open is None:
            return
        user, source, selection = self.coder.user, self.open.source.guid, self.view.selection
        held = self.open.bookmarks.over(selection)
        with self.coder.saying():
            if held:
                bookmarks.remove_bookmark(self.store, user, held[0].guid)
                self.open.bookmarks.remove(held[0].guid)
            else:
                guid = bookmarks.add_bookmark(self.store, user, source, selection)
                mark = Bookmark(guid, source, self.me, selection)
                self.open.bookmarks.add(guid, selection, mark)
            self.view.set_bookmarks(mark.passage for mark in self.open.bookmarks)
            self.show_here()
            self.in_step()
            self.coder.say("The bookmark is cleared." if held else "A bookmark is set here.")

    def action_next_bookmark(self, by: int) -> None:
        """Go to the next bookmark in this source, or to the one before."""
        self._step(self.open.bookmarks if self.open else None, by, "bookmark")

    @work
    async def action_bookmarks(self) -> None:
        """List all bookmarks of this user's and go to one."""
        from coder.tui.screens.choosing import Choose

        marks = {m.guid: m for m in bookmarks.bookmarks(self.store, self.coder.user)}
        if not marks:
            self.coder.say("You have no bookmarks yet; press b to set one.")
            return
        order = {guid: number for number, guid in enumerate(self.query_one(SourceList).guids)}
        listed = sorted(marks.values(), key=lambda m: (order.get(m.source, -1), m.passage))
        options = [(mark.guid, self._in_words(mark)) for mark in listed if mark.source in order]
        answer = await self.app.push_screen_wait(Choose("Go to which bookmark?", options))
        if answer is not None:
            self.open_source(marks[answer].source, marks[answer].passage)

    def _in_words(self, mark: Bookmark) -> str:
        start = Passage(mark.passage.start, min(mark.passage.end, mark.passage.start + 200))
        words = one_line(reads.words(self.store, mark.source, start), 60)
        return f"{one_line(self._sources[mark.source].name, 30)}: “{words}”"

    # Words.

    def action_find(self) -> None:
        """Open the line in which to type the words to find."""
        self.coder.trail.on = False
        self.show_about()
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
        from coder.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen())

    def action_history(self) -> None:
        """Show the history of the words selected."""
        from coder.operations import history

        if self.source is not None:
            with self.coder.saying():
                passage, user = self.view.selection, self.coder.user
                about = history.of_passage(self.store, user, self.source.guid, passage)
                words = one_line(self.view.quotation, 40)
                self.coder.show_history(about, f"“{words}” in {one_line(self.source.name)}")

    @on(FindBar.Found)
    def _found(self, event: FindBar.Found) -> None:
        self.view.go_to(event.passage, select=True)

    @on(FindBar.Closed)
    def _find_closed(self) -> None:
        self.view.focus()
