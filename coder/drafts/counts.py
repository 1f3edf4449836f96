"""Numbers and quantity words in a draft's prose, and the figure of the project beside each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coder.display import same_name
from coder.drafts.prose import named
from coder.model import Guid, Scale
from coder.scales import words_for

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50}
_NUMBERS = {word: number for number, word in enumerate(_ONES, 1)} | _TENS
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_SHARES = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5), "tenth": (1, 10)}
_WORDS = (
    "nearly all|almost all|the vast majority|the majority|a majority|a small minority|a minority|"
    "a small number|a number|very few|a few|almost none|most|all|many|several|some|few|none|both"
)
_MAJOR = ("nearly all", "almost all", "vast majority", "majority", "most")
_MINOR = ("small minority", "minority", "small number", "very few", "few", "almost none")
"""Words that no scale need say are more than half, or less."""
PERCENT_FROM = 50
"""The smallest base of which a percentage is given (method notes, section C)."""
_NOUN = (
    r"(?P<noun>schools|academies|headteachers?|(?:senior |school )?leaders|governors|teachers|"
    r"staff)"
)
_BOUND = r"(?:(?P<bound>only|just|at least|at most|more than|fewer than|over|under|up to)\s+)?"
_THESE = r"(?:the\s+|(?P<these>these\s+|those\s+)|all\s+(?:the\s+)?|our\s+)?"
_NO_COUNT = re.compile(
    r"\b(?:grades?|categor(?:y|ies)|years?|key stage|figure|table|paragraph|annex)\s+$|"
    r"\b(?:trusts?|MATs?|groups?|chains?)\s+(?:with|of)\s+(?:around\s+|about\s+)?$",
    re.IGNORECASE,
)
"""What before a number says that it counts no schools of the study: “grade 4 schools”."""
_OF_THE = re.compile(r"\bof\s+the(?:se)?\s+$", re.IGNORECASE)
_WERE = re.compile(r"\s+(?:that\s+|which\s+)?(?:were|was|are|is)\s+(\w+)")
_NEGATED = re.compile(
    r"\b(?:did|do|does|had|have|has|were|was|is|are|could|would)\s+not\b|n['’]t\b|\bnever\b|"
    r"\bno longer\b|\bwithout\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number or quantity word of a sentence."""

    words: str
    sentence: str
    number: int | None = None
    of: int | None = None
    share: Fraction | None = None
    word: str = ""
    """A quantity word, or empty where a number is said."""
    bound: str = ""
    """`only`, `at least` and the like, as said."""
    schools: bool = True
    """Whether schools are counted, rather than people."""
    status: str = ""
    """The group it is of; empty for all schools."""
    guessed: bool = False
    """Whether the group is not said with the number, but is the only one of the sentence."""
    negated: bool = False
    """Whether the sentence goes on to say what they did not do."""
    these: bool = False
    """Whether it counts those of the sentence before."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The project's figure of a theme: schools with it, without it, and those still open."""

    with_: int
    without: int
    base: int
    codings: tuple[Guid, ...] = ()
    """Those behind `with_`."""


