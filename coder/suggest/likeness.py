"""Suggestions from likeness: passages whose words are those of passages already given a code.

A passage is a vector of its words' keys, weighted by tf-idf: (1 + ln tf) * ln((1 + N) / df), N the
passages already coded and df those of them that hold the word (Salton and Buckley 1988). Likeness
is the cosine of two such vectors. A code is as like as the nearest passage that has it, so that the
reason shown is the whole of the reason. Words such as `the` and `would` are left out: among a
handful of coded passages they are as rare as any other. What each limit here rests on is in
docs/suggestions.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from coder.display import one_line
from coder.model import Guid, Passage
from coder.suggest.lemmas import lemma
from coder.suggest.suggestion import LIKENESS, Material, Near, Suggestion

if TYPE_CHECKING:
    import numpy

STRETCH = 40
"""Words that a stretch of a turn has at least, where the turn has them: as a short answer has."""

LEAST = 0.15
"""Below this likeness two passages share little more than a common word."""

SHARED = 3
"""Different words that two passages have in common at least: one or two are no likeness."""

MOST = 3
"""Codes suggested for one stretch, the likest ones."""

POOL = 50
"""Coded passages that a stretch is held against in the end, the likest ones."""

SHOWN = 2
"""Nearest passages given as the reason."""

BEST = 5
"""Suggestions for one code in one source, the likest ones: what a person still looks through."""

_WORDS = re.compile(r"[^\W\d_]+")

_CUT_OFF = """ain aren couldn didn doesn don hadn hasn haven isn ll mightn mustn needn shan shouldn
t ve wasn weren won wouldn"""
"""What an apostrophe leaves of words such as `don't`."""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that was given codes."""

    source: Guid
    name: str
    """Of the source, for the reason."""
    passage: Passage
    codes: frozenset[Guid]
    words: str
    """Without the interviewer's."""


@cache
def _everywhere() -> frozenset[str]:
    """Return the keys of the words that say nothing of what a passage is about: spaCy's list."""
    from spacy.lang.en.stop_words import STOP_WORDS

    words = _WORDS.findall(" ".join((*STOP_WORDS, _CUT_OFF)))
    return frozenset(map(lemma, words))


def keys(words: str) -> list[str]:
    """Return the keys of the words of a passage, without those that stand everywhere."""
    return [key for word in _WORDS.findall(words) if (key := lemma(word)) not in _everywhere()]


def likest(found: Iterable[Suggestion], most: int = BEST) -> list[Suggestion]:
    """Return of each code in each source the likest suggestions; they keep their order."""
    listed = list(found)
    by_strength = sorted(range(len(listed)), key=lambda number: -listed[number].strength)
    count: Counter[tuple[Guid, Guid]] = Counter()
    kept = []
    for number in by_strength:
        place = listed[number].source, listed[number].code
        count[place] += 1
        if count[place] <= most:
            kept.append(number)
    return [listed[number] for number in sorted(kept)]


class Likeness:
    """Compares stretches of sources with the passages already coded."""

    def __init__(self, examples: Sequence[Example]) -> None:
        import numpy

        self._numpy = numpy
        self._examples = list(examples)
        counts = [Counter(keys(example.words)) for example in self._examples]
        holding = Counter(word for count in counts for word in count)
        self._rarity = {
            word: math.log((1 + len(counts)) / number) for word, number in holding.items()
        }
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, count in enumerate(counts):
            for word, weight in self._vector(count).items():
                postings.setdefault(word, []).append((number, weight))
        self._postings = {word: self._arrays(held) for word, held in postings.items()}

    def learn(self, example: Example) -> None:
        """Take in one passage more; how rare words are stays as it was when all were counted."""
        number = len(self._examples)
        self._examples.append(example)
        for word, weight in self._vector(Counter(keys(example.words))).items():
            numbers, weights = self._postings.get(word) or self._arrays(())
            more, heavier = self._arrays([(number, weight)])
            join = self._numpy.concatenate
            self._postings[word] = join([numbers, more]), join([weights, heavier])

    def forget(self, source: Guid, passage: Passage, code: Guid) -> None:
        """Leave out a code that was taken off a passage."""
        for number, example in enumerate(self._examples):
            if (example.source, example.passage) == (source, passage):
                self._examples[number] = replace(example, codes=example.codes - {code})

    def __len__(self) -> int:
        return len(self._examples)

    def _arrays(self, held: Sequence[tuple[int, float]]) -> tuple[Any, Any]:
        numbers, weights = [number for number, _ in held], [weight for _, weight in held]
        return self._numpy.array(numbers, dtype="int32"), self._numpy.array(weights, dtype="float")

    def _vector(self, count: Mapping[str, int]) -> dict[str, float]:
        """Return the weights of words, of length 1; a word in no coded passage is the rarest."""
        rarest = math.log(1 + len(self._examples))
        weights = {
            word: (1 + math.log(number)) * self._rarity.get(word, rarest)
            for word, number in count.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}

    def like(self, words: str) -> numpy.ndarray[Any, Any]:
        """Return how like each coded passage is, 0 to 1, in the order they were given."""
        return self._compare(words)[0]

    def _compare(self, words: str) -> tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]:
        """Return how like each coded passage is, and how many different words are in both."""
        likeness = self._numpy.zeros(len(self._examples))
        shared = self._numpy.zeros(len(self._examples), dtype="int32")
        for word, weight in self._vector(Counter(keys(words))).items():
            if word in self._postings:
                numbers, weights = self._postings[word]
                likeness[numbers] += weight * weights
                shared[numbers] += 1
        return likeness, shared

    def nearest(self, material: Material, passage: Passage) -> dict[Guid, list[Near]]:
        """Return the codes of the likest passages, each with its nearest ones, the likest first.

        A coded passage that this one overlaps says nothing: it is the same words.
        """
        likeness, shared = self._compare(passage.quotation(material.text))
        found: dict[Guid, list[Near]] = {}
        for number in self._likest(likeness, shared):
            example = self._examples[number]
            if example.source == material.source and example.passage.overlaps(passage):
                continue
            near = Near(
                example.source, example.passage, min(1.0, round(float(likeness[number]), 4))
            )
            for code in sorted(example.codes):
                found.setdefault(code, []).append(near)
        return found

    def _likest(self, likeness: Any, shared: Any) -> list[int]:
        """Return the coded passages that are like enough, the likest first, no more than count."""
        numpy = self._numpy
        (enough,) = numpy.nonzero((likeness >= LEAST) & (shared >= SHARED))
        if len(enough) > POOL:
            enough = enough[numpy.argpartition(-likeness[enough], POOL)[:POOL]]
        order = numpy.lexsort((enough, -likeness[enough]))
        return [int(number) for number in enough[order]]

    def suggest(self, material: Material) -> Iterator[Suggestion]:
        """Yield the likest codes of each stretch of a source, in order of the text."""
        if not self._examples:
            return
        names = {example.source: example.name for example in self._examples}
        for passage in material.stretches(STRETCH):
            found = self.nearest(material, passage)
            for code in list(found)[:MOST]:
                nearest = tuple(found[code][:SHOWN])
                said = " and ".join(
                    f"{one_line(names[near.source], 40)} {near.passage}" for near in nearest
                )
                reason = f"words like those of {said}"
                strength = nearest[0].likeness
                yield Suggestion(
                    material.source, passage, code, LIKENESS, reason, strength, nearest
                )
