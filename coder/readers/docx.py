"""Word documents -> text: paragraphs by lines, tables in place, all else reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import InitVar, dataclass, field
from io import BytesIO
from typing import Any

from coder.errors import UnreadableSource
from coder.model import Draft, Paragraph
from coder.model.drafts import BLOCK, HEADING, TEXT
from coder.readers.archive import inspect
from coder.readers.transcript import Note

TABLE = "a table; its rows are lines, its cells parted by tabs"
DELETED = "deleted in tracked changes; left out"
INSERTED = "inserted in tracked changes; kept"
HIDDEN = "hidden text; kept"
TEXT_BOX = "a text box; left out"
PICTURE = "a picture or drawing; left out"
EQUATION = "an equation; its signs are kept in one line"
SYMBOL = "a sign of a symbol font; left out"
EMBEDDED = "an embedded file; left out"
NUMBERED = "numbered or bulleted automatically; the numbers are not in the text"

_STORIES = {
    "footnotes": "a footnote; left out",
    "endnotes": "an endnote; left out",
    "comments": "a comment; left out",
}
_MARGINS = {"header": "a page header; left out", "footer": "a page footer; left out"}
_REFERENCES = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
}
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice", "smartTag")
)
_SILENT = frozenset(("instrText", "delInstrText", "delText"))
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def parse(data: bytes, name: str) -> tuple[str, list[Note]]:
    """Return the text of a `.docx`, a line a paragraph, and notes of what is not or not so in it.

    Raises UnreadableSource for a broken or hostile archive, and for what is no Word document.
    """
    reading = _read(data, name)
    return "".join(reading.pieces), reading.notes


def draft(data: bytes, name: str) -> Draft:
    """Return a drafted report in a `.docx` by its paragraphs; raise as `parse` does."""
    reading = _read(data, name)
    lines = "".join(reading.pieces).split("\n")
    return Draft(
        name,
        tuple(
            Paragraph(line, at, reading.kinds.get(at, TEXT))
            for at, line in enumerate(lines, 1)
            if line.strip()
        ),
        by_line=False,
        unread=tuple(
            (note.line, f"{note.problem}: “{note.words}”" if note.words else note.problem)
            for note in reading.notes
            if note.problem.endswith("left out")
        ),
    )


def _read(data: bytes, name: str) -> _Reading:
    inspect(data, name)
    parsed = _parsed(data, name)
    reading = _Reading(parsed.stories)
    reading.blocks(parsed.body)
    reading.rest(parsed.margins)
    return reading


@dataclass(frozen=True)
class _Parsed:
    """The XML of a document: what is read of it below is ours, and so are the faults there."""

    body: Any
    stories: dict[str, Any]
    """Footnotes, endnotes and comments: the root of each kind."""
    margins: list[tuple[str, Any]]
    """Page headers and footers: kind and root of each."""


def _parsed(data: bytes, name: str) -> _Parsed:
    import docx  # with lxml it takes a while, and the archive may not be worth it

    try:
        document = docx.Document(BytesIO(data))
        if (body := document.element.body) is None:
            raise ValueError("a document without a body")
        stories = dict(_related(document.part, _STORIES))
        return _Parsed(body, stories, list(_related(document.part, _MARGINS)))
    except Exception as problem:  # whatever a forged part makes the two libraries trip over
        raise UnreadableSource(
            f"{name} is no document of Word, or a damaged one; open it in Word and save it "
            "again as .docx (not Strict Open XML)."
        ) from problem


def _related(part: Any, kinds: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the parts of these kinds that a part refers to: kind and root element of each."""
    from docx.oxml.parser import parse_xml

    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in kinds and not relation.is_external:
            target = relation.target_part
            # python-docx parses only the kinds it knows.
            yield kind, target.element if hasattr(target, "element") else parse_xml(target.blob)


