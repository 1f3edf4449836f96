"""What is found, in words; and the few forms of words that every check needs."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, str | int | None]
Columns = dict[str, Row]
"""Of each table, its columns, with what they hold where nothing is said."""

# JSON of which there is only one: sorted keys, no spaces, no escapes but the needed.
canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
CHECKPOINT = re.compile(
    r"(?:coder checkpoint )?(?:sha256:)?([0-9a-f]{12,64})(?: entries ([0-9]{1,12}) (\S{1,40}))?"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: faults break the proof, remarks do not; head and time of the last entry."""

    faults: list[str]
    remarks: list[str]
    entries: int
    head: str
    time: str
    unquoted: int = 0
    """How many quotations have words that could not be derived: their texts are not here."""

    @property
    def checkpoint(self) -> str:
        """One short line for a notebook or an e-mail; `--head` takes it back."""
        return checkpoint(self.head, self.entries, self.time)


def checkpoint(head: str, entries: int, time: str) -> str:
    """Return the line by which a history is known again: its last entry, its length, when."""
    return f"coder checkpoint {head} entries {entries} {time}" if head else ""


@dataclass(slots=True)
class Findings:
    """What was found so far, in the order in which it was looked for."""

    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unquoted: int = 0
    """Quotations whose words could not be derived."""

    def fault(self, sentence: str) -> None:
        """Note what breaks the proof."""
        self.faults.append(_sentence(sentence))

    def remark(self, sentence: str) -> None:
        """Note what a reader should know, and that breaks nothing."""
        self.remarks.append(_sentence(sentence))


def _sentence(words: str) -> str:
    """Return a sentence; the name of a file at its beginning stays as it is."""
    named = "." in words.split(" ", 1)[0]
    return visible(f"{words[0] if named else words[0].upper()}{words[1:]}.")


def visible(text: str) -> str:
    """Return text in which no character can steer a terminal or reorder what is read."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def short(text: object) -> str:
    """Return enough of an id or a name to know it by."""
    return str(text)[: 19 if str(text).startswith("sha256:") else 40]


def folded(name: object) -> str:
    """Return the form in which two names are the same: NFC, case and white space folded."""
    return " ".join(unicodedata.normalize("NFC", str(name)).casefold().split())


def natural(name: str) -> tuple[list[Any], str]:
    """Return what to sort names by so that `2a` comes before `10a`."""
    parts = re.split(r"([0-9]{1,18})", name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], name


def listed(names: list[str]) -> str:
    """Return names in one line, in natural order; “nothing” where there are none."""
    return ", ".join(sorted(names, key=natural)) or "nothing"


def ends(passage: object) -> tuple[int, int]:
    """Return start and end of a stored passage, `START:END`."""
    start, _, end = str(passage).partition(":")
    return int(start), int(end)
