"""The page for people as it is written: which element each thing it says stands in.

A page is made line by line, and each line keeps under which headings it stands, so that what
differs can be named. Words that cannot be derived leave a hole of their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import NamedTuple

from .saying import glyphs

HOLE = "\0"
"""Stands around what is not known of a line: `w` and how long the words are, or `s`, the style."""
_FORMULA = re.compile(r"[\s'\"]*[=+\-@\t\r\0＝＋－＠]")
_NOT_XML = re.compile("[\ufffe\uffff]")
_WIDE = 7  # so many columns are more than a sheet of paper has room for


class Run(NamedTuple):
    """Some words, what a program reads of them, where they lead, and how they look."""

    text: str
    data: Mapping[str, str] = {}
    link: str = ""
    look: str = ""
    length: int = -1
    """Of words that are not at hand; else less than none."""


Line = tuple[Run, ...]


def line(*parts: str | Run) -> Line:
    """Return a line of words and runs."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def text(words: str) -> str:
    """Return words as they stand in the page."""
    return escape(_NOT_XML.sub("\ufffd", glyphs(words, lines=True)))


def _guard(words: str) -> str:
    """Return the apostrophe before what a spreadsheet may take for a formula, or nothing."""
    return "'" if not words[:1].isalnum() and _FORMULA.match(words) else ""


def guarded(words: str) -> str:
    """Return words as they stand in the page where they are a line of their own."""
    return _guard(words) + text(words)


def spoken(each: Line) -> str:
    """Return a line of runs as it stands in the page."""
    return _guard("".join(run.text for run in each if run.look != "sign")) + "".join(
        map(run_, each)
    )


def run_(run: Run) -> str:
    """Return one run as it stands in the page."""
    data = "".join(f' data-{key}="{text(value)}"' for key, value in run.data.items())
    words = text(run.text) if run.length < 0 else f"{HOLE}w{run.length}{HOLE}"
    if run.look == "strong":
        words = f"<strong>{words}</strong>"
    elif data or run.look:
        hidden = ' aria-hidden="true"' * (run.look == "sign")
        words = f"<span{_class(run.look)}{hidden}{data}>{words}</span>"
    return f'<a href="#{run.link}">{words}</a>' if run.link else words


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""


class Sheet:
    """A page as it grows: its lines, each with the headings under which it stands."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []
        self._under: list[str] = []

    def put(self, *lines: str) -> None:
        """Add lines as they are."""
        where = ", ".join(self._under)
        self.lines += [(where, each) for each in lines]

    @contextmanager
    def section(
        self, heading: Line, id: str = "", *, name: str = "", new_page: bool = False
    ) -> Iterator[None]:
        """Add a section; in what is said of a difference it has a `name`, or its heading."""
        self._under.append(name or f"“{''.join(run.text for run in heading).strip()}”")
        place = f' id="{id}" tabindex="-1"' if id else ""
        level = len(self._under) + 1
        self.put('<section class="sheet">' if new_page else "<section>")
        self.put(f"<h{level}{place}>{spoken(heading)}</h{level}>")
        yield
        self.put("</section>")
        self._under.pop()

    def paragraph(self, *parts: str | Run, look: str = "") -> None:
        """Add a paragraph."""
        self.put(f"<p{_class(look)}>{spoken(line(*parts))}</p>")

    def points(self, items: Iterable[Line], *, numbered: bool = False) -> None:
        """Add a list."""
        kind = "ol" if numbered else "ul"
        self.put(f"<{kind}>", *(f"<li>{spoken(each)}</li>" for each in items), f"</{kind}>")

    def facts(self, pairs: Iterable[tuple[str, Line]]) -> None:
        """Add names, each with what is said of it."""
        told = (f"<dt>{guarded(name)}</dt><dd>{spoken(said)}</dd>" for name, said in pairs)
        self.put("<dl>", *told, "</dl>")

    def quotation(self, said: Run, before: str, after: str, side: str) -> None:
        """Add what somebody said, for or against."""
        self.put(f'<blockquote class="{side}">')
        self.put(f"<p><strong>{side.capitalize()}</strong>: {text(before)}</p>")
        self.put(f'<p class="said">“{run_(said)}”</p>', f'<p class="fine">{guarded(after)}</p>')
        self.put("</blockquote>")

    def grid(
        self, id: str, caption: str, headings: Iterable[str], rows: Iterable[Iterable[Line]]
    ) -> None:
        """Add a table; the first cell of each row is its heading."""
        named = [*headings]
        wide = ' class="wide"' if len(named) > _WIDE else ""
        self.put(f'<div class="scroll" role="region" aria-labelledby="{id}" tabindex="0">')
        self.put(f'<table{wide}><caption id="{id}">{guarded(caption)}</caption>')
        over = "".join(f'<th scope="col">{guarded(each)}</th>' for each in named)
        self.put(f"<thead><tr>{over}</tr></thead>", "<tbody>")
        for first, *rest in rows:
            cells = "".join(f"<td>{spoken(cell)}</td>" for cell in rest)
            where = ", ".join([*self._under, f"“{''.join(run.text for run in first)}”"])
            self.lines.append((where, f'<tr><th scope="row">{spoken(first)}</th>{cells}</tr>'))
        self.put("</tbody></table>", "</div>")
