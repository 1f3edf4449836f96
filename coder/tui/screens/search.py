"""Searching all sources: places as they are found, and one code on all of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import DataTable, Input, Static
from textual.worker import Worker, get_current_worker

from coder.display import counted, one_line
from coder.errors import CoderError
from coder.model import CodeBook
from coder.operations import searching
from coder.operations.applying import apply_to_all
from coder.operations.codes import add_code
from coder.operations.searching import Hit, Narrow
from coder.store import index, reads
from coder.tui.commands import Command
from coder.tui.safe import cell, content
from coder.tui.screens.mode import ModeScreen
from coder.tui.screens.narrowing import described, narrowed
from coder.tui.screens.picker import NEW, CodePicker
from coder.tui.screens.preview import Preview, Proposed, in_context, whole
from coder.tui.screens.search_commands import COMMANDS, EMPTY, HOW
from coder.tui.screens.trail import Asked
from coder.tui.widgets.growing_table import STEP, GrowingTable

MOST = 20_000
"""Places after which a search stops: nobody looks through more, and each takes memory."""

_EVERY = 0.1
"""Seconds between showing what was found; the first place is shown at once."""


class SearchScreen(ModeScreen):
    """Find words in all sources, read them in context, and code all of them in one step."""

    NAME = "code"
    CSS_PATH = "search.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._book = CodeBook(())
        self._asked = Asked()
        self._hits: list[Hit] = []
        self._fresh = False
        """Whether the places shown are of this search. At a letter those of the one before stand
        until it has found one, for a moment at most: emptying the list would be painted first."""
        self._number = 0
        """Number of the search whose places are shown; what an earlier one finds is ignored."""
        self._worker: Worker[None] | None = None
        self._searching = False
        self._at = 0

    def body(self) -> ComposeResult:
        """Lay out the words to find, how they are meant, the places and the one in focus."""
        yield Input(placeholder="find in all sources", id="search-words")
        yield Static(id="search-how")
        yield GrowingTable((("where", 14), ("who", 14), ("words", 0)), id="search-hits")
        yield Static(content(EMPTY), id="search-said")
        yield Static(id="search-whole")

    def on_mount(self) -> None:
        """Show again what was searched for last."""
        self._asked, self._at = self.coder.trail.asked, self.coder.trail.at
        with self.prevent(Input.Changed):
            line = self.query_one(Input)
            line.value = self._asked.words
        super().on_mount()
        line.focus()

    def show_project(self) -> None:
        """Search again: codes, sources or codings have changed."""
        self._book = reads.codebook(self.store)
        self._at = max(self._at, self.query_one(GrowingTable).cursor_row)
        self._search()
        self._start_list(self._number)  # some words may be withdrawn: nothing old stands there

    # Searching.

    @on(Input.Changed, "#search-words")
    def _typed(self, event: Input.Changed) -> None:
        self._asked, self._at = replace(self._asked, words=event.value), 0
        self._search()

    def _search(self) -> None:
        """Begin anew; an earlier search ends."""
        self._stop()
        self._number += 1
        self._fresh = False
        self.set_timer(_EVERY, partial(self._start_list, self._number))
        narrow = described(self.store, self._book, self._narrow)
        how = f"{HOW[self._asked.how]} · {narrow or 'everywhere'}"
        self.query_one("#search-how", Static).update(content(how), layout=False)
        if not self._asked.words.strip():
            self._start_list(self._number)
            self._say(EMPTY)
        elif self.store.path is None:
            self._search_here()
        else:
            self._searching = True
            self._worker = self._search_beside(self._asked, self._number, self.store.path)

    def _start_list(self, run: int) -> None:
        """Empty the list for the places of a search, where that was not done."""
        if run == self._number and not self._fresh and self.is_attached:
            self._fresh, self._hits = True, []
            self.query_one(GrowingTable).show_rows(_Rows(self._hits))
            self.query_one("#search-whole", Static).update("", layout=False)

    @property
    def _narrow(self) -> Narrow:
        return self._asked.narrow or Narrow()

    def _stop(self) -> None:
        self._searching = False
        if self._worker is not None:
            self._worker.cancel()

    def _search_here(self) -> None:
        asked = self._asked
        try:
            hits = searching.search(
                self.store, self.coder.user, asked.words, asked.how, self._narrow, book=self._book
            )
            for batch in _batches(hits):
                self._more(self._number, batch)
            self._finished(self._number)
        except CoderError as error:
            self._failed(self._number, str(error))

    @work(thread=True, group="searching", exit_on_error=False)
    def _search_beside(self, asked: Asked, run: int, path: Path) -> None:
        """Search with a store of this thread; hand over what is found, the first place at once."""
        worker = get_current_worker()
        tell = self.app.call_from_thread
        painted = Event()
        try:
            with self.coder.reader(path) as store:
                hits = searching.search(
                    store,
                    self.coder.user,
                    asked.words,
                    asked.how,
                    asked.narrow or Narrow(),
                    book=self._book,
                    stopped=lambda: worker.is_cancelled,
                )
                for batch in _batches(hits):
                    if worker.is_cancelled:
                        return
                    tell(self._more, run, batch)
                    if not painted.is_set():
                        tell(self.call_after_refresh, painted.set)
                        painted.wait(_EVERY)  # or both want the one interpreter there is
                if not worker.is_cancelled:
                    tell(self._finished, run)
                    if store.past is None:
                        index.catch_up(store)
        except CoderError as error:
            if not worker.is_cancelled:
                tell(self._failed, run, str(error))

    def _more(self, run: int, hits: Sequence[Hit]) -> None:
        if run != self._number or not self.is_attached:
            return
        self._start_list(run)
        self._hits.extend(hits)
        table = self.query_one(GrowingTable)
        wanted = max(STEP, self._at + 1)
        if table.row_count < wanted:
            table.grow(wanted - table.row_count)
        if self._at and table.row_count > self._at:
            table.move_cursor(row=self._at)
            self._at = 0
        self._say(f"{self._found()} so far…")

    def _found(self) -> str:
        sources = len({hit.source.guid for hit in self._hits})
        return f"{counted(len(self._hits), 'place')} in {counted(sources, 'source')}"

    def _finished(self, run: int) -> None:
        if run == self._number and self.is_attached:
            self._start_list(run)
            self._searching = False
            stopped = "; stopped there, narrow it" if len(self._hits) >= MOST else ""
            self._say(f"{self._found()}{stopped}." if self._hits else "Found nowhere.")

    def _failed(self, run: int, words: str) -> None:
        if run == self._number and self.is_attached:
            self._start_list(run)
            self._searching = False
            self._say(words)

    def _say(self, words: str) -> None:
        self.query_one("#search-said", Static).update(content(one_line(words)), layout=False)

    # The places.

    @on(DataTable.RowHighlighted, "#search-hits")
    def _in_focus(self, event: DataTable.RowHighlighted) -> None:
        if event.cursor_row >= len(self._hits):
            return
        hit = self._hits[event.cursor_row]
        codes = ", ".join(self._book.name(code) for code in hit.codes) or "no code"
        about = [hit.case and f"school {hit.case}", hit.role, codes]
        facts = " · ".join(one_line(part) for part in about if part)
        shown = content(f"{facts}\n", "dim") + whole(hit.before, hit.words, hit.after)
        self.query_one("#search-whole", Static).update(shown, layout=False)

    @on(Input.Submitted, "#search-words")
    def action_hits(self) -> None:
        """Go to the list of places."""
        if self._hits:
            self.query_one(GrowingTable).focus()

    def action_words(self) -> None:
        """Go back to the words."""
        self.query_one(Input).focus()

    @on(DataTable.RowSelected, "#search-hits")
    def action_open_hit(self) -> None:
        """Open the place in focus in its transcript; `n` goes on from there."""
        at = self.query_one(GrowingTable).cursor_row
        if at >= len(self._hits):
            return
        self._keep_trail(at)
        hit = self._hits[at]
        self._stop()
        self.app.pop_screen()
        self.coder.show_passage(hit.source.guid, hit.passage)

    def _keep_trail(self, at: int) -> None:
        trail = self.coder.trail
        trail.asked, trail.hits, trail.at, trail.on = self._asked, self._hits, at, bool(self._hits)

    def action_back(self) -> None:
        """Stop the search; where none is under way, go back to reading."""
        if self._searching:
            self._start_list(self._number)
            self._stop()
            self._number += 1
            self._say(f"Stopped: {self._found()} so far.")
        else:
            self.coder.trail.asked = self._asked
            self.app.pop_screen()

    # How, where, and coding all.

    def action_how(self) -> None:
        """Change how the words are meant."""
        ways = list(HOW)
        self._asked = replace(self._asked, how=ways[(ways.index(self._asked.how) + 1) % len(ways)])
        self._at = 0
        self._search()

    @work
    async def action_narrow(self) -> None:
        """Ask to which places the search is narrowed."""
        narrow = await narrowed(self, self._book, self._narrow)
        if narrow is not None:
            self._asked = replace(self._asked, narrow=narrow)
            self._at = 0
            self._search()

    @work
    async def action_code_all(self) -> None:
        """Choose a code and which of the places get it; all of it is one change."""
        if self._searching or not self._hits:
            self.coder.say("Still searching; Escape stops it." if self._searching else "No places.")
            return
        asked, hits = self._asked, list(self._hits)
        title = f"Apply to {counted(len(hits), 'place')} of"
        picker = CodePicker(self._book, title, asked.words, can_create=True)
        code = await self.app.push_screen_wait(picker)
        if code is None:
            return
        name = code.removeprefix(NEW) if code.startswith(NEW) else self._book.name(code)
        rows = [_proposed(self._book, hit, code) for hit in hits]
        answer = await self.app.push_screen_wait(Preview(f"Apply “{name}” to these?", rows))
        if answer is None:
            return
        with self.coder.saying():
            if code.startswith(NEW):
                code = add_code(self.store, self.coder.user, name)
            places = [(hits[at].source.guid, hits[at].passage) for at in answer]
            done = apply_to_all(
                self.store, self.coder.user, code, places, f"found by: {asked.words}"
            )
            number = counted(done.applied, "passage")
            self.coder.say(f"Applied {name} to {number}. Undo takes all of it back.")
        self.coder.changed()


class _Rows:
    """Rows of hits, made as they are asked for; at the end it waits for more to be found."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits, self._at = hits, 0

    def __iter__(self) -> Iterator[Sequence[Text]]:
        return self

    def __next__(self) -> Sequence[Text]:
        if self._at >= len(self._hits):
            raise StopIteration
        hit = self._hits[self._at]
        self._at += 1
        who = hit.speaker or "nobody speaks"
        return cell(_where(hit), 14), cell(who, 14), in_context(_shown(hit))


def _where(hit: Hit) -> str:
    return hit.source.name + ("" if hit.turn is None else f" {hit.turn}")


def _shown(hit: Hit, **more: Any) -> Proposed:
    return Proposed(_where(hit), hit.passage, hit.words, before=hit.before, after=hit.after, **more)


def _proposed(book: CodeBook, hit: Hit, code: str) -> Proposed:
    """Return a hit as it stands in the preview: what has the code, or is not said, is unticked."""
    if code in hit.mine:
        return _shown(hit, reason="You have this code here already.", ticked=False)
    if not hit.spoken:
        return _shown(hit, reason="A label or heading: nobody says it.", ticked=False)
    codes = ", ".join(one_line(book.name(each)) for each in hit.codes)
    return _shown(hit, reason=f"Coded here: {codes}" if codes else "")


def _batches(hits: Iterator[Hit]) -> Iterator[list[Hit]]:
    """Yield hits in batches: the first one alone, then what a tenth of a second brings."""
    batch: list[Hit] = []
    told = 0.0
    for hit in islice(hits, MOST):
        batch.append(hit)
        if time.monotonic() - told >= _EVERY:
            yield batch
            batch, told = [], time.monotonic()
    if batch:
        yield batch
