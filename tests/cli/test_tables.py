"""`coder table`: every kind of table, and the passages behind any of their figures."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from .conftest import REPO, Type


def quoted(cli: Type, *words: str) -> list[tuple[str, str]]:
    """School and first words of the passages behind a figure."""
    printed = cli("table", *words, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(printed.partition("\n\n")[0])))
    return [(row["school"], row["quotation"][:20]) for row in rows]


# The passages themselves stand in the report: paragraphs 62, 76, 129 and 99 to 138.
DUMPING = [("4a", "So, we very much fee"), ("8a", "It was the dumping g")]


@pytest.mark.parametrize(
    "figure",
    [
        ("themes", "--quotes-of", "dumping ground", "--in", "stuck"),
        ("themes", "--quotes-of", "Dumping ground"),
        ("themes", "--by", "role", "--quotes-of", "Dumping ground", "--in", "Senior leader"),
        ("themes", "--by", "user", "--quotes-of", "Dumping ground", "--in", "report"),
        ("pairs", "--quotes-of", "Dumping ground", "--in", "not yet known"),
        ("roles", "--quotes-of", "Dumping ground", "--in", "leaders"),
        ("cooccurrence", "--quotes-of", "Dumping ground", "--in", "Dumping ground"),
    ],
)
def test_every_table_leads_to_the_passages_behind_its_figures(
    cli: Type, demo: Path, figure: tuple[str, ...]
) -> None:
    assert quoted(cli, *figure) == DUMPING


def test_the_figure_of_one_school_leads_to_its_passages(cli: Type, demo: Path) -> None:
    one = DUMPING[1:]
    assert quoted(cli, "matrix", "--quotes-of", "Dumping ground", "--in", "8a") == one
    assert quoted(cli, "framework", "--quotes-of", "8a", "--in", "Dumping ground") == one
    by_pair = ("pairs", "--code", "Dumping ground", "--quotes-of", "8", "--in", "stuck is")
    assert quoted(cli, *by_pair) == one
    typed = ("themes", "--by", "type", "--quotes-of", "Dumping ground")
    assert quoted(cli, *typed, "--in", "Type A (Type B not yet determined)") == one
    assert quoted(cli, "coverage", "--quotes-of", "3b.txt", "--in", "codings")[0][0] == "3b"


def test_a_figure_of_nought_has_no_passages_and_a_wrong_name_lists_the_right_ones(
    cli: Type, demo: Path
) -> None:
    assert quoted(cli, "themes", "--quotes-of", "Dumping ground", "--in", "unstuck") == []
    wrong = cli("table", "themes", "--quotes-of", "Dumping ground", "--in", "stucked", code=2)
    assert "There is no column “stucked” in this table; there are “with, of 20”" in wrong.err
    wrong = cli("table", "themes", "--quotes-of", "Dumping", code=2)
    assert "There is no row “Dumping” in this table; there are “Behaviour policy”" in wrong.err
    assert "--in says a column" in cli("table", "themes", "--in", "stuck", code=2).err


def test_what_stands_behind_says_which_figure_it_is(cli: Type, demo: Path) -> None:
    out = cli("table", "themes", "--quotes-of", "Dumping ground", "--in", "stuck").out
    assert "Behind: Themes by status; Dumping ground; stuck: with, of 10: 2" in out


def test_schools_are_counted_by_how_they_are_typed(cli: Type, demo: Path) -> None:
    # A6 of the method notes: of the published words only 8a has two attributes of Type A.
    record = cli("table", "themes", "--by", "type", "--format", "json").json[0]
    assert record["type_a_type_b_not_yet_determined_base"] == 1
    assert record["not_yet_determined_base"] == 9
    assert record["not_typed_base"] == 10
    cli("decide", "8a", "Type A", "--because", "The rules say so.", user="lead")
    record = cli("table", "themes", "--by", "type", "--format", "json").json[0]
    assert record["type_a_base"] == 1
    assert "As decided of 8a; else as the rules" in cli("table", "themes", "--by", "type").out
    assert (
        quoted(cli, "quotes", "--code", "Dumping ground", "--where", "type=Type A") == DUMPING[1:]
    )


def test_a_cell_of_the_framework_is_written_shown_and_taken_back(cli: Type, demo: Path) -> None:
    wrote = cli("summarise", "8a", "Dumping ground", "--text", "Seen as a [dumping] ground.")
    assert "Summarised Dumping ground in 8a." in wrote.err
    rows = cli("table", "framework", "--code", "Dumping ground", "--format", "json").json
    assert [row["case"] for row in rows][:4] == ["1a", "1b", "2a", "2b"]  # in pair order
    (here,) = [row for row in rows if row["case"] == "8a"]
    assert here["summary"] == "Seen as a [dumping] ground."
    assert "Seen as a [dumping] ground." in cli("table", "framework").out
    assert {row["empty"] for row in rows} == {"", "not yet read for this code", "no source"}
    cli("summarise", "8a", "Dumping ground", "--remove")
    assert "(1 passage, not yet summarised)" in cli("table", "framework").out
    assert "Give the summary" in cli("summarise", "8a", "Dumping ground", code=2).err
    assert "empty" in cli("summarise", "8a", "Dumping ground", "--text", " ", code=2).err


def test_who_is_a_leader_comes_from_a_file_and_can_be_changed(cli: Type, demo: Path) -> None:
    record = cli("table", "roles", "--format", "json").json
    union = next(row for row in record if row["path"] == "Union voice")
    assert (union["both"], union["group_leaders"], union["group_teachers"]) == (1, 2, 1)
    text = (REPO / "codebooks" / "roles.toml").read_text(encoding="utf-8")
    Path("ours.toml").write_text(text.replace('  "Senior leader",\n', ""), encoding="utf-8")
    for changed in (("--groups", "ours.toml"), ()):
        if not changed:
            cli("settings", "roles", "ours.toml", "--because", "Agreed.")
        record = cli("table", "roles", *changed, "--format", "json").json
        union = next(row for row in record if row["path"] == "Union voice")
        assert (union["both"], union["group_leaders"]) == (1, 1)
        assert "In no group: Senior leader." in cli("table", "roles", *changed).out
    Path("wrong.toml").write_text(text.replace('"Teacher"', '"Headteacher"'), encoding="utf-8")
    wrong = cli("table", "roles", "--groups", "wrong.toml", code=2)
    assert "wrong.toml" in wrong.err
    assert "a role belongs to one" in wrong.err


def test_the_test_of_pairs_is_only_given_when_asked_for(cli: Type, demo: Path) -> None:
    assert "McNemar" not in cli("table", "pairs").out
    out = cli("table", "pairs", "--code", "Dumping ground", "--test").out
    assert "Fewer than six such pairs can never reach .05" in out
    assert "p: no test: no pair differs; 10 pairs not yet known left out." in out
    wrong = cli("table", "pairs", "--pair", "twin", code=2)
    assert "Pairs need the variable “twin”" in wrong.err
    assert "ONE,OTHER" in cli("table", "pairs", "--between", "stuck", code=2).err