def _local(element: Any) -> str:
    """Return the name of an element without its namespace; empty for an XML comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _words(element: Any) -> str:
    """Return all words under an element, a space between paragraphs."""
    words = (" " if _local(each) == "p" else each.text or "" for each in _texts(element))
    return " ".join("".join(words).split())


def _texts(element: Any) -> Iterator[Any]:
    return (each for each in element.iter() if _local(each) in ("t", "delText", "p"))


def _kind(style: Any) -> str:
    """Return what a paragraph is by the id of its style: nothing for running text."""
    id = "" if style is None else _attribute(style, "val").casefold()
    if "quot" in id or id == "blocktext":
        return BLOCK
    return HEADING if id.startswith(("heading", "title", "subtitle")) else ""


def _inside(element: Any, name: str) -> Any:
    """Return the first element of that name under another, or None."""
    return next((each for each in element.iter() if _local(each) == name), None)


def _through(element: Any) -> Iterator[Any]:
    """Yield the children, for a wrapper its own, and of alternatives the first."""
    for child in element:
        name = _local(child)
        if name == "AlternateContent":
            yield from _through(child[:1])
        elif name in _WRAPPERS:
            yield from _through(child)
        elif name:
            yield child


@dataclass
class _Reading:
    """A document's text so far, by pieces, and what it could not hold."""

    roots: InitVar[dict[str, Any]]
    pieces: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    line: int = 1
    stories: dict[str, dict[str, str]] = field(default_factory=dict)
    """Footnotes, endnotes and comments by their ids, until something refers to them."""
    once: set[str] = field(default_factory=set)
    """Problems that are noted only where they first stand."""
    kinds: dict[int, str] = field(default_factory=dict)
    """Lines that are headings or block quotations, by the paragraph's style."""

    def __post_init__(self, roots: dict[str, Any]) -> None:
        for kind, root in roots.items():
            self.stories[kind] = {
                _attribute(story, "id"): _words(story) for story in root if _words(story)
            }

    def put(self, text: str) -> None:
        """Add to the text."""
        self.pieces.append(text)
        self.line += text.count("\n")

    def note(self, problem: str, words: str = "", *, once: bool = False) -> None:
        """Note a problem on the line that is being read, or only the first of its kind."""
        if problem not in self.once:
            self.notes.append(Note.on(self.line, problem, words))
        if once:
            self.once.add(problem)

    def rest(self, margins: Iterable[tuple[str, Any]]) -> None:
        """Note what belongs to no line: page headers and footers, and notes nothing refers to."""
        self.line = 0
        for kind, root in margins:
            if words := _words(root):
                self.note(_MARGINS[kind], words)
        for kind, stories in self.stories.items():
            for words in stories.values():
                self.note(_STORIES[kind], words)

    def blocks(self, element: Any) -> None:
        """Add the paragraphs and tables under an element, a line end between them."""
        begun = False
        for block in _through(element):
            name = _local(block)
            if name in ("p", "tbl"):
                self.put("\n" if begun else "")
                begun = True
                self._paragraph(block) if name == "p" else self._table(block)
            elif name == "altChunk":
                self.note(EMBEDDED)
            elif name in ("del", "moveFrom"):
                self.note(DELETED, _words(block))

    def _table(self, table: Any) -> None:
        self.note(TABLE, _words(table))
        rows = [row for row in _through(table) if _local(row) == "tr"]
        for number, row in enumerate(rows):
            self.put("\n" if number else "")
            for place, cell in enumerate(c for c in _through(row) if _local(c) == "tc"):
                self.put("\t" if place else "")
                self.blocks(cell)

    def _paragraph(self, paragraph: Any) -> None:
        for properties in paragraph.iterchildren("{*}pPr"):
            if kind := _kind(_inside(properties, "pStyle")):
                self.kinds[self.line] = kind
            if _inside(properties, "numPr") is not None:
                self.note(NUMBERED, _words(paragraph), once=True)
        self._inline(paragraph)

    def _inline(self, element: Any) -> None:
        """Add the words of a paragraph, or of a run or a link in it."""
        for child in element:
            name = _local(child)
            if name == "t":
                self.put((child.text or "").replace("\n", " "))
            elif name in _SIGNS:
                self.put(_SIGNS[name])
            elif handler := _HANDLERS.get(name):
                handler(self, child)
            elif name and name not in _SILENT and not name.endswith("Pr"):
                self._inline(child)

    def _break(self, element: Any) -> None:
        # Breaks of a page or a column are the layout's.
        if _attribute(element, "type") in ("", "textWrapping"):
            self.put("\n")

    def _run(self, run: Any) -> None:
        for properties in run.iterchildren("{*}rPr"):
            vanish = _inside(properties, "vanish")
            if vanish is not None and _attribute(vanish, "val") not in ("0", "false", "off"):
                self.note(HIDDEN, _words(run))
        self._inline(run)

    def _inserted(self, element: Any) -> None:
        self.note(INSERTED, _words(element), once=True)
        self._inline(element)

    def _deleted(self, element: Any) -> None:
        if words := _words(element):
            self.note(DELETED, words)

    def _alternative(self, element: Any) -> None:
        self._inline(element[:1])

    def _graphic(self, graphic: Any) -> None:
        box = _inside(graphic, "txbxContent")
        self.note(PICTURE if box is None else TEXT_BOX, "" if box is None else _words(graphic))

    def _equation(self, equation: Any) -> None:
        self.note(EQUATION, _words(equation))
        self.put("".join(each.text or "" for each in _texts(equation)))

    def _symbol(self, symbol: Any) -> None:
        self.note(SYMBOL, f"{_attribute(symbol, 'font')} {_attribute(symbol, 'char')}".strip())

    def _reference(self, reference: Any) -> None:
        kind = _REFERENCES[_local(reference)]
        if words := self.stories.get(kind, {}).pop(_attribute(reference, "id"), ""):
            self.note(_STORIES[kind], words)


_HANDLERS: dict[str, Callable[[_Reading, Any], None]] = {
    "br": _Reading._break,
    "r": _Reading._run,
    "ins": _Reading._inserted,
    "moveTo": _Reading._inserted,
    "del": _Reading._deleted,
    "moveFrom": _Reading._deleted,
    "AlternateContent": _Reading._alternative,
    "drawing": _Reading._graphic,
    "pict": _Reading._graphic,
    "object": _Reading._graphic,
    "oMath": _Reading._equation,
    "sym": _Reading._symbol,
    **dict.fromkeys(_REFERENCES, _Reading._reference),
}
