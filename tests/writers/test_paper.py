"""Tables for paper, HTML and Word: laid out to fit, and holding any text whatever."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model import Column, Table
from coder.writers import write
from coder.writers.layout import parts, widths

NOTES = (
    ("Unit", "Schools."),
    ("Base", "Every school: 2 schools."),
    ("Filters", "None."),
    ("Caveat", "Evidence is self-reported."),
)


def written(table: Table, format: str) -> bytes:
    stream = io.BytesIO()
    write(table, stream, format)
    return stream.getvalue()


def matrix(schools: int, rows: int = 3) -> Table:
    columns = [Column(f"{at}a", f"{at}a") for at in range(1, schools + 1)]
    return Table(
        "Themes by school",
        (Column("path", "theme"), *columns),
        tuple((f"Theme {at}", *["not yet read"] * schools) for at in range(rows)),
        NOTES,
        signs={"not yet read": "?"},
    )


class Page(HTMLParser):
    """The words of each element of a kind."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._open.append(tag)
        self.words.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words[self._open[-1]][-1] += data


def test_a_document_is_a_real_table_whose_headings_repeat() -> None:
    opened = docx.Document(io.BytesIO(written(matrix(4), "docx")))
    (table,) = opened.tables
    assert [cell.text for cell in table.rows[0].cells] == ["theme", "1a", "2a", "3a", "4a"]
    assert [cell.text for cell in table.rows[1].cells] == ["Theme 0", "?", "?", "?", "?"]
    assert table._tbl.tr_lst[0].xpath("./w:trPr/w:tblHeader")
    assert not table._tbl.tr_lst[1].xpath("./w:trPr/w:tblHeader")
    styles = [(line.style.name, line.text) for line in opened.paragraphs if line.style]
    assert styles[0] == ("Heading 1", "Themes by school")
    assert styles[1][0] == "Caption"
    assert "Unit: Schools. Base: Every school: 2 schools. Evidence is self-rep" in styles[1][1]
    assert ("Note", "Signs: ? not yet read.") in styles


def test_a_document_has_fixed_properties_and_parts() -> None:
    data = written(matrix(4), "docx")
    said = docx.Document(io.BytesIO(data)).core_properties
    assert (said.title, said.author, said.last_modified_by) == ("Themes by school", "", "")
    assert said.created == said.modified
    assert said.created is not None
    assert said.created.year == 2000
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert {(entry.date_time, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3)
    }


@pytest.mark.parametrize("schools", [2, 20, 60, 150])
def test_no_column_of_a_document_leaves_the_page(schools: int) -> None:
    opened = docx.Document(io.BytesIO(written(matrix(schools), "docx")))
    page = opened.sections[0]
    assert page.page_width is not None
    assert page.left_margin is not None
    room = page.page_width.twips - 2 * page.left_margin.twips
    headings = []
    for table in opened.tables:
        grid = [column.width.twips for column in table.columns if column.width is not None]
        assert sum(grid) <= room + len(grid)  # each may be rounded up
        headings += [cell.text for cell in table.rows[0].cells][1:]
    assert headings == [f"{at}a" for at in range(1, schools + 1)]


def test_a_longest_word_has_room_and_prose_has_the_most() -> None:
    columns = (Column("a", "school"), Column("b", "quotation"))
    table = Table("t", columns, (("inexperienced", "word " * 60),))
    short, long = widths(table, 174, 8)
    assert short > 13 * 8 * 0.5 * 25.4 / 72  # 13 letters of half an em
    assert long > 4 * short
    assert short + long <= 174.01


def test_a_part_repeats_the_first_column_and_none_is_lost() -> None:
    cut = parts(matrix(100), 261, 6.5)
    assert len(cut) > 1
    assert {part.columns[0].key for part in cut} == {"path"}
    assert [column.key for part in cut for column in part.columns[1:]] == [
        column.key for column in matrix(100).columns[1:]
    ]


def test_a_page_says_the_word_behind_each_sign() -> None:
    page = written(matrix(2), "html").decode()
    assert '<abbr title="not yet read">?</abbr>' in page
    assert "? not yet read." in page


def test_a_page_has_an_apostrophe_before_a_formula_and_says_why() -> None:
    table = Table("=t", (Column("a", "=a"), Column("b", "b")), (("x", "=1+1"),), (("=n", "=2"),))
    words = Page(written(table, "html").decode()).words
    assert words["td"] == ["'=1+1"]
    assert words["h1"] == ["'=t"]
    assert words["dt"] == ["Apostrophes", "'=n"]
    assert words["dd"][1] == "'=2"
    assert words["title"] == ["=t"]


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_text_survives_as_text(cell: str) -> None:
    table = Table(cell, (Column("a", "a"), Column("b", cell)), (("x", cell),), (("Unit", cell),))
    page = written(table, "html").decode()
    assert set(Page(page).words) <= set(Page(written(matrix(1), "html").decode()).words)
    opened = docx.Document(io.BytesIO(written(table, "docx")))
    shown = opened.tables[0].rows[1].cells[1].text
    assert len(shown) == len(cell)
    if cell.isprintable():
        assert shown == cell


def test_a_list_without_notes_has_no_empty_heading() -> None:
    table = Table("Users", (Column("name", "name"),), (("ann",),))
    assert "Notes" not in [
        line.text for line in docx.Document(io.BytesIO(written(table, "docx"))).paragraphs
    ]
    assert "Notes" not in written(table, "html").decode().split("</style>")[1]
