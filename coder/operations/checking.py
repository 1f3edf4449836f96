"""A drafted report against the project: its quotations, attributions and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from coder import frequencies
from coder.display import counted, one_line
from coder.drafts import (
    COUNT,
    LOOK,
    RIGHT,
    TOLD,
    UNREAD,
    Count,
    Counting,
    Figure,
    Finding,
    Judge,
    Known,
    Material,
    Narration,
    Quoted,
    Sources,
    Voice,
    find_quotations,
    numbers,
    place,
)
from coder.drafts.counts import judge
from coder.drafts.findings import EDITED, NOT_FOUND, VERBATIM
from coder.model import Draft, Evidence, Guid, Passage, Scale, Turn
from coder.operations import project, seeing
from coder.operations.figures import STATUS
from coder.operations.memory import uncollected
from coder.readers import READABLE_DRAFTS, read_draft
from coder.store import Store, at_one_moment, reads

__all__ = ["READABLE_DRAFTS", "Checked", "Progress", "check"]

T = TypeVar("T")

LEVELS = (LOOK, TOLD, RIGHT)
"""What matters most first."""

Progress = Callable[[int, int], None]
"""Told how many quotations of how many are looked up."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a draft found."""

    draft: Draft
    findings: tuple[Finding, ...]
    """What must be looked at first, of it counts last; then in the order of the draft."""
    places: tuple[str, ...]
    """Where each paragraph of the draft stands, in words."""
    numbers: tuple[str, ...]
    """The number the draft itself gives each paragraph, or the one it belongs to."""
    quotations: int
    phrases: int
    """Words in quotation marks too few to be a quotation; they were not looked up."""
    provenance: tuple[tuple[str, str], ...]

    @property
    def to_look_at(self) -> int:
        """How many findings must be looked at."""
        return sum(finding.level == LOOK for finding in self.findings)

    @property
    def in_words(self) -> str:
        """The draft in one line: how many quotations, how many of them as they should be."""
        kinds = Counter(finding.kind for finding in self.findings)
        said = [
            f"{number} {words}"
            for kind, words in (
                (VERBATIM, "word for word"),
                (EDITED, "edited"),
                (NOT_FOUND, "not found"),
            )
            if (number := kinds[kind])
        ]
        quotations = counted(self.quotations, "quotation")
        return f"{quotations}: {', '.join(said)}" if said else quotations


def check(store: Store, user: str, path: Path, progress: Progress | None = None) -> Checked:
    """Return what a draft says that the project does not bear out, and what it does.

    The draft is read and forgotten: nothing of it is stored. Raises UnreadableSource where the
    file cannot be read.
    """
    return check_draft(store, user, read_draft(path), progress)


@at_one_moment
@uncollected()
def check_draft(store: Store, user: str, draft: Draft, progress: Progress | None = None) -> Checked:
    """Check a draft that has been read; only codings that this user may see count."""
    evidence = project.outline(store, user)
    roles = sorted({speaker.role for speaker in evidence.speakers.values() if speaker.role})
    known = Known((case.name for case in evidence.cases.values()), roles)
    quoted = find_quotations(draft.paragraphs, known)
    own = numbers(draft)
    places = [place(draft, n, p.at) for n, p in zip(own, draft.paragraphs, strict=True)]
    statuses = {case.name: case.values.get(STATUS, "") for case in evidence.cases.values()}
    narration = Narration(draft, quoted, statuses, roles)
    found = [
        *_of_quotations(store, user, evidence, quoted, narration, places, progress),
        *narration.of_lists(),
        *_of_counts(store, user, evidence, draft, narration, statuses),
        *_not_read(draft, quoted),
    ]
    found.sort(key=_rank)
    return Checked(
        draft,
        tuple(found),
        tuple(places),
        tuple(own),
        len(quoted.quotations),
        quoted.phrases,
        tuple(project.provenance(store)),
    )


def _rank(finding: Finding) -> tuple[int, bool, int]:
    """Return what to sort by: how much it matters, counts last, then the order of the draft."""
    return LEVELS.index(finding.level), finding.kind == COUNT, finding.paragraph


def _of_quotations(
    store: Store,
    user: str,
    evidence: Evidence,
    quoted: Quoted,
    narration: Narration,
    places: Sequence[str],
    progress: Progress | None,
) -> Iterator[Finding]:
    if not quoted.quotations:
        return
    judge = Judge(_material(store, user, evidence), lambda at: places[at])
    for done, quotation in enumerate(quoted.quotations):
        if progress:
            progress(done, len(quoted.quotations))
        judged = judge.of(quotation)
        yield from judged
        for each in narration.of_quotation(quotation):
            yield replace(judged[0], kind=each.kind, level=each.level, said=each.said)


