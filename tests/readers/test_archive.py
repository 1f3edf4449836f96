"""Archives that are broken, locked, hostile or bombs are refused before anything parses them."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from docx_files import parts, zipped

from coder.errors import UnreadableSource
from coder.readers import archive, read

ENTITY = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableSource) as told:
        read(path)
    assert path.name in str(told.value)
    return str(told.value)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "customXml/item1.xml"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-32-le"])
def test_a_document_type_is_refused_wherever_and_however_it_is_written(
    tmp_path: Path, part: str, codec: str
) -> None:
    hostile = (ENTITY + b"<w>&x;</w>").decode().encode(codec)
    assert "DOCTYPE" in refusal(zipped(tmp_path / "a.docx", parts() | {part: hostile}))


def test_an_encoding_that_could_hide_one_is_refused(tmp_path: Path) -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
    assert "DOCTYPE" in refusal(
        zipped(tmp_path / "a.docx", parts() | {"word/document.xml": hidden})
    )


def test_a_document_type_far_into_a_part_is_found(tmp_path: Path) -> None:
    # It lies across the border of two reads.
    late = b"<!--" + b"x" * (archive._CHUNK - 8) + b"-->" + ENTITY + b"<w/>"
    assert "DOCTYPE" in refusal(zipped(tmp_path / "a.docx", parts() | {"word/styles.xml": late}))


def test_a_bomb_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.docx", parts() | {"word/media/a.bin": b"\0" * 30_000_000})
    assert bomb.stat().st_size < 100_000
    assert "unpacks" in refusal(bomb)


def test_sizes_are_counted_not_believed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", {"word/media/a.bin": b"\0" * 30_000_000, **parts()})
    data = path.read_bytes()
    # Both the member's own header and the list of members now claim ten bytes.
    assert data.count(struct.pack("<L", 30_000_000)) == 2
    path.write_bytes(data.replace(struct.pack("<L", 30_000_000), struct.pack("<L", 10)))
    assert refusal(path)


def test_many_parts_that_are_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 200_000)
    small = {f"word/media/{number}.bin": bytes(range(256)) * 200 for number in range(5)}
    assert "unpacks" in refusal(zipped(tmp_path / "a.docx", parts() | small))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    many = {f"word/media/{number}": b"" for number in range(archive.MAX_MEMBERS)}
    assert "parts" in refusal(zipped(tmp_path / "a.docx", parts() | many))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil", "word/../../evil", "C:/evil", "word\\evil", ".."]
)
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert "outside" in refusal(zipped(tmp_path / "a.docx", parts() | {name: b"x"}))


@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml"])
def test_two_parts_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.docx", parts())
    with warnings.catch_warnings(), ZipFile(path, "a") as more:
        warnings.simplefilter("ignore")
        more.writestr(name, b"<w/>")
    assert "one name" in refusal(path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", parts())
    link = ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    with ZipFile(path, "a") as more:
        more.writestr(link, "/etc/passwd")
    assert "link" in refusal(path)


def test_parts_that_overlap_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, data in parts().items():
            made.writestr(name, data)
        # A second entry in the list, over the bytes of the first.
        twin = ZipInfo("word/twin.xml")
        first = made.infolist()[0]
        for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
            setattr(twin, field, getattr(first, field))
        made.filelist.append(twin)
    assert "overlap" in refusal(path)


def test_a_locked_document_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", parts())
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of an encrypted member, in the list of members
    path.write_bytes(data)
    assert "password" in refusal(path)
    old = tmp_path / "old.docx"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512)
    assert "password" in refusal(old)


def test_broken_archives_are_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.docx", parts()).read_bytes()
    half = tmp_path / "half.docx"
    half.write_bytes(whole[: len(whole) // 2])
    assert "broken" in refusal(half)
    plain = tmp_path / "plain.docx"
    plain.write_bytes(b"Headteacher: I only look like a document.")
    assert "broken" in refusal(plain)
    flipped = tmp_path / "flipped.docx"
    at = whole.index(b"word/document.xml") + 400
    flipped.write_bytes(
        whole[:at] + bytes(byte ^ 0x55 for byte in whole[at : at + 40]) + whole[at + 40 :]
    )
    assert "broken" in refusal(flipped)
