"""OpenDocument texts -> the paragraphs of a draft, with the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from coder.errors import UnreadableSource
from coder.model import Draft, Paragraph
from coder.model.drafts import BLOCK, HEADING, NOTE, TEXT
from coder.readers.archive import inspect

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_KIND = b"application/vnd.oasis.opendocument.text"
_SKIPPED = frozenset((f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_DRAW}frame"))
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": " "}


def draft(data: bytes, name: str) -> Draft:
    """Return a drafted report in an `.odt` by its paragraphs; footnotes follow theirs.

    The archive is looked over before anything is parsed: one with a document type declaration,
    where an entity could be declared, is refused. Raises UnreadableSource.
    """
    inspect(data, name, ".odt")
    root = _root(data, name)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableSource(f"{name} is no text document: it has no text in it.")
    styles = {
        each.get(f"{_STYLE}name", ""): each.get(f"{_STYLE}parent-style-name", "")
        for each in root.iter(f"{_STYLE}style")
    }
    try:
        blocks = list(_blocks(body, styles))
    except RecursionError as problem:
        raise UnreadableSource(f"{name} is refused: its parts nest deeper than text.") from problem
    return Draft(
        name,
        tuple(Paragraph(text, at, kind) for at, (text, kind) in enumerate(blocks, 1) if text),
        by_line=False,
        unread=tuple((0, f"{what}; left out") for what in _left_out(body)),
    )


def _root(data: bytes, name: str) -> Element:
    try:
        with ZipFile(BytesIO(data)) as archive:
            known = archive.namelist()
            if "content.xml" not in known:
                raise UnreadableSource(f"{name} is no .odt: there is no text in the archive.")
            if "mimetype" in known and not archive.read("mimetype").strip().startswith(_KIND):
                raise UnreadableSource(f"{name} is no text document, though its name ends in .odt.")
            if b"encryption-data" in (
                archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in known else b""
            ):
                raise UnreadableSource(f"{name} is locked with a password; save it without one.")
            return ElementTree.fromstring(archive.read("content.xml"))
    except (ElementTree.ParseError, ValueError) as problem:
        raise UnreadableSource(
            f"{name} is broken: its text is not whole; open it in its own program and save it."
        ) from problem


def _blocks(element: Element, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each paragraph under an element, in order, with its kind."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield " ".join("".join(_words(child)).split()), _kind(child, styles)
            for note in child.iter(f"{_TEXT}note-body"):
                yield " ".join("".join(_words(note)).split()), NOTE
        else:
            yield from _blocks(child, styles)


def _kind(paragraph: Element, styles: dict[str, str]) -> str:
    if paragraph.tag == f"{_TEXT}h":
        return HEADING
    style = paragraph.get(f"{_TEXT}style-name", "")
    named = f"{style} {styles.get(style, '')}".casefold()
    if "quot" in named:
        return BLOCK
    return HEADING if any(word in named for word in ("heading", "title")) else TEXT


def _words(element: Element) -> Iterator[str]:
    """Yield the words of a paragraph; of a footnote only a raised mark that one stands here."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " "
        elif child.tag == f"{_TEXT}note":
            yield "¹"
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _words(child)
        yield child.tail or ""


def _left_out(body: Element) -> Iterator[str]:
    for tag, what in (
        (f"{_TEXT}tracked-changes", "words deleted in tracked changes"),
        (f"{_OFFICE}annotation", "a comment"),
        (f"{_DRAW}frame", "a picture or a text box"),
    ):
        if body.find(f".//{tag}") is not None:
            yield what
