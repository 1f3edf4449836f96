"""Suggestions in Code mode: asked for beside the screen, shown beside the passage.

What arrives changes one panel. The cursor, the selection and the place in the text are the
reader's: only the keys for the next and the previous suggestion move them.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from typing import Any

from textual import on
from textual.message import Message

from coder.display import counted
from coder.model import Coding, Guid, Passage
from coder.operations import seeing, suggesting
from coder.operations.suggester import DONE, FAILED, FOUND, NOTE
from coder.store import reads
from coder.suggest import Near, Suggestion, from_line
from coder.tui.screens.noting import NotingScreen
from coder.tui.suggested import over, place, put
from coder.tui.suggester import Suggester
from coder.tui.widgets.passage_panel import PassagePanel
from coder.tui.widgets.source_list import SourceList
from coder.tui.widgets.suggestion_panel import SuggestionPanel

DELAY: float | None = 1.0
"""Seconds until the process is started, so that the first paint and keys come before it; None never
starts it."""

AHEAD = 3
"""Sources after the open one that are looked through before anyone opens them."""

LEARN = 5
"""Codings after which a source that was looked through is looked through again, with what is now
known; one that is opened is so after each."""

STOPPED = "Suggestions have stopped: what looks for them ended by itself. Z starts it again."


GATHER = 0.25
"""Seconds in which what the process says is gathered, to be taken in and painted at once."""


class Heard(Message):
    """The process has said something."""

    def __init__(self, suggester: Suggester, said: list[Any]) -> None:
        super().__init__()
        self.suggester, self.said = suggester, said


class SuggestionsScreen(NotingScreen):
    """A source with what is suggested for it; subclasses take it or leave it."""

    _suggester: Suggester | None = None
    _basis: object = None
    """What the suggestions rest on: where it changes they are looked for again."""
    _wanted = True
    """Whether this user wants them now; the project's setting can say that nobody does."""
    _begins = False
    """Whether the process is, or soon will be, at work."""
    _failed = False
    _chosen: Suggestion | None = None

    def __init__(self) -> None:
        super().__init__()
        self.suggestions: list[Suggestion] = []
        """Those for the open source that still say something new, in order of the text."""
        self._suggested: dict[Guid, list[Suggestion]] = {}
        """All that was found, by source."""
        self._through: set[Guid] = set()
        self._again: dict[Guid, list[Suggestion]] = {}
        """Sources that are looked through once more, with what has come of it so far: what was
        found before is shown until then, so that nothing comes and goes under the reader's eyes."""
        self._less_alike: dict[Guid, int] = {}
        """How many less alike were left out, by source that was looked through."""
        self._learnt = 0
        """Codings made or taken off since what is known of them was last asked for."""
        self._held = suggesting.Held((), ())
        self._longest = 0
        """Code points of the longest that was found: how far back one begins that reaches here."""
        self._heard: list[Heard] = []
        """What waits to be taken in."""
        self._near: dict[Near, str] = {}

    def on_mount(self) -> None:
        """Make room for the suggestions; what the base class does at this comes after."""
        self.query_one(PassagePanel).mount(SuggestionPanel(id="suggested"), before="#pins")

    def show_here(self) -> None:
        """Show what stands on the selection and what is suggested there, in one frame."""
        super().show_here()
        self.show_suggested()

    def on_unmount(self) -> None:
        """End the process with the screen."""
        self._end()

    # What is looked for.

    def show_project(self) -> None:
        """Show the project; look again where what suggestions rest on has changed."""
        super().show_project()
        shown = reads.setting(self.store, suggesting.SHOWN, suggesting.ON) == suggesting.ON
        now = self.store.past is None  # what is found in the project as it is, is not of then
        basis = (shown, self._wanted, now, *self._rests_on())
        if basis != self._basis:
            self._basis = basis
            self._end()
            self._failed = False
            wanted = shown and self._wanted and now
            self._begins = bool(wanted and self.store.path and DELAY is not None)
            if self._begins:
                self.set_timer(DELAY or 0, self._begin)
        else:
            self._learn()
        self._leave_out()

    def pause(self) -> None:
        """End the process, which has the project open, until the project is shown anew."""
        self._end()
        self._basis, self._begins = None, False

    def _rests_on(self) -> tuple[object, ...]:
        codes = [(c.guid, c.indicators, c.retired, c.merged_into) for c in self.book]
        settings = [
            reads.setting(self.store, key) for key in (suggesting.FORM, suggesting.PIPELINE)
        ]
        return codes, settings, seeing.others_hidden(self.store), set(self._sources)

    def _begin(self) -> None:
        path = self.store.path
        if self._begins and self._suggester is None and path is not None and self.is_attached:
            self._suggester = Suggester(path, self.coder.user, self._hear)
            self._ask()
            self.show_suggested()

    def _hear(self, suggester: Suggester, said: list[Any]) -> None:
        self.post_message(Heard(suggester, said))

    def _end(self) -> None:
        if self._suggester is not None:
            self._suggester.end()
        self._suggester, self._chosen = None, None
        self._suggested, self._through, self._near = {}, set(), {}
        self._again, self._learnt, self._longest = {}, 0, 0
        self.suggestions = []

    def open_source(self, guid: Guid, passage: Passage | None = None) -> None:
        """Show a source; its suggestions are wanted first from now on."""
        super().open_source(guid, passage)
        self._leave_out()
        if self._learnt:
            self._look_again()
        self._ask()

    def read_rest(self) -> None:
        """Read what stands on a long source, and leave out what that makes needless."""
        late = self._open is not None and not self._open.whole
        super().read_rest()
        if late:
            self._leave_out()

    def _learn(self) -> None:
        """Take note of a coding more or less, from which likeness learns."""
        self._learnt += 1
        if self._learnt >= LEARN:
            self._look_again()
            self._ask()

    def _look_again(self) -> None:
        self._again |= {guid: [] for guid in self._through}
        self._through, self._learnt = set(), 0

    def _ask(self) -> None:
        """Ask for the open source and those after it; forget what was found in others."""
        listed = self.query_one(SourceList).guids
        if self._suggester is None or self.source is None or self.source.guid not in listed:
            return
        at = listed.index(self.source.guid)
        near = listed[at : at + 1 + AHEAD]
        self._suggested = {guid: self._suggested[guid] for guid in near if guid in self._suggested}
        self._again = {guid: self._again[guid] for guid in near if guid in self._again}
        self._through &= set(near)
        self._suggester.want([guid for guid in near if guid not in self._through])

    @on(Heard)
    def _gather(self, heard: Heard) -> None:
        if not self._heard:
            self.set_timer(GATHER, self._take_all)
        self._heard.append(heard)

    def _take_all(self) -> None:
        """Take in what the process has said; nothing moves."""
        heard, self._heard = self._heard, []
        for each in heard:
            if each.suggester is self._suggester:
                self._take(*each.said)
        self._mark()
        self.show_suggested()

    def _take(self, kind: str, *said: Any) -> None:
        if kind == FOUND:
            self._found_more(said[0], list(map(from_line, said[1])))
        elif kind == DONE:
            self._through.add(said[0])
            self._less_alike[said[0]] = said[1]
            if (again := self._again.pop(said[0], None)) is not None:
                self._suggested[said[0]] = again
                self._sift()
        elif kind == NOTE:
            self.coder.say(said[0], wrong=True)
        elif kind == FAILED:
            self._suggester, self._failed, self._begins = None, True, False
            self.coder.say(said[0] if said else STOPPED, wrong=True)

    def _found_more(self, source: Guid, found: list[Suggestion]) -> None:
        into = self._again.get(source)
        shown = into is None and self.source is not None and self.source.guid == source
        into = self._suggested.setdefault(source, []) if into is None else into
        for each in found:
            self._longest = max(self._longest, each.passage.end - each.passage.start)
            insort(into, each, key=place)
            if shown and self._held.leaves(each):
                insort(self.suggestions, each, key=place)

    def _leave_out(self) -> None:
        """Leave out what this user has coded or rejected by now in the open source."""
        if self._open is None or not self._open.whole:
            self.suggestions = []  # those for a source whose codings are read soon: see `read_rest`
            return
        codings = (coding for coding in self._open.codings if coding.user == self.me)
        self._held = suggesting.held(self.store, self.coder.user, self.book, codings)
        self._sift()
        self._mark()
        self.show_suggested()

    def _sift(self) -> None:
        found = self._suggested.get(self.open.source.guid, ()) if self.open else ()
        self.suggestions = [each for each in found if self._held.leaves(each)]

    def _sift_over(self, places: Iterable[tuple[Guid, Passage]]) -> None:
        """Leave out, or show again, what codes on passages decide, and look at nothing else."""
        found = self._suggested.get(self.open.source.guid, []) if self.open else []
        for code, passage in places:
            for each in over(found, passage, self._longest):
                if each.code == code:
                    put(self.suggestions, each, self._held.leaves(each))
        self._mark()
        self.show_suggested()

    def _mark(self) -> None:
        """Show in the margin where the suggestions begin."""
        self.view.set_suggested(each.passage for each in self.suggestions)

    def note_codings(self, codings: Sequence[Coding]) -> None:
        """Show what has changed on the passage; what it makes of suggestions comes after that."""
        super().note_codings(codings)
        places = [(self.book.resolve(each.code), each.passage) for each in codings]
        for each, (code, passage) in zip(codings, places, strict=True):
            stands = self.open is not None and each.guid in self.open.codings
            (self._held.code if stands else self._held.uncode)(each.source, code, passage)
        self.call_after_refresh(self._codings_noted, places)

    def _codings_noted(self, places: list[tuple[Guid, Passage]]) -> None:
        self._sift_over(places)
        self._learn()

    # What is shown.

    def suggestions_here(self) -> list[Suggestion]:
        """Return the suggestions on the selection, the strongest first."""
        here = over(self.suggestions, self.view.selection, self._longest)
        return sorted(here, key=lambda each: (-each.strength, *place(each)))

    def show_suggested(self) -> None:
        """Show what is suggested on the selection, or how things stand."""
        panel = self.query_one(SuggestionPanel)
        here = self.suggestions_here()
        if self._chosen not in here:
            key = self._chosen.key if self._chosen else None  # found again, its reason may differ
            self._chosen = next((each for each in here if each.key == key), None)
        if here:
            self._chosen = self._chosen or here[0]
            here.sort(key=lambda each: each is not self._chosen)  # what the keys act on is seen
            head = f"{len(here)} of {counted(len(self.suggestions), 'suggestion')}"
            panel.show_here(head, here, self._chosen, self.book, self._near_words)
        else:
            panel.show_none(self._standing_of_suggestions())

    def _standing_of_suggestions(self) -> str:
        if self.store.past is not None:
            return "None while looking back."
        if self._suggester is None and not self._begins:
            return "Stopped; Z starts them." if self._failed else "Suggestions are off."
        if self.source is not None and self.source.guid not in self._through:
            return "Looking for suggestions…"
        count = counted(len(self.suggestions), "suggestion")
        less = self._less_alike.get(self.source.guid, 0) if self.source else 0
        more = f" and {less:,} more less alike" if less else ""
        return f"None suggested here; {count}{more} in this source."

    def _near_words(self, near: Near) -> str:
        """Return the words of a passage that a suggestion rests on; read once."""
        if near not in self._near:
            start = near.passage.start
            short = Passage(start, min(near.passage.end, start + 200))
            self._near[near] = reads.words(self.store, near.source, short)
        return self._near[near]
