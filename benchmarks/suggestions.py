"""Measure suggestions on the report's own quotations, leaving one school out at a time.

    python benchmarks/suggestions.py [--write docs/suggestions.md]

Each of the 53 quotations stands in the report under one heading. What is suggested for it is held
against the code of that heading, and no other. Nothing here is random.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from coder.codebook import load_codebook
from coder.model import Code, Guid, Passage
from coder.suggest import Material, Suggestion, likeness
from coder.suggest.likeness import Example, Likeness
from coder.suggest.matching import LEMMA, LOWER, IndicatorMatcher

REPO = Path(__file__).parents[1]
PAGE = REPO / "docs" / "suggestions.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"
CURVE = "<!-- limits -->\n"
"""Where the second table of the page begins; it ends as the first does."""

Given = Mapping[Guid, Sequence[str]]
"""The indicators of codes."""
Ranked = list[Guid]
"""The codes suggested for a quotation, the strongest first."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One of the 53: where it is from, its words, and the code of its heading."""

    school: str
    turn: int
    words: str
    code: Guid

    @property
    def material(self) -> Material:
        """The quotation as a source of one turn and one sentence."""
        whole = [Passage(0, len(self.words))]
        return Material(f"{self.school}#{self.turn}", self.school, self.words, whole, whole)


def codes() -> list[Code]:
    """Return the codebook's codes, in its order."""
    return list(load_codebook(REPO / "codebooks" / "stuck-schools.toml").codes)


def quotations(book: Sequence[Code]) -> list[Quotation]:
    """Return the 53 quotations with the codes of their headings."""
    guids = {code.name: code.guid for code in book}
    with (REPO / "transcripts" / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["warrant"] == "heading"]
    texts = {path.stem: path.read_text("utf-8") for path in (REPO / "transcripts").glob("*.txt")}
    found = []
    for row in rows:
        turn = texts[row["school"]].rstrip("\n").split("\n\n")[int(row["turn"]) - 1]
        words = turn.split(": ", 1)[1]
        found.append(Quotation(row["school"], int(row["turn"]), words, guids[row["code"]]))
    return found


# Which indicators. They were written by people who had read the quotations.


def as_shipped(book: Sequence[Code], _: Sequence[Quotation], __: str) -> Given:
    """Return the codebook's indicators."""
    return {code.guid: code.indicators for code in book}


def borne_out(book: Sequence[Code], all_: Sequence[Quotation], school: str) -> Given:
    """Return them without those that stand in this school's quotations and in no other's."""
    here = " ".join(each.words for each in all_ if each.school == school).casefold()
    others = " ".join(each.words for each in all_ if each.school != school).casefold()

    def kept(indicator: str) -> bool:
        return indicator not in here or indicator in others

    return {code.guid: tuple(filter(kept, code.indicators)) for code in book}


def of_names(book: Sequence[Code], _: Sequence[Quotation], __: str) -> Given:
    """Return as indicators the words of each code's name and definition, without stop words."""
    from spacy.lang.en.stop_words import STOP_WORDS

    def words(code: Code) -> tuple[str, ...]:
        found = re.findall(r"[^\W\d_]{3,}", f"{code.name} {code.definition}".casefold())
        return tuple(dict.fromkeys(word for word in found if word not in STOP_WORDS))

    return {code.guid: words(code) for code in book}


SETS: dict[str, Callable[[Sequence[Code], Sequence[Quotation], str], Given]] = {
    "as in the codebook": as_shipped,
    "borne out by another school": borne_out,
    "words of name and definition": of_names,
}


# Which way. Each returns the codes for a quotation, by a model of the other schools.


def ranked(found: Iterator[Suggestion] | Sequence[Suggestion], book: Sequence[Code]) -> Ranked:
    """Return codes by the strongest suggestion of each, then in the codebook's order."""
    order = {code.guid: number for number, code in enumerate(book)}
    strength: dict[Guid, float] = {}
    for each in found:
        strength[each.code] = max(strength.get(each.code, 0.0), each.strength)
    return sorted(strength, key=lambda code: (-strength[code], order[code]))


def plainly(given: Given, quotation: Quotation, book: Sequence[Code]) -> Ranked:
    """Return codes by how many of their indicators the words hold as typed, in any case."""
    words = quotation.words.casefold()
    count = {code: sum(each.casefold() in words for each in held) for code, held in given.items()}
    order = {code.guid: number for number, code in enumerate(book)}
    return sorted((c for c in count if count[c]), key=lambda code: (-count[code], order[code]))


def commonest(all_: Sequence[Quotation], school: str, book: Sequence[Code]) -> Ranked:
    """Return the headings of the other schools' quotations, whatever the words are."""
    order = {code.guid: number for number, code in enumerate(book)}
    count = Counter(each.code for each in all_ if each.school != school)
    return sorted(count, key=lambda code: (-count[code], order[code]))


