"""Text -> turns: each label that is believed begins one, and it runs to the next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from coder.readers.belief import believed, doubtful, key
from coder.readers.page import DIRECTION, HEADING, RULE, UNDERLINE, Page, survey
from coder.readers.roles import speaker
from coder.readers.transcript import DraftSpeaker, DraftTurn, Note, Transcript

HEADER_LINES = 12
"""A header (date, school, who was there) is no longer than this."""
PREAMBLE_LINES = 30
"""Words before the first label on more lines than this are more than a preamble."""

BEFORE = "before the first speaker label; in no turn"
NOBODY = "no speaker label here; these words are given to no speaker"
NO_WORDS = "a speaker label with no words after it"
DOUBTFUL = "looked like a speaker label, but not surely enough; kept as words"


@dataclass(slots=True)
class Cast:
    """The speakers so far, in order of appearance."""

    speakers: list[DraftSpeaker] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def place(self, name: str) -> int:
        """Return the place of a speaker: names are the same in any case and spacing."""
        if (known := self._places.get(key(name))) is not None:
            return known
        self._places[key(name)] = len(self.speakers)
        self.speakers.append(speaker(name))
        return len(self.speakers) - 1


@dataclass(slots=True)
class _Draft:
    cast: Cast = field(default_factory=Cast)
    turns: list[DraftTurn] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def transcript(self, text: str) -> Transcript:
        notes = sorted(self.notes, key=lambda note: note.line)
        return Transcript(text, tuple(self.cast.speakers), tuple(self.turns), tuple(notes))


def split(text: str, *, paragraph_per_line: bool = False) -> Transcript:
    """Return the turns of a text whose line endings are `\\n`.

    A turn runs over blank lines to the next label or heading; rules and stage directions at its
    end, headings, and up to 30 lines before the first label are in no turn, and noted. Words
    after a heading without a label are turns of no speaker. Without any label each paragraph is
    a turn of no speaker: blank lines part paragraphs, or every line is one.
    """
    page = survey(text, paragraph_per_line=paragraph_per_line)
    words = sum(1 for line in page.lines if line and not line.isspace())
    sure = believed(page.labels.values(), words)
    labels = _after_header(page, sorted(sure))
    draft = _Draft()
    first = labels[0] if labels else 0
    for line, found in page.labels.items():
        if line >= first and line not in sure and doubtful(found):
            draft.notes.append(page.note(line, DOUBTFUL))
    if labels:
        _labelled(page, labels, draft)
    else:
        _unlabelled(page, 0, len(page.lines), draft, directions=True)
    return draft.transcript(text)


def _after_header(page: Page, labels: list[int]) -> list[int]:
    """Return the labels without those of the file's header, such as `Interviewer: J Smith`.

    The header is all up to the last line, of the first 12, that states a fact (`Date: ...`), and
    the lines that follow it without a blank one.
    """
    facts = [line for line in range(min(HEADER_LINES, len(page.lines))) if page.states_a_fact(line)]
    if not labels or not facts:
        return labels
    end = after = facts[-1] + 1
    while after < HEADER_LINES and not page.is_blank(after):
        after += 1
    if page.is_blank(after) and not page.paragraph_per_line:
        end = after
    return [line for line in labels if line >= end] or labels


def _labelled(page: Page, labels: list[int], draft: _Draft) -> None:
    first = labels[0]
    _preamble(page, first, draft)
    headings = {line for line, what in page.furniture.items() if what == HEADING and line > first}
    events = sorted(headings.union(labels))
    for line, until in pairwise([*events, len(page.lines)]):
        if line in headings:
            before = len(draft.turns)
            _unlabelled(page, line, until, draft)
            _say_nobody(page, before, draft)
        else:
            _turn(page, line, until, draft)


def _preamble(page: Page, first: int, draft: _Draft) -> None:
    lines = [line for line in range(first) if not page.is_blank(line)]
    if len(lines) > PREAMBLE_LINES:
        _unlabelled(page, 0, first, draft)
        _say_nobody(page, 0, draft)
        return
    for line in lines:
        if (what := page.furniture.get(line, BEFORE)) != UNDERLINE:
            draft.notes.append(page.note(line, what))


def _say_nobody(page: Page, since: int, draft: _Draft) -> None:
    """Note the first of the turns of no speaker that came since."""
    if len(draft.turns) > since:
        line = bisect_right(page.starts, draft.turns[since].passage.start) - 1
        draft.notes.append(page.note(line, NOBODY))


def _turn(page: Page, line: int, until: int, draft: _Draft) -> None:
    """Add the turn of a label, up to a line; furniture at its end is left out and noted."""
    found = page.labels[line]
    start = page.starts[line] + found.end
    for left_out in ((RULE, DIRECTION), (RULE,)):
        # Where a stage direction is all there is, "(nods)", it is the contribution.
        end = until
        while end > line + 1 and (
            page.is_blank(end - 1) or page.furniture.get(end - 1) in left_out
        ):
            end -= 1
        if passage := page.passage(start, end):
            break
    _note_furniture(page, end, until, draft)
    if passage:
        draft.turns.append(DraftTurn(draft.cast.place(found.name), passage, found.time))
    else:
        draft.notes.append(page.note(line, NO_WORDS))


def _note_furniture(page: Page, start: int, until: int, draft: _Draft) -> None:
    for line in range(start, until):
        if what := page.furniture.get(line):
            draft.notes.append(page.note(line, what))


def _unlabelled(
    page: Page, start: int, until: int, draft: _Draft, *, directions: bool = False
) -> None:
    """Add each paragraph between two lines as a turn of no speaker.

    Furniture parts paragraphs and is noted; with `directions`, stage directions are words.
    """
    begun = None
    for line in range(start, until + 1):
        what = page.furniture.get(line)
        words = what is None or (what == DIRECTION and directions)
        if line < until and words and not page.is_blank(line):
            begun = line if begun is None else begun
            if not page.paragraph_per_line:
                continue
            line += 1
        if begun is not None:
            draft.turns.append(DraftTurn(None, page.passage(page.starts[begun], line)))
        begun = None
    for line in range(start, until):
        what = page.furniture.get(line)
        if what and not (what == DIRECTION and directions):
            draft.notes.append(page.note(line, what))
