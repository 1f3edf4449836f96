"""Charts: what they draw, what they say of themselves, and that they are the same every time."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image

from coder.errors import CoderError
from coder.model import Column, Table
from coder.writers import drawable, write
from coder.writers.charts.bars import PANEL

SVG = "{http://www.w3.org/2000/svg}"

NOTES = (
    ("Unit", "Schools."),
    ("Base", "Every school: 4 schools."),
    ("Users", "Any."),
    ("Caveat", "Evidence is self-reported."),
    ("Journal head", "sha256:abc"),
    ("Made by", "coder 0.1.0"),
)


def counts(group: str, base: int) -> tuple[Column, ...]:
    states = ("with", "without", "not_yet_read", "no_source")
    return tuple(Column(f"{group}_{each}", each, True, group, base, each) for each in states)


THEMES = Table(
    "Themes by status",
    (Column("path", "theme"), *counts("", 4), *counts("stuck", 3), *counts("unstuck", 1)),
    (
        ("Union voice", 1, 1, 2, 0, 1, 0, 2, 0, 0, 1, 0, 0),
        ("Union voice > Cost $5 and $6 -- <b>", 1, 0, 3, 0, 1, 0, 2, 0, 0, 0, 1, 0),
        ("Withheld", "withheld", 0, 0, 0, "withheld", 0, 0, 0, 1, 0, 0, 0),
    ),
    NOTES,
)

MATRIX = Table(
    "Themes by school",
    (Column("path", "theme"), Column("8a", "8a"), Column("8b", "8b")),
    (("Union voice", "with (3)", "not yet read"), ("Withheld", "withheld", "without")),
    NOTES,
    signs={"without": "○", "not yet read": "?", "with (3)": "3"},
)


def drawn(table: Table, format: str = "svg") -> bytes:
    stream = io.BytesIO()
    write(table, stream, format)
    return stream.getvalue()


def words(picture: bytes) -> list[str]:
    """Return the texts of a picture: each stands, as a comment, before its outlines."""
    return [each.replace("- -", "--") for each in re.findall(r"<!-- (.*?) -->", picture.decode())]


def test_each_bar_says_x_of_n_for_its_group() -> None:
    said = words(drawn(THEMES))
    assert {"stuck, of 3", "unstuck, of 1", "1 of 3", "0 of 1", "1 of 1"} <= set(said)
    assert "withheld" in said
    assert not any("of 4" in each for each in said[1:] if "school" not in each)
    assert "Union voice" in said


def test_bars_are_as_long_as_their_figures() -> None:
    # One theme, one group of four: 1 with, 1 without, 2 not yet read, in inches of 72 points.
    table = replace(THEMES, columns=THEMES.columns[:5], rows=(THEMES.rows[0][:5],))
    paths = ET.fromstring(drawn(table)).iter(f"{SVG}path")
    lengths = []
    for path in paths:
        places = re.findall(r"([\d.]+) ([\d.]+)", path.get("d", ""))
        if len(places) == 4 and "stroke" in path.get("style", ""):
            across = [float(x) for x, _ in places]
            lengths.append(round((max(across) - min(across)) / 72, 3))
    whole = round(PANEL, 3)
    assert lengths.count(whole) == 1
    assert lengths.count(round(PANEL / 4, 3)) == 2
    assert lengths.count(round(PANEL / 2, 3)) == 1


def test_a_heat_map_holds_every_sign_and_says_what_it_means() -> None:
    said = words(drawn(MATRIX))
    assert {"8a", "8b", "3", "?", "○", "withheld", "not yet read", "without"} <= set(said)


@pytest.mark.parametrize("table", [THEMES, MATRIX])
def test_the_caption_is_in_the_picture_and_all_notes_are_inside(table: Table) -> None:
    picture = drawn(table)
    said = " ".join(words(picture))
    for label, told in NOTES:
        assert f"{label}: {told}" in said
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == table.title
    assert "Caveat: Evidence is self-reported." in (root.findtext(f"{SVG}desc") or "")
    png = Image.open(io.BytesIO(drawn(table, "png")))
    assert png.info["Title"] == table.title
    assert "Journal head: sha256:abc" in png.info["Description"]


@pytest.mark.parametrize("table", [THEMES, MATRIX])
def test_no_colour_is_needed_to_read_it(table: Table) -> None:
    picture = Image.open(io.BytesIO(drawn(table, "png"))).convert("RGB")
    colours = picture.getcolors(1 << 20) or []
    # Near greys: ink is #0b0c0c, lines #8a9095, the caption #505a5f.
    assert max(max(colour) - min(colour) for _, colour in colours) <= 0x5F - 0x50
    # What differs in meaning differs in fill or in hatching, not in shade alone.
    text = drawn(THEMES).decode()
    assert len(set(re.findall(r"fill: url\(#(\w+)\)", text))) == 2


def test_a_table_without_counts_has_no_chart() -> None:
    plain = Table("Quotations", (Column("a", "a"),), (("x",),))
    assert not drawable(plain)
    with pytest.raises(CoderError, match="no chart of this table"):
        drawn(plain)


def test_a_table_too_big_to_read_is_not_drawn() -> None:
    with pytest.raises(CoderError, match="too many for a chart"):
        drawn(replace(MATRIX, rows=MATRIX.rows * 300))


def test_a_persons_own_settings_of_the_library_change_nothing() -> None:
    import matplotlib

    before = drawn(THEMES)
    with matplotlib.rc_context({"font.size": 30, "savefig.dpi": 10, "figure.facecolor": "red"}):
        assert drawn(THEMES) == before


def test_letters_that_the_typeface_lacks_stop_nothing(recwarn: pytest.WarningsRecorder) -> None:
    assert drawn(replace(MATRIX, rows=(("話し合い \x1b[31m", "with (3)", None),)))
    assert not recwarn.list