class Counting:
    """Reads counts, for one set of statuses and one codebook."""

    def __init__(
        self,
        statuses: Sequence[str],
        themes: Mapping[str, Guid],
        hints: Mapping[str, Guid] | None = None,
    ) -> None:
        """`themes` are what names a code, `hints` words that only may; both in any case."""
        self._statuses = statuses
        self._patterns = _patterns(sorted(statuses, key=len, reverse=True))
        self._themes, self._hints = _Phrases(themes), _Phrases(hints or {})

    def read(self, sentence: str) -> list[Count]:
        """Return the counts of a sentence, in order; where two overlap, the fuller one."""
        taken: list[tuple[int, int, Count]] = []
        for pattern in self._patterns:
            for found in pattern.finditer(sentence):
                overlaps = any(
                    found.start() < end and start < found.end() for start, end, _ in taken
                )
                if not overlaps and (count := self._count(found, sentence)):
                    taken.append((found.start(), found.end(), count))
        return [count for _, _, count in sorted(taken, key=lambda each: each[0])]

    def _count(self, found: re.Match[str], sentence: str) -> Count | None:
        said = {key: value for key, value in found.groupdict().items() if value}
        number = _number(said.get("number", ""))
        bound = said.get("bound", "").casefold()
        bare = "number" in said and not bound and not {"of", "these"} & said.keys()
        if bare and (number == 1 or _OF_THE.search(sentence, 0, found.start())):
            return None  # “one school commented”, “of the 10 schools”: nothing is counted
        if _NO_COUNT.search(sentence, 0, found.start()):
            return None
        return Count(
            " ".join(found[0].split()),
            sentence,
            number,
            _number(said.get("of", "")),
            _share(said["share"]) if "share" in said else None,
            said.get("word", "").casefold(),
            bound,
            said.get("noun", "schools").casefold().startswith(("school", "academ"))
            and "leader" not in said.get("noun", "").casefold(),
            *self._status(said, sentence, found),
            bool(_NEGATED.search(sentence, found.end())),
            "these" in said,
        )

    def _status(
        self, said: Mapping[str, str], sentence: str, found: re.Match[str]
    ) -> tuple[str, bool]:
        """Return the group counted: said with the number or right after it, else the only one.

        And whether it is only the one that the sentence happens to name.

        Where the number says its base, or that it is of all schools, it is of no group.
        """
        if "status" in said:
            return named(said["status"], self._statuses)[0], False
        after = _WERE.match(sentence, found.end())
        if after and (are := named(after[1], self._statuses)):
            return are[0], False
        only = named(sentence, self._statuses)
        whole = "of" in said or re.search(r"\ball\b", found[0], re.IGNORECASE)
        return (only[0], True) if len(only) == 1 and not whole else ("", False)

    def themes(self, sentence: str, most: int = 2) -> list[Guid]:
        """Return the themes a sentence names, the longest phrase first."""
        return self._themes.within(sentence)[:most]

    def hinted(self, sentence: str, most: int = 2) -> list[Guid]:
        """Return the themes that a sentence may speak of: it has a word that hints at them."""
        return self._hints.within(sentence)[:most]


class _Phrases:
    """Phrases with the code that each stands for."""

    def __init__(self, codes: Mapping[str, Guid]) -> None:
        self._codes = {_plain(phrase): code for phrase, code in codes.items() if phrase.strip()}
        for phrase, code in list(self._codes.items()):
            if phrase.endswith("y"):
                self._codes.setdefault(f"{phrase[:-1]}ies", code)
        listed = "|".join(map(re.escape, sorted(self._codes, key=len, reverse=True)))
        self._pattern = re.compile(rf"\b({listed})(?:s|es|d|ed)?\b") if listed else None

    def within(self, sentence: str) -> list[Guid]:
        """Return the codes whose phrases a sentence has as whole words, the longest first."""
        if self._pattern is None:
            return []
        phrases = sorted(self._pattern.findall(_plain(sentence)), key=len, reverse=True)
        return list(dict.fromkeys(self._codes[phrase] for phrase in phrases))


def _plain(words: str) -> str:
    return same_name(words.replace("’", "'").replace("‘", "'"))


def _patterns(statuses: Sequence[str]) -> list[re.Pattern[str]]:
    """Return what counts look like, the fullest first; `statuses` are the longest first."""
    status = rf"(?P<status>{'|'.join(map(re.escape, statuses))})"
    group = rf"(?:{status}\s+)?" if statuses else ""
    of = rf"(?:(?P<of>{_NUM})\s+)?{group}"
    share = (
        r"(?P<share>\d{1,3}(?:\.\d+)?\s?(?:%|per cent)|half|"
        rf"(?:a|one|two|three)[ -](?:half|third|quarter|fifth|tenth)s?|one in (?:{_NUM}))"
    )
    number = rf"(?P<number>{_NUM})"
    sources = [
        rf"\b{_BOUND}{number}\s+(?:out\s+)?of\s+{_THESE}{of}(?:{_NOUN}|(?=[.,;:]|$))",
        rf"\b{_BOUND}{share}\s+(?:of\s+)?{_THESE}{of}{_NOUN}",
        rf"\b{_BOUND}(?P<word>{_WORDS})\s+(?:of\s+)?{_THESE}{of}{_NOUN}",
        rf"(?<![\d–-]){_BOUND}\b{number}\s+(?:different\s+|other\s+)?{group}{_NOUN}",
    ]
    if statuses:
        sources.append(rf"\b{_BOUND}{number}\s+{status}\b")
    return [re.compile(source, re.IGNORECASE) for source in sources]


