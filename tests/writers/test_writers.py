"""A table, written: the bytes are the contract, and no cell is more than the text it holds."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from coder.errors import NotFound
from coder.model import Column, Table
from coder.writers import FORMATS, write, write_records
from coder.writers.as_csv import safe
from coder.writers.as_text import each_below, text

GOLDEN = Path(__file__).parent / "golden"

TABLE = Table(
    title="Themes by status | <b>",
    columns=(
        Column("path", "theme"),
        Column("with", "with, of 20", True),
        Column("quotation", "quotation"),
    ),
    rows=(
        ("Union voice > Antagonistic", 2, "It was the [city name] dumping ground"),
        ("=1+1", "at least 3", "a|b *c* \x1b[31m red\u202e"),
        ("話し合い", None, "-5 degrees\nand “more”"),
    ),
    notes=(("Unit", "Schools."), ("=Base", "10 | 20")),
)


def written(table: Table, format: str) -> bytes:
    stream = io.BytesIO()
    write(table, stream, format)
    return stream.getvalue()


def one_cell(cell: str) -> Table:
    return Table("t", (Column("quotation", "quotation"),), ((cell,),), (("Unit", cell),))


@pytest.mark.parametrize(
    ("format", "name"),
    [("csv", "table.csv"), ("json", "table.json"), ("md", "table.md"), ("table", "table.txt")],
)
def test_the_bytes_of_a_format_are_those_of_its_golden_file(format: str, name: str) -> None:
    assert written(TABLE, format).decode() == (GOLDEN / name).read_bytes().decode()


def test_a_workbook_holds_real_numbers_a_frozen_header_and_a_sheet_of_notes() -> None:
    book = load_workbook(io.BytesIO(written(TABLE, "xlsx")))
    sheet, notes = book["Table"], book["Notes"]
    assert book.sheetnames == ["Table", "Notes"]
    assert sheet.freeze_panes == "B2"
    assert [tuple(cell.value for cell in row) for row in sheet.rows] == [
        ("theme", "with, of 20", "quotation"),
        ("Union voice > Antagonistic", 2, "It was the [city name] dumping ground"),
        ("=1+1", "at least 3", "a|b *c* ␛[31m red⇐"),
        ("話し合い", None, "-5 degrees\nand “more”"),
    ]
    assert sheet["B2"].data_type == "n"
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 4, "a formula would be f"
    assert [tuple(cell.value for cell in row) for row in notes.rows] == [
        ("Table", "Themes by status | <b>"),
        ("Unit", "Schools."),
        ("=Base", "10 | 20"),
    ]
    assert notes["A3"].data_type == "s"
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["B"].width


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_run_writes_the_same_bytes(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(TABLE, format)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    second = written(TABLE, format)
    monkeypatch.undo()
    time.tzset()
    assert first == second


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"“odt”.*table, csv, xlsx, md, json, html, docx, svg, png"):
        write(TABLE, io.BytesIO(), "odt")


def test_an_empty_table_has_its_columns_and_nothing_else() -> None:
    empty = Table("Themes", (Column("path", "theme"),), ())
    assert written(empty, "csv") == b'"path"\r\n'
    assert written(empty, "json") == b"[]\n"
    assert written(empty, "md") == b"# Themes\n\n| theme |\n|---|\n"
    assert written(empty, "table") == b"Themes\n\ntheme\n-----\n"
    assert load_workbook(io.BytesIO(written(empty, "xlsx")))["Table"].max_row == 1


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", " =1", "\n=1", "'=1", '"=1', "＝1"],
)
def test_what_a_spreadsheet_may_take_for_a_formula_gets_an_apostrophe(cell: str) -> None:
    table = one_cell(cell)
    rows = list(csv.reader(io.StringIO(written(table, "csv").decode(), newline="")))
    assert rows[1][0].startswith("'")
    assert rows[1][0][1:].replace("␉", "\t").replace("␍", "\r").replace("␀", "\0") == cell
    assert rows[-1] == ["Unit", rows[1][0]]


@pytest.mark.parametrize("cell", ["Well - yes", "'tis so", "1 = 1", "", "a@b", "5", "’=1"])
def test_other_text_gets_none(cell: str) -> None:
    assert safe(cell) == cell


CELLS = st.one_of(st.text(st.sampled_from("a,\"'\r\n é=")), st.integers(), st.none())


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1)))
def test_csv_is_what_the_csv_module_writes(rows: list[tuple[str | int | None, ...]]) -> None:
    keys = "abcd"[: len(rows[0])]
    table = Table("t", tuple(Column(key, key) for key in keys), tuple(rows))
    expected = io.StringIO(newline="")
    by_module = csv.writer(expected, quoting=csv.QUOTE_NONNUMERIC)
    by_module.writerows([[*keys], *(map(safe, row) for row in rows)])
    assert written(table, "csv").decode() == expected.getvalue()


def test_a_cell_is_not_split_where_a_semicolon_parts_columns() -> None:
    # Some locales part columns at a semicolon; text in quotation marks is not parted.
    assert written(one_cell("a;=1"), "csv").startswith(b'"quotation"\r\n"a;=1"\r\n')


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_gives_every_text_back_and_holds_nothing_that_steers_a_terminal(cell: str) -> None:
    data = written(one_cell(cell), "json").decode()
    assert json.loads(data) == [{"quotation": cell}]
    assert not set(data) & {chr(point) for point in (*range(0x20), *range(0x7F, 0xA0))} - {"\n"}
    assert not set(data) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2028\u2029\u200f")


@given(st.text())
def test_any_text_survives_in_every_other_format(cell: str) -> None:
    for format in ("csv", "md", "table"):
        data = written(one_cell(cell), format).decode()
        controls = {chr(point) for point in (*range(0x20), *range(0x7F, 0xA0))}
        assert not set(data) & controls - {"\n", "\r"}
        assert "\r" not in data.replace("\r\n", "")


@pytest.mark.parametrize(
    "cell", ["\0\x01\x1f", "\x7f\x9b", "\ud800", "\ufffe\uffff", "_x0041_", "<&>\"'", "𝒳" * 3]
)
def test_a_workbook_opens_whatever_its_cells_hold(cell: str) -> None:
    book = load_workbook(io.BytesIO(written(one_cell(cell), "xlsx")))
    assert book["Table"]["A2"].data_type == "s"


@pytest.mark.parametrize("cell", ["x" * 40_000, "𝒳" * 20_000])
def test_a_text_too_long_for_a_workbook_is_cut_where_one_can_see_it(cell: str) -> None:
    value = load_workbook(io.BytesIO(written(one_cell(cell), "xlsx")))["Table"]["A2"].value
    assert isinstance(value, str)
    assert value.endswith("…")
    assert len(value.encode("utf-16-le")) <= 2 * 32767


def test_records_keep_their_keys_in_order() -> None:
    stream = io.BytesIO()
    write_records([{"code": "b", "with": 1, "at_least": True}], stream)
    assert stream.getvalue() == b'[\n{"code": "b", "with": 1, "at_least": true}\n]\n'


def test_at_a_width_text_is_cut_and_numbers_are_not() -> None:
    lines = text(TABLE, 70).split("\n")
    assert max(map(len, lines)) <= 70
    assert "Union voice > Antagonistic           2  It was the [city name] dumpin…" in lines


def test_at_a_width_notes_are_broken_at_spaces_and_lose_nothing() -> None:
    told = "A school has a theme when at least one of its sources has it."
    table = Table("t", (Column("a", "a"),), (), (("Unit", told),))
    lines = text(table, 30).split("\n")
    assert max(map(len, lines)) <= 30
    assert " ".join(lines).endswith(f"Unit: {told} ")


def test_sentences_that_have_no_room_beside_each_other_stand_whole_below() -> None:
    found = "These words stand in no source, nor anything like them; look at them once more."
    columns = (
        Column("level", "level"),
        Column("place", "place"),
        Column("found", "what was found"),
    )
    rows = (("look", "line 3", found), ("note", "", "Nobody is said to speak."))
    table = Table("Check", columns, rows, (("Unit", found),))
    lines = each_below(table, 40).split("\n")
    assert max(map(len, lines)) <= 40
    assert lines[2:4] == ["look, line 3", "  what was found: These words stand in"]
    assert "note" in lines
    assert " ".join(" ".join(lines).split()).count(found) == 2, "nothing is cut"
    assert each_below(table, 200) == text(table, 200), "with room it is a table"
    assert each_below(table, 0) == text(table)


def test_a_table_too_wide_to_cut_goes_on_below_with_its_first_column() -> None:
    columns = (Column("path", "theme"), *(Column(f"n{n}", f"school {n}", True) for n in range(9)))
    table = Table("Themes", columns, (("Behaviour", *range(100, 109)),))
    lines = text(table, 50).split("\n")
    assert max(map(len, lines)) <= 50
    assert sum(line.startswith("Behaviour") for line in lines) == 3
    assert [word for line in lines if "Behaviour" in line for word in line.split()[1:]] == [
        str(number) for number in range(100, 109)
    ]


def test_no_heavy_library_is_imported_before_something_is_written() -> None:
    heavy = "{'xlsxwriter', 'rich', 'docx', 'matplotlib', 'lxml'}"
    code = f"import coder.writers, sys; print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_a_wide_sheet_prints_on_several_pages_side_by_side_its_first_column_on_each() -> None:
    # On one page 45 columns would be letters of a point.
    wide = Table(
        "t",
        (Column("path", "theme"), *(Column(f"c{n}", f"theme number {n}", True) for n in range(45))),
        (("Union voice", *range(45)),),
        (),
    )
    sheet = load_workbook(io.BytesIO(written(wide, "xlsx")))["Table"]
    assert sheet.page_setup.fitToWidth >= 2
    assert sheet.print_title_cols == "$A:$A"
    assert sheet.print_title_rows == "$1:$1"
    narrow = load_workbook(io.BytesIO(written(TABLE, "xlsx")))["Table"]
    assert narrow.page_setup.fitToWidth in (None, 1)
