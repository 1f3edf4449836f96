"""Codings and turns of one source as columns of numbers: which turns each overlaps is found once.

The same rules as `counting.select`; what only the codebook of the day decides is left open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, compress
from typing import NamedTuple

from coder.frequencies.spans import Spans
from coder.model import Coding, Columns, Evidence, Guid, Passage, SourceColumns, Turn


class Marks(NamedTuple):
    """The codings of a source as they stand: numbers of code and user, and where."""

    codes: Sequence[int] = ()
    users: Sequence[int] = ()
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()


class Turns(NamedTuple):
    """The turns of a source as they stand, in any order."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    interviewers: Sequence[int] = ()
    """Whether each is the interviewer's: 1 or 0."""
    speakers: Sequence[Guid] = ()
    """Whose each is; an empty name where it is nobody's."""


def packed(marks: Marks, turns: Turns) -> SourceColumns:
    """Return the columns of a source, in which codings that do not count stand apart."""
    turns = _in_order(turns)
    spans = Spans(turns.starts, turns.ends, turns.interviewers)
    counts: list[int] = []
    asked: list[int] = []
    wordless: list[int] = []
    touching: list[int] = []
    touched: list[int] = []
    for at, over in enumerate(spans.over(marks.starts, marks.ends)):
        if marks.starts[at] >= marks.ends[at]:
            wordless.append(at)
        elif (said := spans.said(over)) or not over:
            # In a heading or a label it overlaps no turn at all, and counts for its source.
            touching += [len(counts)] * len(said)
            touched += said
            counts.append(at)
        else:
            asked.append(at)
    speakers = list(dict.fromkeys(turns.speakers))
    voices = {speaker: at for at, speaker in enumerate(speakers)}
    return SourceColumns(
        codes=[marks.codes[at] for at in counts],
        users=[marks.users[at] for at in counts],
        starts=[marks.starts[at] for at in counts],
        ends=[marks.ends[at] for at in counts],
        touching=touching,
        touched=touched,
        asked_codes=[marks.codes[at] for at in asked],
        asked_users=[marks.users[at] for at in asked],
        wordless=[marks.users[at] for at in wordless],
        turn_starts=turns.starts,
        turn_ends=turns.ends,
        interviewers=turns.interviewers,
        voices=[voices[speaker] for speaker in turns.speakers],
        speakers=speakers,
    )


def _in_order(turns: Turns) -> Turns:
    """Return turns in order of the text, those that start together by their ends."""
    places = list(zip(turns.starts, turns.ends, strict=True))
    order = sorted(range(len(places)), key=places.__getitem__)
    return Turns(
        [turns.starts[at] for at in order],
        [turns.ends[at] for at in order],
        [turns.interviewers[at] for at in order],
        [turns.speakers[at] for at in order],
    )


def counting_only(here: SourceColumns, wanted: Iterable[bool]) -> SourceColumns:
    """Return the columns without those codings that count and are not wanted, a flag for each."""
    flags = list(wanted)
    places = list(accumulate(flags, initial=0))  # of each coding that stays, among those
    pairs = zip(here.touching, here.touched, strict=True)
    left = [(places[coding], turn) for coding, turn in pairs if flags[coding]]
    return here._replace(
        codes=list(compress(here.codes, flags)),
        users=list(compress(here.users, flags)),
        starts=list(compress(here.starts, flags)),
        ends=list(compress(here.ends, flags)),
        touching=[coding for coding, _ in left],
        touched=[turn for _, turn in left],
    )


def of_user(here: SourceColumns, user: int | None) -> SourceColumns:
    """Return the columns with the codings of one user only; None is nobody."""
    asked = [each == user for each in here.asked_users]
    return counting_only(here, (each == user for each in here.users))._replace(
        asked_codes=list(compress(here.asked_codes, asked)),
        asked_users=list(compress(here.asked_users, asked)),
        wordless=[each for each in here.wordless if each == user],
    )


def unpacked(known: Evidence, columns: Columns, codes: Collection[Guid]) -> Evidence:
    """Return evidence with the codings on some codes that count, and the turns that they overlap.

    It has all that rests on these codes alone. Codings and turns go by other guids than in the
    project; what is `known` besides them is as it was given.
    """
    numbers = {number for number, guid in columns.guids.items() if guid in codes}
    codings: list[Coding] = []
    turns: dict[Guid, list[Turn]] = {}
    for source, here in columns.sources.items():
        if source in known.sources and (own := _on(here, numbers)):
            codings += [
                Coding(
                    f"{source} {at}",
                    source,
                    columns.guids[here.codes[at]],
                    columns.guids[here.users[at]],
                    Passage(here.starts[at], here.ends[at]),
                )
                for at in own
            ]
            turns[source] = _turns_of(source, here, set(own))
    return replace(known, codings=codings, turns=turns)


def _on(here: SourceColumns, numbers: Collection[int]) -> list[int]:
    return [at for at, code in enumerate(here.codes) if code in numbers]


def _turns_of(source: Guid, here: SourceColumns, codings: Collection[int]) -> list[Turn]:
    pairs = zip(here.touching, here.touched, strict=True)
    return [
        Turn(
            f"{source}#{at}",
            source,
            here.speakers[here.voices[at]] or None,
            Passage(here.turn_starts[at], here.turn_ends[at]),
        )
        for at in sorted({turn for coding, turn in pairs if coding in codings})
    ]
