"""The page for people: every figure and quotation marked in it, against what is derived anew.

A status, an outcome or a figure stands in an element that also says it in `data-value`, and in
other `data-` attributes of what it is one; a quotation names its source and passage. What is read
there must be what was derived, and nothing in the page may change what is shown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from .rules import said
from .words import folded

PAGE = "report.html"
Key = tuple[str, ...]

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_ACTS = {"script", "iframe", "frame", "object", "embed", "applet", "base", "link", "form", "portal"}
# What a page of ours is made of: anything else could show what is not marked, or hide what is.
_TAGS = {"a", "b", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "footer", "h1", "h2"}
_TAGS |= {"h3", "h4", "head", "header", "html", "li", "main", "meta", "nav", "ol", "p", "q"}
_TAGS |= {"section", "span", "strong", "style", "table", "tbody", "td", "th", "thead", "title"}
_TAGS |= {"tr", "ul", "code"}
_ATTRIBUTES = {
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "href",
}
_ATTRIBUTES |= {"http-equiv", "id", "lang", "name", "role", "scope", "tabindex"}
_SIGNS = {"›", "●", "○", "?", "±", "!", "–", ""}  # all that may be shown and not be read aloud
# The digest of the style sheet up to its sheet of paper; a test holds it to what is written.
_STYLE = "0bd93580932241fc410849feb0e64b273bd699726d3fd8ce13e20168e7fc7634"
_EDGE = r'@[a-z-]+ \{ content: (?:"[^"{}]*"|counter\(pages?\)| )+; font: [^{};"]*; \}\s*'
_PAPER = re.compile(rf"@page \{{[^{{}}]*(?:{_EDGE})+\}}\s*")
_LEADS = {"src", "href", "srcset", "xlink:href", "data", "poster", "background", "action"}


class Cell:
    """One marked element: its `data-` attributes, and the words in it."""

    def __init__(self, marks: dict[str, str], line: int) -> None:
        self.marks, self.line = marks, line
        self.text = ""

    def __str__(self) -> str:
        return f"{PAGE}, line {self.line},"

    def __getitem__(self, mark: str) -> str:
        return self.marks.get(mark, "")


class Page(HTMLParser):
    """Reads a page; what it holds that no page of ours does is named in `wrong`."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[Cell] = []
        self.wrong: list[str] = []
        self._open: list[tuple[str, Cell | None, bool]] = []
        self.feed(text)
        self.close()
        if self._open:
            self._odd(f"<{self._open[-1][0]}> that is never closed")

    def _odd(self, what: str) -> None:
        self.wrong.append(f"{PAGE}, line {self.getpos()[0]}, holds {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look_at(tag, attrs)
        marks = {name[5:]: value or "" for name, value in attrs if name.startswith("data-")}
        cell = Cell(marks, self.getpos()[0]) if marks else None
        if cell is not None:
            self.cells.append(cell)
        if tag not in _VOID:
            self._open.append((tag, cell, ("aria-hidden", "true") in attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look_at(tag, attrs)
        if any(name.startswith("data-") for name, _ in attrs):
            self._odd(f"a mark on an empty <{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        elif tag not in _VOID:
            self._odd(f"</{tag}> where another element is open")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "style" and not _ours(data):
            self._odd("a style sheet that is not the one of such a page")
        for _, cell, hidden in reversed(self._open):
            if hidden:
                if data.strip() not in _SIGNS:
                    self._odd(f"words that are shown and not read: {data.strip()[:60]!r}")
                break
            if cell is not None:
                cell.text += data

    def handle_comment(self, data: str) -> None:
        self._odd("a comment, which no page needs")

    def handle_pi(self, data: str) -> None:
        self._odd("an instruction to programs")

    def unknown_decl(self, data: str) -> None:
        self._odd("a declaration that no page needs")

    def _look_at(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Name what could change what is shown, or fetch it from elsewhere."""
        told = (dict(attrs).get("http-equiv") or "content-security-policy").casefold()
        if (
            tag in _ACTS
            or tag not in _TAGS
            or (tag == "meta" and told != "content-security-policy")
        ):
            self._odd(f"<{tag}>, which can change what is shown")
        if len({name for name, _ in attrs}) != len(attrs):
            self._odd(f"an attribute twice in <{tag}>")
        for name, value in attrs:
            away = not (value or "").startswith(("#", "data:image/"))
            link = tag == "a" and (value or "").startswith("https://")
            if name not in _ATTRIBUTES and not name.startswith("data-"):
                self._odd(f"the attribute {name}, which can change what is shown")
            elif name in _LEADS and away and not link:
                self._odd(f"{name}={(value or '')[:60]!r}, which leads out of the page")


def _ours(style: str) -> bool:
    """Whether a style sheet is that of such a page, whatever stands at the edge of the paper."""
    look, _, paper = style.partition("@page")
    known = hashlib.sha256(look.encode()).hexdigest() == _STYLE
    return known and _PAPER.fullmatch(f"@page{paper}") is not None


def alike(shown: str, original: str) -> bool:
    """Whether words are shown as they are, but for a glyph in place of each that has none."""
    return len(shown) == len(original) and all(
        a == b or (a.isspace() if b == "\n" else not b.isprintable())
        for a, b in zip(shown, original, strict=True)
    )


def page_differs(
    page: Page, expected: Mapping[Key, str], quotations: Mapping[Key, str | None]
) -> Iterator[str]:
    """Yield what a page says otherwise than what was derived, each in a sentence.

    `expected` has the value of each cell, under what it is of; `quotations` the words of each
    quotation, None where they are not at hand.
    """
    yield from page.wrong
    missing, quoted = {*expected}, {*quotations}
    for cell in page.cells:
        if "value" in cell.marks:
            yield from _cell_differs(cell, expected, missing)
        elif "passage" in cell.marks:
            yield from _quotation_differs(cell, quotations, quoted)
    for key in sorted(filter(needed, missing), key=str):
        yield f"{PAGE} leaves out {_called(key)}"
    for key in sorted(quoted, key=str):
        if key[0] == "quotation":
            yield f"{PAGE} leaves out the quotation {key[5]} {key[3]} {key[2]} in {key[1]}"


def _cell_differs(cell: Cell, expected: Mapping[Key, str], missing: set[Key]) -> Iterator[str]:
    key = _key(cell, expected)
    if key is None:
        yield f"{cell} tells of something that is not in the history: {_about(cell)}"
    else:
        missing.discard(key)
        yield from _value_differs(cell, key, expected[key])


def _quotation_differs(
    cell: Cell, quotations: Mapping[Key, str | None], missing: set[Key]
) -> Iterator[str]:
    at = tuple(cell[mark] for mark in _QUOTED)
    key = _first([("quotation", *at), ("aside", *at)], quotations)
    if key is None:
        yield f"{cell} quotes what is not counted in the history: {_about(cell)}"
        return
    missing.discard(key)
    words = quotations[key]
    if words is not None and not alike(cell.text, words):
        says = f"{cell} quotes {key[1]} {key[5]} otherwise than the transcript"
        yield f"{says}: “{cell.text:.80}”"


_QUOTED = ("case", "attribute", "side", "source", "passage")


def needed(key: Key) -> bool:
    """Whether a page must hold a cell: statuses, outcomes, decisions, and in how many schools."""
    return key[0] in ("status", "outcome", "decided") or (
        key[0] == "theme" and key[2:] == ("", "with")
    )


def _key(cell: Cell, expected: Mapping[Key, str]) -> Key | None:
    """Return what a cell is of."""
    figure = cell["figure"]
    if "code" in cell.marks:
        return _known(("theme", cell["code"], cell["group"], figure), expected)
    if "typing" in cell.marks:
        kind = "decided" if figure == "outcome" else "computed"
        return _known((kind, cell["case"], cell["typing"]), expected)
    if "attribute" in cell.marks:
        kinds = (figure,) if figure else ("status", "untyped")
        return _first([(kind, cell["case"], cell["attribute"]) for kind in kinds], expected)
    if "type" in cell.marks:
        readings = ", ".join(sorted(cell["reading"].split(", ")))
        kinds = ("outcome",) if cell["in-use"] else ("otherwise", "outcome")
        return _first([(kind, cell["case"], cell["type"], readings) for kind in kinds], expected)
    if "case" in cell.marks and figure == "reason":
        return _known(("reason", cell["case"]), expected)
    return _known(("head",), expected) if figure == "head" else None


def _first(keys: list[Key], expected: Mapping[Key, object]) -> Key | None:
    found = (_known(key, expected) for key in keys)
    return next((key for key in found if key is not None), None)


def _known(key: Key, expected: Mapping[Key, object]) -> Key | None:
    """Return a key as it is known here: names are shown without what has no glyph."""
    if key in expected:
        return key
    if all(map(str.isascii, key)):
        return None
    same = (each for each in expected if len(each) == len(key))
    return next((each for each in same if all(map(alike, key, each))), None)


def _value_differs(cell: Cell, key: Key, value: str) -> Iterator[str]:
    """Compare what a cell says, to programs and to people."""
    told = cell["value"]
    if key[0] == "reason":
        if not told:
            yield f"{cell} gives no reason why {key[1]} is not typed"
    elif key[0] == "roles":
        if sorted(folded(told).split(", ")) != sorted(value.split(", ")):
            yield f"{cell} says that {_called(key)} is “{told}”; the history says “{value}”"
    elif not alike(told, value):
        says = f"{cell} says that {_called(key)} is “{told}”"
        yield f"{says}; derived from the history it is “{value}”"
    text = said(told) if key[0] in ("outcome", "otherwise") else told
    if " ".join(cell.text.split()) != " ".join(text.split()):
        yield f"{cell} shows “{cell.text:.80}” to people and says “{text:.80}” to programs"


def _about(cell: Cell) -> str:
    return ", ".join(f"{name} {value}" for name, value in cell.marks.items())[:200]


def _called(key: Key) -> str:
    """Return what a cell is of, in words."""
    kind, *of = key
    if kind == "theme":
        among = f" of {of[1]}" if of[1] else ""
        return f"the number of schools{among} “{of[2].replace('_', ' ')}” the theme {of[0]}"
    if kind in ("outcome", "otherwise"):
        return f"the outcome of Type {of[1]} for {of[0]}{' under ' * bool(of[2])}{of[2]}"
    if kind in ("decided", "computed"):
        what = "decision on" if kind == "decided" else "outcome that the rules gave for"
        return f"the {what} {of[0]}"
    names = {"for": "number of passages for", "head": "head of the journal"}
    return f"the {names.get(kind, kind)} {' of '.join(reversed(of))}".strip()
