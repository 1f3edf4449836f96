"""Word documents and workbooks as LibreOffice opens and prints them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from .converting import LibreOffice

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
NAMES = ["themes", "matrix", "quotes", "coverage", "typing"]


def said(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_a_heading_a_caption_a_real_table_and_its_notes(
    office: LibreOffice, exported: Path, name: str
) -> None:
    told = json.loads((exported / f"{name}.json").read_text("utf-8"))
    opened = ET.parse(office.convert(exported / f"{name}.docx", "fodt")).getroot()
    headings = [(each.get(f"{TEXT}outline-level"), said(each)) for each in opened.iter(f"{TEXT}h")]
    assert headings == [("1", told["title"]), ("2", "Notes")]
    tables = list(opened.iter(f"{TABLE}table"))
    assert len(tables) == (2 if name == "matrix" else 1)  # twenty pseudonyms: two halves
    for table in tables:
        (repeated,) = table.findall(f"{TABLE}table-header-rows")
        assert len(repeated.findall(f"{TABLE}table-row")) == 1
        assert len(table.findall(f"{TABLE}table-row")) > 9
    lines = [said(each) for each in opened.iter(f"{TEXT}p")]
    assert any(line.startswith(f"Table 1. {told['title']}. Unit: ") for line in lines)
    for label, words in told["notes"].items():
        for each in words.split("\n"):  # notes of one label stand one after another
            assert f"{label}: {' '.join(each.split())}" in lines


def test_a_document_says_nothing_of_who_made_it_and_when(
    office: LibreOffice, exported: Path
) -> None:
    opened = ET.parse(office.convert(exported / "themes.docx", "fodt")).getroot()
    created = opened.find(f".//{META}creation-date")
    assert created is not None
    assert created.text == "2000-01-01T00:00:00"
    assert not said(opened.find(f".//{META}initial-creator") or ET.Element("none"))


@pytest.mark.parametrize("file", ["matrix.docx", "quotes.docx", "themes.xlsx"])
def test_it_prints(office: LibreOffice, exported: Path, file: str) -> None:
    printed = office.convert(exported / file, "pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(printed) > 20_000