def _number(words: str) -> int | None:
    words = words.casefold().replace(",", "")
    return int(words) if words.isdecimal() else _NUMBERS.get(words)


def _share(words: str) -> Fraction | None:
    words = words.casefold().replace("-", " ")
    if found := re.match(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per cent)", words):
        return Fraction(found[1]) / 100
    if words.startswith("one in "):
        number = _number(words.removeprefix("one in "))
        return Fraction(1, number) if number else None
    times, _, part = words.rpartition(" ")
    above, below = _SHARES[part.removesuffix("s")]
    return Fraction(above * (_number(times) or 1), below)


def judge(count: Count, figure: Figure, scales: Sequence[Scale]) -> tuple[bool | None, str]:
    """Return whether a count holds for the project's figure, and why, in words.

    None where no rule says: a quantity word that no scale of the project has, or people counted.
    A figure that units not yet read can still change holds only if it would hold either way.
    """
    sure, most = figure.with_, figure.base - figure.without
    if count.negated:
        sure, most = figure.without, figure.base - figure.with_
    beside = _beside(count, figure, scales)
    if not count.schools:
        return None, f"{beside} The draft counts people, the project schools."
    if count.word:
        return _by_word(count, sure, most, figure.base, scales, beside)
    if count.of is not None and count.of != figure.base:
        return False, f"{beside} The draft's base is {count.of}, the project's {figure.base}."
    wanted = count.number
    if count.share is not None and "%" in count.words and figure.base < PERCENT_FROM:
        return None, f"{beside} A percentage is hardly of {figure.base} schools: of which is it?"
    if count.share is not None:
        wanted = round(count.share * figure.base)
    if wanted is None:
        return None, beside
    if wanted == figure.base and count.of is None and count.share is None and not count.bound:
        return None, f"{beside} The number is that of all there are."
    low, high = _bounds(count.bound, wanted, figure.base)
    return _held(low <= sure and most <= high, sure <= high and low <= most, beside)


def _bounds(bound: str, number: int, base: int) -> tuple[int, int]:
    """Return the least and most that a number with its bound can mean."""
    return {
        "at least": (number, base),
        "more than": (number + 1, base),
        "over": (number + 1, base),
        "at most": (0, number),
        "up to": (0, number),
        "fewer than": (0, number - 1),
        "under": (0, number - 1),
    }.get(bound, (number, number))


def _by_word(
    count: Count, sure: int, most: int, base: int, scales: Sequence[Scale], beside: str
) -> tuple[bool | None, str]:
    word = count.word.removeprefix("the ").removeprefix("a ")
    having = [s for s in scales if any(same_name(band.word) == word for band in s.bands)]
    possible = range(sure, most + 1)
    if word in ("all", "none"):
        right = [number == (base if word == "all" else 0) for number in possible]
    elif having:
        right = [
            all(word in map(same_name, words_for(scale, number, base)) for scale in having)
            for number in possible
        ]
    elif (word in _MAJOR and 2 * most <= base) or (word in _MINOR and 2 * sure >= base):
        half = "half or less" if word in _MAJOR else "half or more"
        return False, f"{beside} No scale of the project has “{count.word}”, but that is {half}."
    else:
        return None, f"{beside} No scale of the project says what “{count.word}” means."
    return _held(all(right), any(right), beside)


def _held(surely: bool, possibly: bool, beside: str) -> tuple[bool, str]:
    """Say whether a count holds: surely, possibly (it depends on what is open), or not."""
    if surely:
        return True, beside
    if possibly:
        return False, f"{beside} The draft may be right, if those that are open bear it out."
    return False, f"{beside} The draft says otherwise."


def _beside(count: Count, figure: Figure, scales: Sequence[Scale]) -> str:
    """Return the project's figure in words, and the words each scale has for it."""
    of = f"{count.status} schools" if count.status else "schools"
    open_ = figure.base - figure.with_ - figure.without
    said = (
        f"In the project {figure.with_} of {figure.base} {of} have it, {figure.without} do not,"
        f" {open_} are open."
    )
    words = []
    for scale in scales:
        low = words_for(scale, figure.with_, figure.base)
        high = words_for(scale, figure.base - figure.without, figure.base)
        word = "open" if low != high else " or ".join(low) or "no word"
        words.append(f"{scale.name}: {word}")
    if all(word.endswith(": open") for word in words):
        return said
    return f"{said} In words: {'; '.join(words)}."
