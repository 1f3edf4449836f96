"""Drafts as files: what is read of each format, and what is refused, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from coder.errors import UnreadableSource
from coder.model.drafts import BLOCK, HEADING, NOTE, TEXT
from coder.readers import read_draft

from .study import as_docx, as_odt, odt_file


def test_word_styles_say_what_is_a_heading_and_what_a_block_quotation(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Findings", 1)
    document.add_paragraph("One said:")
    document.add_paragraph("We had four heads.", style="Quote")
    document.save(str(tmp_path / "d.docx"))
    draft = read_draft(tmp_path / "d.docx")
    assert [(each.text, each.kind, each.at) for each in draft.paragraphs] == [
        ("Findings", HEADING, 1),
        ("One said:", TEXT, 2),
        ("We had four heads.", BLOCK, 3),
    ]
    assert not draft.by_line


def test_an_odt_is_read_with_its_headings_quotations_and_notes(tmp_path: Path) -> None:
    body = (
        "<text:h>Findings</text:h>"
        "<text:p>One <text:span>said</text:span>:<text:s/>x<text:tab/>y<text:line-break/>z"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note.</text:p></text:note-body></text:note></text:p>"
        '<text:p text:style-name="Quotations">We had four heads.</text:p>'
        "<text:list><text:list-item><text:p>A point.</text:p></text:list-item></text:list>"
        "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
    )
    draft = read_draft(odt_file(tmp_path, body))
    assert [(each.text, each.kind) for each in draft.paragraphs] == [
        ("Findings", HEADING),
        ("One said: x y z¹", TEXT),
        ("A note.", NOTE),
        ("We had four heads.", BLOCK),
        ("A point.", TEXT),
    ]
    assert draft.unread == ((0, "words deleted in tracked changes; left out"),)


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write a zip file again, its members changed."""
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def truncated(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-200])
    return path


def bomb(path: Path) -> Path:
    return changed(path, lambda members: members.update({"big.xml": b" " * 30_000_000}))


def no_zip(path: Path) -> Path:
    path.write_bytes(b"Just words, whatever its name says.")
    return path


ENTITY = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("make", [as_docx, as_odt])
@pytest.mark.parametrize(
    ("spoil", "said"), [(truncated, "broken"), (bomb, "unpacks"), (no_zip, "broken")]
)
def test_a_spoilt_file_is_refused_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path], spoil: Callable[[Path], Path], said: str
) -> None:
    path = spoil(make(tmp_path))
    with pytest.raises(UnreadableSource) as told:
        read_draft(path)
    words = str(told.value)
    assert said in words
    assert words.startswith(path.name)
    assert "\n" not in words
    if path.suffix == ".odt":
        assert ".docx" not in words
        assert "Word" not in words


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (lambda f: odt_file(f, "<text:p>&b;&f;</text:p>", prologue=ENTITY), "DOCTYPE"),
        (lambda f: odt_file(f, "<text:p>A", prologue=""), "not whole"),
        (lambda f: odt_file(f, "<text:p>A</text:p>", kind="spreadsheet"), "no text document"),
        (lambda f: odt_file(f, ""), "holds no words"),
        (
            lambda f: odt_file(f, "<text:section>" * 5000 + "</text:section>" * 5000),
            "nest deeper",
        ),
        (
            lambda f: changed(as_odt(f), lambda members: members.pop("content.xml") and None),
            "no text in the archive",
        ),
        (lambda f: as_odt(f).rename(f / "d.docx"), "no document of Word"),
        (lambda f: as_docx(f).rename(f / "d.odt"), "no .odt"),
        (lambda f: as_docx(f).rename(f / "d.pdf"), "no format a draft is read from"),
        (lambda f: f / "nowhere.md", "cannot be read"),
        (lambda f: f, "no format"),
    ],
)
def test_the_wrong_thing_is_refused_in_one_sentence(
    tmp_path: Path, path: Callable[[Path], Path], said: str
) -> None:
    with pytest.raises(UnreadableSource, match=said) as told:
        read_draft(path(tmp_path))
    assert "\n" not in str(told.value)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_bytes("“We said it”".encode("windows-1252"))
    with pytest.raises(UnreadableSource, match="byte 0"):
        read_draft(tmp_path / "d.txt")