def likeness_without(all_: Sequence[Quotation], school: str) -> Likeness:
    """Return a comparison with the quotations of all other schools."""
    others = [each for each in all_ if each.school != school]
    return Likeness(
        [
            Example(e.material.source, e.school, e.material.turns[0], frozenset({e.code}), e.words)
            for e in others
        ]
    )


@dataclass(frozen=True, slots=True)
class Score:
    """One row of the table."""

    way: str
    indicators: str
    answers: Sequence[tuple[Guid, Ranked]]
    """Of each quotation, the code of its heading and what was suggested."""

    def at(self, most: int) -> tuple[int, int]:
        """Return how many of the first so many suggestions there were, and were right."""
        given = sum(min(most, len(codes)) for _, codes in self.answers)
        right = sum(code in codes[:most] for code, codes in self.answers)
        return given, right

    def cells(self) -> Iterator[str]:
        """Yield the row's cells."""
        yield self.way
        yield self.indicators
        for most in (1, 3):
            given, right = self.at(most)
            yield f"{right / given:.2f} ({right}/{given})" if given else "–"
            yield f"{right / len(self.answers):.2f}"
        yield str(sum(not codes for _, codes in self.answers))


def limits() -> list[Score]:
    """Return a row for each pair of limits of likeness: those in use, and others beside them."""
    book = codes()
    all_ = quotations(book)
    rows = []
    for shared in (1, 2, 3, 4):
        for least in (0.1, 0.15, 0.2):
            with patch.multiple(likeness, SHARED=shared, LEAST=least):
                found = [
                    ranked(likeness_without(all_, q.school).suggest(q.material), book) for q in all_
                ]
            here = (shared, least) == (likeness.SHARED, likeness.LEAST)
            answers = [(q.code, codes) for q, codes in zip(all_, found, strict=True)]
            rows.append(Score(f"{least:.2f}{' (in use)' if here else ''}", str(shared), answers))
    return rows


def measure() -> list[Score]:
    """Return every row: by each set of indicators each way, by likeness, and together."""
    book = codes()
    all_ = quotations(book)
    alike = [list(likeness_without(all_, each.school).suggest(each.material)) for each in all_]
    blind = [(each.code, commonest(all_, each.school, book)) for each in all_]
    rows = [
        Score("the commonest headings, without reading", "none", blind),
        Score(
            "likeness",
            "none",
            [(each.code, ranked(found, book)) for each, found in zip(all_, alike, strict=True)],
        ),
    ]
    for name, chosen in SETS.items():
        given = [chosen(book, all_, each.school) for each in all_]
        plain = [(q.code, plainly(g, q, book)) for q, g in zip(all_, given, strict=True)]
        rows.append(Score("plain word matching (the floor)", name, plain))
        for form in (LOWER, LEMMA):
            found = _matched(given, all_, form)
            alone = [(q.code, ranked(f, book)) for q, f in zip(all_, found, strict=True)]
            rows.append(Score(f"indicators, {form}", name, alone))
        both = [
            (q.code, ranked([*f, *a], book)) for q, f, a in zip(all_, found, alike, strict=True)
        ]
        rows.append(Score(f"together, {LEMMA}", name, both))
    return rows


def _matched(
    given: Sequence[Given], all_: Sequence[Quotation], form: str
) -> list[list[Suggestion]]:
    matchers: dict[object, IndicatorMatcher] = {}
    found = []
    for each, held in zip(all_, given, strict=True):
        key = tuple((code, tuple(words)) for code, words in held.items())
        if key not in matchers:  # made once where every school has the same indicators
            matchers[key] = IndicatorMatcher(held, form)
        found.append(list(matchers[key].suggest(each.material)))
    return found


def table(rows: Sequence[Score], *first: str) -> str:
    """Return the rows as a Markdown table; `first` names the first two columns."""
    head = (
        *(first or ("way", "indicators")),
        "precision at 1",
        "recall at 1",
        "precision at 3",
        "recall at 3",
    )
    lines = [(*head, "nothing suggested"), ("---", "---", *["--:"] * 5)]
    lines += [tuple(row.cells()) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def tables() -> dict[str, str]:
    """Return the tables of the page by the mark that each stands behind."""
    of_limits = table(limits(), "least likeness", "words in common")
    return {BEGIN: table(measure()), CURVE: of_limits}


def main() -> None:
    """Print the tables, or put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--write", type=Path, help="put the tables into this page")
    asked = parser.parse_args()
    for mark, measured in tables().items():
        if asked.write:
            before, _, rest = asked.write.read_text(encoding="utf-8").partition(mark)
            _, _, after = rest.partition(END)
            asked.write.write_text(f"{before}{mark}{measured}{END}{after}", encoding="utf-8")
        print(measured)


if __name__ == "__main__":
    main()
