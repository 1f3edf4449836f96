"""No cell of any export becomes a formula where it is opened, and numbers stay numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from coder.display import visible

from .conftest import HOSTILE
from .converting import LibreOffice

Written = Callable[[str], Path]

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("raw.csv", '"=1+1","a"\r\n'),
        ("raw.html", "<!doctype html><table><tr><td>=1+1</td><td>a</td></tr></table>"),
    ],
)
def test_what_is_not_guarded_does_become_one(
    office: LibreOffice, tmp_path: Path, name: str, text: str
) -> None:
    # Otherwise the tests below could not fail.
    (tmp_path / name).write_text(text)
    assert [kind for _, kind in office.cells(tmp_path / name)[0]][:1] == ["f"]


@pytest.mark.parametrize("format", ["xlsx", "csv", "html"])
def test_opened_as_a_spreadsheet_every_text_is_text(
    office: LibreOffice, hostile: Written, format: str
) -> None:
    rows = office.cells(hostile(format))
    every = [cell for row in rows for cell in row]
    assert not [cell for cell in every if cell[1] == "f"]
    said = {row[0][0]: row[1:3] for row in rows if str(row[0][0]).startswith("row ")}
    assert len(said) == len(HOSTILE)
    for at, words in enumerate(HOSTILE, 1):
        number, text = said[f"row {at}"]
        assert number == (-at, "n")
        assert text[1] == "s"
        shown = str(text[0])
        if format == "xlsx":
            assert shown == visible(words, lines=True)
        else:
            assert words.strip().lstrip("'").strip() in shown


def test_notes_and_titles_are_text_too(office: LibreOffice, hostile: Written) -> None:
    assert [row[0] for row in office.cells(hostile("xlsx"), sheet=1)] == [
        ("Table", "s"),
        ("=1+4", "s"),
        ("Unit", "s"),
    ]
    notes = office.cells(hostile("csv"))[-2:]
    assert [row[0] for row in notes] == [("'=1+4", "s"), ("Unit", "s")]


def test_a_word_document_holds_words(office: LibreOffice, hostile: Written) -> None:
    opened = ET.parse(office.convert(hostile("docx"), "fodt")).getroot()
    cells = opened.findall(f".//{TABLE}table-cell")
    assert len(cells) == 3 * (1 + len(HOSTILE))
    assert not [cell for cell in cells if cell.get(f"{TABLE}formula")]
    for words, cell in zip(HOSTILE, cells[5::3], strict=True):
        assert "".join(cell.itertext()).strip() == visible(words, lines=True).strip()


@pytest.mark.parametrize("name", ["themes", "matrix", "quotes", "coverage", "typing"])
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_demonstration_opens_with_no_formula(
    office: LibreOffice, exported: Path, name: str, format: str
) -> None:
    cells = [cell for row in office.cells(exported / f"{name}.{format}") for cell in row]
    assert len(cells) > 40
    assert not [cell for cell in cells if cell[1] == "f"]
