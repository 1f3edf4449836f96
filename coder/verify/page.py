"""The page for people: every line of it is derived anew, and compared in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from itertools import zip_longest
from typing import Any

from . import overview, wording
from .counting import Counting
from .deciding import Deciding
from .journal import Journal
from .judging import Judged
from .markup import HOLE, Line, Run, Sheet, guarded, line, spoken, text
from .naming import Names
from .reasons import Quoting
from .records import record
from .rulebook import rulebook
from .rules import in_force
from .school import Beside, decided, school
from .standing import Standing
from .telling import Telling, touched
from .words import checkpoint

PAGE = "report.html"
TITLE = "How the schools were typed: evidence, rules and decisions"
_TOP = "Internal: names schools and quotes people. Evidence is self-reported."
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# The digest of the style sheet up to its sheet of paper; a test holds it to what is written.
_STYLE = "0bd93580932241fc410849feb0e64b273bd699726d3fd8ce13e20168e7fc7634"
_PAPER = """@page { size: A4; margin: 18mm 15mm 16mm;
  @top-left { content: %s; font: 8pt Arial, sans-serif; }
  @bottom-left { content: %s; font: 7pt Arial, sans-serif; }
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Arial, sans-serif; } }
"""


class Derived:
    """The page as it has to be."""

    def __init__(
        self, standing: Standing, cases: list[Judged], journal: Journal, manifest: Mapping[str, Any]
    ) -> None:
        self.standing, self.cases, self.journal = standing, cases, journal
        self.maker = f"coder {manifest['coder']}"
        self.with_texts = bool(manifest["with_texts"])
        self.last = journal.entries[-1]
        self._main, self._contents = Sheet(), list[tuple[str, str]]()
        self._lead()
        self._sections()

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """All lines, each with the headings under which it stands."""
        head, top = (
            (("", each) for each in self._head()),
            (("the contents", e) for e in self._top()),
        )
        foot = (("the foot of the page", each) for each in self._foot())
        every = (*head, *top, *self._main.lines, *foot)
        return [(where, f"{each}\n") for where, each in every]

    def _head(self) -> Iterator[str]:
        edges = tuple(map(_quoted, (_TOP, f"Journal head {self.last.id}")))
        yield from ("<!DOCTYPE html>", '<html lang="en-GB">', "<head>", '<meta charset="utf-8">')
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<meta name="generator" content="{text(self.maker)}">'
        yield f"<title>{text(TITLE)}</title>"
        yield f"<style>{HOLE}s{HOLE}{_PAPER % edges}</style>"
        yield "</head>"

    def _top(self) -> Iterator[str]:
        yield from ("<body>", '<a class="skip" href="#main">Skip to the report</a>')
        yield from ("<header>", f'<h1 id="top">{guarded(TITLE)}</h1>', "</header>")
        yield from ('<nav class="contents" aria-label="Contents">', "<ul>")
        for place, words in self._contents:
            yield f'<li><a href="#{place}">{guarded(words)}</a></li>'
        yield from ("</ul>", "</nav>", '<main id="main" tabindex="-1">')

    def _foot(self) -> Iterator[str]:
        foot = guarded(f"Journal head {self.last.id}")
        yield from ("</main>", "<footer>", f"<p>{foot}</p>")
        yield from ('<p><a href="#top">Back to the top</a></p>', "</footer>", "</body>", "</html>")

    def _lead(self) -> None:
        id, time = self.last.id, str(self.last.body["time"])
        number = len(self.journal.entries)
        head = Run(id, {"figure": "head", "value": id}, look="id")
        for words in (wording.WHAT, wording.INTERNAL):
            self._main.put(f"<p>{spoken(_spoken(words))}</p>")
        self._main.paragraph(wording.SELF_REPORTED, look="mark")
        self._main.facts(
            (
                ("Journal head", line(head)),
                ("Entries", line(str(number))),
                ("Last entry", line(time)),
                ("Checkpoint", line(Run(checkpoint(id, number, time), look="id"))),
                ("Made by", line(self.maker)),
                ("Texts", line(wording.of_texts(self.with_texts))),
            )
        )

    def _sections(self) -> None:
        sheet, standing, cases = self._main, self.standing, self.cases
        typology = in_force(standing)
        deciding = Deciding(standing, cases)
        telling = Telling(Names(standing), self.journal)
        self._checking()
        if typology is not None:
            rulebook(sheet, standing, typology, cases, telling)
        overview.all_schools(sheet, typology, cases, deciding)
        quoting = Quoting(standing, self._coded())
        beside = Beside(deciding, quoting, telling, touched(self.journal, standing.rows))
        shown = [case for case in cases if not case.outside or case.case in deciding.of]
        for case in shown:
            school(sheet, case, beside)
        gone = self._elsewhere()
        overview.themes(sheet, Counting(standing))
        overview.sources(sheet, standing)
        overview.withdrawals(sheet, standing)
        self._contents += [("check", "How to check it"), ("proved", _PROVED)]
        self._contents += [("rules", "The rules")] * (typology is not None)
        self._contents.append(("schools", "All schools"))
        out = len(cases) > sum(not case.outside for case in cases)
        self._contents += [("not-typed", "Schools that are not typed")] * out
        self._contents += [(f"school-{case.case}", case.name) for case in shown]
        self._contents += [("gone", _GONE)] * gone
        self._contents += [("themes", "Themes"), ("sources", "Sources"), ("withdrawn", "Withdrawn")]

    def _coded(self) -> dict[str, str]:
        """Return when each coding was made."""
        return {
            guid: str(entry.body["time"])
            for entry in self.journal.entries
            for table, guid, before, _ in entry.body["images"]
            if table == "codings" and before is None
        }

    def _checking(self) -> None:
        sheet = self._main
        with sheet.section(line("How to check it"), "check"):
            for words in wording.CHECK:
                sheet.paragraph(*_spoken(words))
        with sheet.section(line(_PROVED), "proved"):
            with sheet.section(line("Proved")):
                sheet.points(map(line, wording.proved(self.with_texts)))
            with sheet.section(line("Not proved")):
                sheet.points(map(line, wording.not_proved(self.with_texts)))

    def _elsewhere(self) -> bool:
        """Add the decisions on schools that are no longer in the project; say if there are any."""
        known = {case.case for case in self.cases}
        made = [each for each in self.standing.judged("typings") if each[1]["case"] not in known]
        if made:
            with self._main.section(line(_GONE), "gone"):
                for guid, row in made:
                    told = record(self.standing, guid, row)
                    with self._main.section(line(told["case"])):
                        decided(self._main, told["case"], told)
        return bool(made)


_PROVED, _GONE = "What is proved, and what is not", "Decisions on schools that are gone"


def _spoken(sentence: str) -> Line:
    """Return a sentence in which commands stand between backticks."""
    parts = sentence.split("`")
    return tuple(Run(part, look="id" if at % 2 else "") for at, part in enumerate(parts))


def _quoted(words: str) -> str:
    """Return words as a string of a style sheet."""
    plain = (c if c.isalnum() or c in " .,:;" else f"\\{ord(c):x} " for c in words)
    return f'"{"".join(plain)}"'


def page_differs(page: str, derived: Derived) -> Iterator[str]:
    """Yield the first difference between a page and what was derived, in a sentence."""
    at = 0
    for where, each in derived.lines:
        if page.startswith(each, at):
            at += len(each)
            continue
        end = _past(page, at, each)
        if end < 0:
            yield _difference(page[at:], where, each.removesuffix("\n"))
            return
        at = end
    if at < len(page):
        yield f"{PAGE} goes on after its end: “{_plain(page[at:]):.80}”"


def unknown(derived: Derived) -> int:
    """Return how many quotations of a page cannot be derived."""
    return sum(each.count(f"{HOLE}w") for _, each in derived.lines)


def _past(page: str, at: int, wanted: str) -> int:
    """Return where what is wanted ends in a page, if it stands at a place; else less than 0."""
    known, *holes = wanted.split(HOLE)
    if not page.startswith(known, at):
        return -1
    at += len(known)
    for hole, known in zip(holes[::2], holes[1::2], strict=True):
        end = page.find("@page" if hole == "s" else known, at)
        if end < 0 or not _fills(hole, page[at:end]) or not page.startswith(known, end):
            return -1
        at = end + len(known)
    return at


def _fills(hole: str, words: str) -> bool:
    """Return whether words can be those that are not known."""
    if hole == "s":
        return hashlib.sha256(words.encode()).hexdigest() == _STYLE
    original, length = unescape(words), int(hole[1:])
    return text(original) == words and length in (0, len(original))


_TAG = re.compile(r"(<[^>]*>)")


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _difference(rest: str, where: str, wanted: str) -> str:
    """Return what stands in a page where something else is to stand."""
    place = f"{PAGE}, {where}," if where else f"{PAGE}, its head,"
    if f"{HOLE}s" in wanted:
        return f"{place} holds a style sheet that is not the one of such a page"
    found = "\n".join(rest.split("\n", wanted.count("\n") + 1)[: wanted.count("\n") + 1])
    told, due = _around(*_first(found, _HOLE.sub(_unknown, wanted)))
    if not told:
        return f"{place} leaves out “{due}”"
    return f"{place} says “{told}”; derived from the history it is “{due}”"


_BEFORE, _AFTER = 60, 140
"""Characters that are told of long words, before and after where they differ."""


def _around(one: str, other: str) -> tuple[str, str]:
    """Return words, cut to what is around their first difference where they are long."""
    pairs = enumerate(zip_longest(one, other))
    at = max(0, next((n for n, (a, b) in pairs if a != b), 0) - _BEFORE)

    def cut(words: str) -> str:
        if len(words) <= _BEFORE + _AFTER:
            return words
        rest = words[at : at + _BEFORE + _AFTER]
        return f"{'…' * (at > 0)}{rest}{'…' * (at + len(rest) < len(words))}"

    return cut(one), cut(other)


_HOLE = re.compile(f"{HOLE}w([0-9]+){HOLE}")


def _unknown(hole: re.Match[str]) -> str:
    return f"{f'{hole[1]} characters' if int(hole[1]) else 'words'} of a transcript"


def _first(found: str, wanted: str) -> tuple[str, str]:
    """Return the words of two lines that differ first, or else the lines with their markup."""
    words, due = _TAG.split(found), _TAG.split(wanted)
    if len(words) == len(due):
        each = zip(words[::2], due[::2], strict=True)
        for one, other in each:
            if one != other and one.strip() and other.strip():
                return unescape(one), unescape(other)
    if _plain(found) != _plain(wanted) and _plain(wanted):
        return _plain(found), _plain(wanted)
    return found.strip(), wanted.strip()
