"""Word documents made on the spot: by python-docx, or by changing the parts of one."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": REL,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def saved(document: docx.document.Document, path: Path) -> Path:
    document.save(str(path))
    return path


def parts(path: Path | None = None) -> dict[str, bytes]:
    """Return the parts of a document, of an empty one if none is named."""
    if path is None:
        buffer = BytesIO()
        docx.Document().save(buffer)
    else:
        buffer = BytesIO(path.read_bytes())
    with ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def document(path: Path, body: str, **stories: str) -> Path:
    """Make a document of raw body XML, with footnotes, endnotes or comments by keyword."""
    members = parts()
    members["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    ).encode()
    relations, types = "", ""
    for kind, xml in stories.items():
        members[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{xml}</w:{kind}>".encode()
        relations += f'<Relationship Id="x{kind}" Type="{REL}/{kind}" Target="{kind}.xml"/>'
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        types += f'<Override PartName="/word/{kind}.xml" ContentType="{content}"/>'
    _insert(members, "word/_rels/document.xml.rels", b"</Relationships>", relations)
    _insert(members, "[Content_Types].xml", b"</Types>", types)
    return zipped(path, members)


def _insert(members: dict[str, bytes], name: str, before: bytes, xml: str) -> None:
    members[name] = members[name].replace(before, xml.encode() + before)


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
