"""Suggestions from indicators: phrases and token patterns, matched by spaCy.

spaCy is imported when a matcher is made, which takes most of a second: never in the screen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coder import indicators
from coder.display import one_line
from coder.model import Guid, Passage
from coder.suggest.lemmas import lemma
from coder.suggest.pipelines import pipeline
from coder.suggest.suggestion import INDICATORS, Material, Suggestion

LEMMA, LOWER = "lemma", "lower-case form"
FORMS = (LEMMA, LOWER)
"""What of a word a phrase is matched on."""


class IndicatorMatcher:
    """Finds the indicators of codes in sources.

    `by_code` holds the indicators of each code, and `trained` names a trained pipeline of spaCy, or
    is empty. What could not be used is said in `notes`.
    """

    def __init__(
        self, by_code: Mapping[Guid, Sequence[str]], form: str = LEMMA, trained: str = ""
    ) -> None:
        from spacy.matcher import Matcher, PhraseMatcher

        self.notes: list[str] = []
        self._codes: dict[str, list[Guid]] = {}
        for code, given in by_code.items():
            for indicator in dict.fromkeys(given):
                self._codes.setdefault(indicator, []).append(code)
        self._order = {indicator: number for number, indicator in enumerate(self._codes)}
        self._nlp, self._trained = self._pipeline(trained)
        self._form = form
        self._phrase_attribute = "LEMMA" if form == LEMMA else "LOWER"
        self._phrases = PhraseMatcher(self._nlp.vocab, attr=self._phrase_attribute)
        self._patterns = Matcher(self._nlp.vocab)
        self._tokens: dict[str, tuple[object, ...]] = {}
        """What an indicator looks for, token by token: forms of the same words are one."""
        for indicator in self._codes:
            self._add(indicator)

    def _pipeline(self, trained: str) -> tuple[Any, bool]:
        if trained:
            nlp = pipeline(trained, self._codes)
            if nlp is not None:
                return nlp, True
            self.notes.append(
                f"The language pipeline “{one_line(trained, 60)}” is not installed on this"
                " computer; words are matched without it."
            )
        import spacy

        return spacy.blank("en"), False

    def _add(self, indicator: str) -> None:
        if not indicators.is_pattern(indicator):
            phrase = self._read(" ".join(indicator.split()))
            if len(phrase):
                self._phrases.add(indicator, [phrase])
                self._tokens[indicator] = tuple(phrase.to_array(self._phrase_attribute).tolist())
            return
        shown = one_line(indicators.in_words(indicator), 60)
        try:
            tokens = indicators.pattern(indicator)
        except ValueError as error:  # a copy merged in may hold what was never checked
            self.notes.append(f"The token pattern “{shown}” {error}")
            return
        if indicators.needs_trained(tokens) and not self._trained:
            self.notes.append(f"The token pattern “{shown}” needs a trained language pipeline.")
            return
        self._patterns.add(indicator, [tokens if self._trained else _with_keys(tokens)])
        self._tokens[indicator] = tuple(map(str, tokens))

    def _read(self, text: str) -> Any:
        """Return spaCy's reading of a text; curled apostrophes are taken as straight ones."""
        text = text.replace("’", "'")
        if self._trained:
            return self._nlp(text)
        document = self._nlp.make_doc(text)
        if self._form == LEMMA or len(self._patterns):
            _give_lemmas(document)
        return document

    def suggest(self, material: Material) -> Iterator[Suggestion]:
        """Yield the passages of a source in which indicators stand, in order of the text.

        A passage is the sentence, or the sentences, over which the words run, within one turn.
        """
        if not self._tokens:
            return
        places = _Places(material)
        found: dict[tuple[Passage, Guid], dict[str, None]] = {}
        for indicator, words in self._found(material):
            passage = places.around(words)
            if passage is not None:
                for code in self._codes[indicator]:
                    found.setdefault((passage, code), {})[indicator] = None
        for (passage, code), held in sorted(found.items(), key=lambda each: each[0]):
            different: dict[tuple[object, ...], str] = {}
            for indicator in sorted(held, key=self._order.__getitem__):
                different.setdefault(self._tokens[indicator], indicator)
            weight = sum(map(len, different))
            shown = [one_line(indicators.in_words(each), 60) for each in different.values()]
            said = ", ".join(f"“{each}”" for each in shown)
            reason = f"the indicator {said}" if len(shown) == 1 else f"the indicators {said}"
            strength = round(weight / (1 + weight), 4)
            yield Suggestion(material.source, passage, code, INDICATORS, reason, strength)

    def _found(self, material: Material) -> Iterator[tuple[str, Passage]]:
        """Yield each indicator found and the words it was found in."""
        for start, document in self._documents(material):
            strings = document.vocab.strings
            for matcher in (self._phrases, self._patterns):
                if not len(matcher):
                    continue
                for key, first, end in matcher(document):
                    last = document[end - 1]
                    words = Passage(start + document[first].idx, start + last.idx + len(last))
                    yield strings[key], words

    def _documents(self, material: Material) -> Iterator[tuple[int, Any]]:
        """Yield the text as spaCy reads it: whole, or by turns where a pipeline takes its time."""
        if not self._trained:
            yield 0, self._read(material.text)
            return
        for turn in material.turns:
            yield turn.start, self._read(turn.quotation(material.text))


class _Places:
    """The sentences of a source's turns, by place."""

    def __init__(self, material: Material) -> None:
        by_turn = [
            (sentences, turn)
            for turn, sentences in zip(material.turns, material.by_turn(), strict=True)
        ]
        self._sentences = [each for sentences, _ in by_turn for each in sentences]
        self._ends = [turn.end for sentences, turn in by_turn for _ in sentences]
        self._starts = [sentence.start for sentence in self._sentences]

    def around(self, words: Passage) -> Passage | None:
        """Return the sentences over which words run; None where they are not of one turn."""
        first = bisect_right(self._starts, words.start) - 1
        last = bisect_right(self._starts, words.end - 1) - 1
        if first < 0 or words.end > self._ends[first] or self._ends[first] != self._ends[last]:
            return None
        inside = words.start < self._sentences[first].end and words.end <= self._sentences[last].end
        return self._sentences[first].hull(self._sentences[last]) if inside else None


def _give_lemmas(document: Any) -> None:
    """Give every token its key, looked up once for each form of a word."""
    import numpy
    from spacy.attrs import LEMMA as LEMMAS
    from spacy.attrs import LOWER as LOWERS

    strings = document.vocab.strings
    forms, which = numpy.unique(document.to_array(LOWERS), return_inverse=True)
    keys = numpy.array([strings.add(lemma(strings[form])) for form in forms], dtype="uint64")
    document.from_array([LEMMAS], keys[which].reshape(-1, 1))


def _with_keys(tokens: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a token pattern whose lemmas are the keys that `_give_lemmas` gives."""
    return [
        {name: _keyed(value) if name == "LEMMA" else value for name, value in token.items()}
        for token in tokens
    ]


def _keyed(value: Any) -> Any:
    if isinstance(value, str):
        return lemma(value)
    ((how, what),) = value.items()
    return {how: [lemma(each) for each in what]} if how in ("IN", "NOT_IN") else value