class _Each(Mapping[Guid, Sequence[T]]):
    """What stands in each source, read where a quotation is found in it."""

    def __init__(self, sources: Collection[Guid], read: Callable[[Guid], Sequence[T]]) -> None:
        self._sources, self._read = sources, cache(read)

    def __getitem__(self, source: Guid) -> Sequence[T]:
        if source not in self._sources:
            raise KeyError(source)
        return self._read(source)

    def __iter__(self) -> Iterator[Guid]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def _material(store: Store, user: str, evidence: Evidence) -> Material:
    def turns(source: Guid) -> Sequence[Turn]:
        return reads.turns(store, source).get(source, [])

    def coded(source: Guid) -> Sequence[Passage]:
        return list(dict.fromkeys(each.passage for each in seeing.codings(store, user, source)))

    return Material(
        sources=Sources(reads.texts(store)),
        names={guid: source.name for guid, source in evidence.sources.items()},
        schools={
            guid: case.name
            for guid, source in evidence.sources.items()
            if (case := evidence.cases.get(source.case or ""))
        },
        turns=_Each(evidence.sources, turns),
        voices={
            guid: Voice(speaker.name, speaker.role, speaker.interviewer)
            for guid, speaker in evidence.speakers.items()
        },
        coded=_Each(evidence.sources, coded),
    )


def _of_counts(
    store: Store,
    user: str,
    evidence: Evidence,
    draft: Draft,
    narration: Narration,
    statuses: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield each number and quantity word, with the figure of the theme its sentence names."""
    values = sorted(set(statuses.values()) - {""})
    counting = Counting(values, *_phrases(evidence))
    figures: _Figures | None = None
    scales = project.scales(store)
    for at in range(len(draft.paragraphs)):
        before: list[Guid] = []
        for sentence in narration.sentences(at):
            themes = counting.themes(sentence)
            for count in counting.read(sentence):
                named = themes or (before if count.these else [])
                hinted = [] if named else counting.hinted(sentence)
                if not named and not hinted:
                    words = f"“{count.words}”: the sentence names no theme of the codebook."
                    yield Finding(COUNT, TOLD, at, words, sentence)
                    continue
                figures = figures or _Figures(project.evidence(store, user))
                for finding in _beside(count, at, named or hinted, figures, evidence, scales):
                    yield _of_a_hint(finding) if hinted else finding
            before = themes or before


def _beside(
    count: Count,
    at: int,
    themes: Sequence[Guid],
    figures: _Figures,
    evidence: Evidence,
    scales: Sequence[Scale],
) -> Iterator[Finding]:
    """Yield a count beside the figure of each theme; the first is what it is judged by."""
    for first, theme in enumerate(themes):
        figure = figures.of(theme, count.status)
        if count.guessed and (count.number or 0) > figure.base:
            count = replace(count, status="", guessed=False)
            figure = figures.of(theme, "")
        holds, said = judge(count, figure, scales)
        level = TOLD if holds is None or first else RIGHT if holds else LOOK
        name = evidence.codebook.name(theme)
        words = f"“{count.words}”, {one_line(name)}: {said}"
        yield Finding(COUNT, level, at, words, count.sentence, code=name, codings=figure.codings)


def _of_a_hint(finding: Finding) -> Finding:
    """Return the finding of a count whose theme one word only hints at: help, not a verdict."""
    said = f"{finding.said} One word of the sentence hints at the theme; it may speak of another."
    return replace(finding, level=TOLD, said=said)


def _phrases(evidence: Evidence) -> tuple[dict[str, Guid], dict[str, Guid]]:
    """Return what names each theme in a sentence, and the words that only hint at it.

    Its name does, before the indicators of others, and those of its indicators that are two words
    or more: one word, such as “inspection”, stands in many a sentence about something else.
    """
    codes = [code for code in evidence.codebook if not code.retired]
    every = {phrase: code.guid for code in codes for phrase in code.indicators}
    names = {code.name: code.guid for code in codes}
    several = {phrase: guid for phrase, guid in every.items() if len(phrase.split()) > 1}
    return several | names, {p: guid for p, guid in every.items() if p not in several}


class _Figures:
    """The project's figures of themes, in schools, counted once."""

    def __init__(self, evidence: Evidence) -> None:
        by = STATUS if STATUS in frequencies.variables(evidence) else None
        self._rows = {row.code: row for row in frequencies.themes(evidence, by=by).rows}

    def of(self, theme: Guid, status: str) -> Figure:
        """Return the figure of a theme, of all schools or of a group."""
        row = self._rows[theme]
        count = row.groups.get(status, row.whole) if status else row.whole
        return Figure(count.with_, count.without, count.base or 0, count.codings)


def _not_read(draft: Draft, quoted: Quoted) -> Iterator[Finding]:
    """Yield what stands in the file and was not checked."""
    for at in quoted.open:
        words = draft.paragraphs[at].text
        said = "A quotation opens here and never closes; it was not checked."
        yield Finding(UNREAD, LOOK, at, said, words)
    lines = [paragraph.at for paragraph in draft.paragraphs]
    for line, what in draft.unread:
        at = next((n for n, each in enumerate(lines) if each >= line), 0) if line else 0
        yield Finding(UNREAD, TOLD, at, f"Not checked: {what}.")
