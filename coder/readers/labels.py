"""Speaker labels: what a line may begin with.

A label starts its line, is at most 63 characters and six words, begins with a capital, and holds
no punctuation of a sentence and no word that sentences are built of. That much also holds for
"Free School Meals: ...", so `belief` decides which are a speaker's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from coder.display import same_name
from coder.readers.roles import names_a_role
from coder.readers.words import NO_SPEAKERS, NO_SPEAKERS_WITH, NOT_IN_NAMES, PARTICLES, TITLES

LONGEST = 63
MOST_WORDS = 6


class Form(Enum):
    """How a label is written."""

    COLON = "Name: words"
    MARKED = "**Name**: words, [Name]: words"
    TAB = "Name, tab, words"
    MARKED_ALONE = "**Name** or [Name] on a line of its own"
    MARKED_OPEN = "**Name** words, [Name] words"
    BARE = "Name on a line of its own"


class Shape(Enum):
    """What a name looks like."""

    ROLE = "all its words are words for roles: Teacher 2, Vice chair of trust"
    TITLED = "Mr, Dr, Lady ... and a name"
    CAPITALS = "two words in capitals, or capitals and a number: JANE SMITH, P1"
    NAME = "two words with capitals: Jane Smith"
    WORD = "one word, or words and a number: Jane, Module 2"
    PHRASE = "begins with a capital: Site supervisor"
    LOWER = "words for roles in lower case: teacher 2"


@dataclass(frozen=True, slots=True)
class Label:
    """What may be a speaker's label, at the start of a line."""

    line: int
    """Index of the line, from 0."""
    name: str
    shape: Shape
    form: Form
    end: int
    """Offset in the line at which the words begin."""
    time: str = ""


_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_LEAD = re.compile(rf"\s*(?:[\[(]?(?P<time>{_TIME})[\])]?[\s–—-]*)?")
_AFTER = rf"(?:\s*[\[(]?(?P<time>{_TIME})[\])]?)?\s*"
_FORMS = (
    re.compile(rf"(\*{{1,3}}|_{{1,3}})(?P<name>[^*_:]{{1,63}}?)\s*(?P<in>:?)\1{_AFTER}(?P<out>:?)"),
    re.compile(rf"\[(?P<name>[^\[\]:]{{1,63}}?)\s*(?P<in>:?)\]{_AFTER}(?P<out>:?)"),
)
_PLAIN = re.compile(
    rf"(?P<name>[^:\t\[\]*]{{1,63}}?)(?:\s*[\[(](?P<time>{_TIME})[\])])?\s*(?:(?P<out>:)(?![\d/])|\t)"
)
_BARE = re.compile(rf"(?P<name>[^:\t\[\]*]{{1,63}}?)(?:\s+[\[(]?(?P<time>{_TIME})[\])]?)?\s*")
_REACH = 130
"""No label with its marks and time is longer."""


def label(line: str, number: int) -> Label | None:
    """Return what may be a label at the start of a line; None where there is nothing like one."""
    first = line[:1]
    if first.islower() and ":" not in line[: LONGEST + 2]:
        return None
    head = line[:_REACH]
    # Most lines begin with a letter, and no time stands before a label there.
    lead = None if first.isalpha() else _LEAD.match(head)
    start = lead.end() if lead else 0
    marked = head[start : start + 1] in ("*", "_", "[")
    found = _marked(head, start) if marked else _unmarked(head, start, len(line))
    if found is None:
        return None
    match, form = found
    name, shape = _named(match["name"])
    if shape is None:
        return None
    time = (lead["time"] if lead else None) or match["time"] or ""
    return Label(number, name, shape, form, match.end(), _clock(time))


def _marked(head: str, start: int) -> tuple[re.Match[str], Form] | None:
    for pattern in _FORMS:
        if match := pattern.match(head, start):
            if match["in"] or match["out"]:
                return match, Form.MARKED
            alone = not head[match.end() :].strip()
            return match, Form.MARKED_ALONE if alone else Form.MARKED_OPEN
    return None


def _unmarked(head: str, start: int, length: int) -> tuple[re.Match[str], Form] | None:
    if (":" in head or "\t" in head) and (match := _PLAIN.match(head, start)):
        return match, Form.COLON if match["out"] else Form.TAB
    if (
        length < _REACH
        and head.rstrip()[-1:] not in ".,;?!"
        and (match := _BARE.fullmatch(head, start))
    ):
        return match, Form.BARE
    return None


def _clock(time: str) -> str:
    """Return `1:02` as `00:01:02.000`."""
    if not time:
        return ""
    whole, _, part = time.replace(",", ".").partition(".")
    fields = [int(field) for field in whole.split(":")]
    hours, minutes, seconds = [0, *fields][-3:]
    return f"{hours:02}:{minutes:02}:{seconds:02}.{part:0<3}"


_ALLOWED = re.compile(r"[^\W_][\w .'’()&/,#-]*")
_TITLE_STOP = re.compile(r"(?<!\w)(?:[^\W\d_]|[^\W\d_]{2,4})\.(?=\s|$)")


@lru_cache(maxsize=8192)
def _named(raw: str) -> tuple[str, Shape | None]:
    name = " ".join(raw.strip().strip("[]").split())
    return name, shape_of(name)


def shape_of(name: str) -> Shape | None:
    """Return what a name looks like; None where it cannot be a speaker's."""
    words = name.split()
    if (
        not _ALLOWED.fullmatch(name)
        or len(words) > MOST_WORDS
        or name.count("(") != name.count(")")
    ):
        return None
    if "." in _TITLE_STOP.sub("", name) or _is_furniture(name):
        return None
    if names_a_role(name):
        return Shape.LOWER if name[0].islower() else Shape.ROLE
    if not name[0].isupper() or "," in name or _is_prose(name, words):
        return None
    return _shape_of_name(words)


def _shape_of_name(words: list[str]) -> Shape:
    letters = "".join(char for word in words for char in word if char.isalpha())
    digits = any(char.isdigit() for word in words for char in word)
    if letters.isupper() and (len(letters) <= 4 if digits else len(words) > 1):
        return Shape.CAPITALS
    if any(word[0].islower() and word not in PARTICLES for word in words):
        return Shape.PHRASE
    if len(words) > 1 and words[0].lower().strip(".") in TITLES:
        return Shape.TITLED
    return Shape.NAME if len(words) > 1 and not digits else Shape.WORD


def _is_furniture(name: str) -> bool:
    """Whether it labels a fact or a part of the file (`Date`, `Note`), or a noise (`Laughter`)."""
    plain = same_name(name)
    return re.sub(r"[\s\d]+[a-z]?$", "", plain) in NO_SPEAKERS or not NO_SPEAKERS_WITH.isdisjoint(
        re.findall(r"\w+", plain)
    )


def _is_prose(name: str, words: list[str]) -> bool:
    """Whether a word in it is one that sentences are built of: `I said`, `The issue is`."""
    if len(name) == 1:
        return False
    lower = [re.split("['’]", word.lower().strip("(),.#"))[0] for word in words]
    return any(
        plain in NOT_IN_NAMES
        or (number == 0 and plain in PARTICLES and plain not in ("the", "de", "van", "von"))
        for number, (word, plain) in enumerate(zip(words, lower, strict=True))
        if not (number and len(word) == 1 and word.isupper())
    )
