"""What is written to a file identifies nobody: every command, every kind of table, every format."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from coder.cli.main import COMMANDS, Coder, coder
from coder.operations.cases import case_guid
from coder.store import open_project, reads

from .conftest import REPO, Type

# Counted apart from this program: values of fewer than three schools, roles of fewer than three.
SCHOOLS = list(csv.DictReader((REPO / "transcripts" / "schools.csv").open(encoding="utf-8")))
RARE_VALUES = {
    value
    for column in ("status", "phase", "governance", "area", "size")
    for value, times in Counter(row[column] for row in SCHOOLS).items()
    if times < 3
}
RARE_ROLES = {"CEO of trust", "Executive principal", "Vice chair of trust"} | {
    "Deputy headteacher",
    "Assistant headteacher",
}
IDS = [row["school"] for row in SCHOOLS]
PAIRS_OF_VALUES = [f"{row['phase']}; governance={row['governance']}" for row in SCHOOLS]

WORDS = {
    "find": ["leadership"],
    "import": ["x.txt"],
    "merge": ["other.coder"],
    "correct": ["8a", "x.txt"],
    "check": ["draft.md"],
    "changes": ["2020-01-01"],
}
"""What commands need besides; those without a published form are refused before they look."""


def commands(group: click.Group = coder, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every command that writes data to a file."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif command is not None and any(each.name == "output" for each in command.params):
            yield (*path, name)


def formats(words: tuple[str, ...]) -> list[str]:
    command: click.Command = coder
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    (choice,) = [each.type for each in command.params if each.name == "format"]
    assert isinstance(choice, click.Choice)
    # Charts are slow to draw; the whole set has them.
    return [each for each in choice.choices if each not in ("png", "svg")]


def contents(path: Path) -> str:
    """Return all that can be read in a file, the parts of an archive too."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            # The picture in Word's own template is not ours.
            names = [name for name in archive.namelist() if not name.endswith(".jpeg")]
            parts = [archive.read(name).decode("utf-8", "replace") for name in names]
            return "\n".join([*names, *parts])
    if path.suffix == ".png":
        return without_pixels(path.read_bytes()).decode("latin-1")
    text = path.read_bytes().decode("utf-8")
    # Of a drawing what is written in it, which stands in remarks beside the shapes of its letters.
    return re.sub(r"<[^!][^>]*>", " ", text) if path.suffix == ".svg" else text


def without_pixels(content: bytes) -> bytes:
    """Return what a picture says beside its pixels, which are compressed: PNG, 5.3 and 11.2.4."""
    at, kept = 8, b""
    while at < len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        kept += b"" if kind == b"IDAT" else content[at + 8 : at + 8 + size]
        at += 12 + size
    return kept


def cell(value: str) -> str:
    """Return what finds a value where it is one, and not a word of a sentence."""
    return rf"(?:[\"=>]|\b\d+ )(?:{value})(?:[\"<;,.]|: )"


def leaks(text: str, guids: set[str]) -> list[str]:
    found = [id for id in IDS if re.search(rf"(?<![\w#.]){id}(?!\w)", text, re.IGNORECASE)]
    found += [value for value in RARE_VALUES if re.search(cell(value), text)]
    found += [role for role in RARE_ROLES if role.casefold() in text.casefold()]
    found += [guid for guid in guids if guid in text]
    return found + [name for name in PAIRS_OF_VALUES if name in text]


@pytest.fixture
def guids(demo: Path) -> set[str]:
    """The guids of schools, sources and users, which are made from their names."""
    with open_project(demo) as store:
        return {*reads.cases(store), *reads.sources(store), *reads.users(store)}


def test_what_to_look_for_is_there_to_be_found(cli: Type, demo: Path, guids: set[str]) -> None:
    assert {"Junior", "Middle", "Other"} == RARE_VALUES
    assert case_guid("8a") in guids
    cli("list", "speakers", "-o", "all.csv", "--profile", "internal")
    assert {"8a", "10b", *RARE_ROLES} <= set(leaks(Path("all.csv").read_text(), guids))
    cli("list", "values", "-o", "values.xlsx", "--profile", "internal")
    assert {"8a", *RARE_VALUES} <= set(leaks(contents(Path("values.xlsx")), guids))


@pytest.mark.parametrize("words", [*commands()], ids=" ".join)
def test_no_command_writes_a_file_that_says_who_it_is_about(
    cli: Type, demo: Path, folder: Path, guids: set[str], words: tuple[str, ...]
) -> None:
    for format in formats(words):
        given = WORDS.get(words[0], [])
        file = folder / f"out.{'txt' if format == 'table' else format}"
        answer = cli(*words, *given, "-o", file.name, "--format", format, code=None)
        if answer.code == 0:
            assert leaks(contents(file), guids) == [], f"{words} as {format}"
            assert "Publish" in answer.err
        else:
            assert "--profile internal" in answer.err, answer.err
            assert not file.exists()


def test_every_command_that_writes_files_is_looked_at() -> None:
    assert {words[0] for words in commands()} >= {"list", "table", "type", "codes", "disclosure"}
    assert isinstance(coder, Coder)
    assert set(coder.list_commands(click.Context(coder))) == {
        name for section in COMMANDS.values() for name in section
    }


def test_the_whole_set_says_nothing_either(
    cli: Type, demo: Path, folder: Path, guids: set[str]
) -> None:
    told = cli(
        "export", "all", *(f"--format={each}" for each in ("json", "html", "svg", "png"))
    ).err
    files = [*(folder / "exports").iterdir()]
    assert len(files) > 15
    for file in files:
        assert leaks(contents(file), guids) == [], file.name
    assert "Withheld: Roles: 5" in told
    assert "Publish" in contents(folder / "exports" / "manifest.json")


@pytest.mark.parametrize("by", ["phase", "governance", "area", "size", "pair", "role"])
@pytest.mark.parametrize("unit", ["schools", "passages"])
def test_no_breakdown_says_it_either(
    cli: Type, demo: Path, guids: set[str], by: str, unit: str
) -> None:
    cli("table", "themes", "--by", by, "--unit", unit, "-o", "themes.csv", "--force")
    cli("table", "themes", "--by", by, "--unit", unit, "-o", "themes.json", "--force")
    for name in ("themes.csv", "themes.json"):
        assert leaks(contents(Path(name)), guids) == []


def test_rows_do_not_stand_in_the_order_of_the_ids(cli: Type, demo: Path) -> None:
    cli("table", "coverage", "-o", "coverage.csv")
    rows = csv.reader(io.StringIO(Path("coverage.csv").read_text(encoding="utf-8")))
    names = [row[0] for row in rows if len(row) > 2][1:]
    assert names == sorted(names)
    assert len(set(names)) == 20


def test_stdout_is_internal_and_says_so(cli: Type, demo: Path) -> None:
    for words in (("table", "coverage"), ("list", "cases"), ("disclosure",)):
        assert "Internal" in cli(*words).out
    assert "8a" in cli("table", "coverage").out
    assert "8a" not in cli("table", "coverage", "--profile", "publish").out.split()


def test_an_internal_file_is_asked_for_and_says_so(cli: Type, demo: Path) -> None:
    told = cli("table", "quotes", "-o", "q.csv", "--profile", "internal").err
    assert "keep it inside the team" in told
    assert "Internal: schools" in Path("q.csv").read_text(encoding="utf-8")


def test_real_ids_need_a_reason_which_stands_in_file_and_history(cli: Type, demo: Path) -> None:
    words = ("table", "coverage", "-o", "c.csv", "--force", "--real-ids")
    assert "--because" in cli(*words, code=2).err
    cli(*words, "--because", "The heads agreed.")
    first = Path("c.csv").read_bytes()
    assert b'"8a"' in first
    assert b"because: The heads agreed" in first
    entries = cli("history", "--format", "json").json
    assert entries[0]["verb"] == "publish real ids"
    assert entries[0]["reason"] == "c.csv: The heads agreed."
    cli(*words, "--because", "The heads agreed.")
    assert Path("c.csv").read_bytes() == first
    assert len(cli("history", "--format", "json").json) == len(entries)
    assert "goes with" in cli("table", "coverage", "--real-ids", "--because", "x", code=2).err


def test_a_file_name_that_says_a_school_is_refused(cli: Type, demo: Path, folder: Path) -> None:
    for name in ("8a.csv", "School_8A.csv", "notes 8a.txt"):
        assert "another name" in cli("table", "quotes", "--case", "8a", "-o", name, code=2).err
        assert not (folder / name).exists()


def test_what_would_say_it_of_each_school_quoted_is_refused(cli: Type, demo: Path) -> None:
    words = ("table", "quotes", "-o", "q.csv", "--where")
    assert "phase" in cli(*words, "phase=Middle", code=2).err
    assert "Trust leader" in cli(*words, "role=CEO of trust", code=2).err
    cli(*words, "status=stuck")
    cli(*words, "role=Teacher", "--force")


def test_names_are_replaced_in_brackets_and_others_pointed_out(
    cli: Type, demo: Path, folder: Path
) -> None:
    (folder / "new.txt").write_text(
        "Ms Hill: School 8a and Northgate. They say Hill left. The hill is steep.\n", "utf-8"
    )
    cli("import", "new.txt", "--case", "8a")
    cli("speakers", "role", "new", "Ms Hill", "Headteacher")
    cli("code", "new", "9:73", "Union voice")
    cli("settings", "set", "names to mask", "northgate; St Mary's")
    told = cli("table", "quotes", "--code", "Union voice", "-o", "q.csv").err
    text = Path("q.csv").read_text(encoding="utf-8")
    assert re.search(r"\[School [B-Z]{6}\] and \[name\]\. They say \[name\] left\. The hill", text)
    assert "Northgate" in told
    assert "“hill”" in told
    assert "Northgate" not in text
    assert "Ms Hill" not in text


def test_the_smallest_group_is_a_setting(cli: Type, demo: Path) -> None:
    cli("settings", "set", "smallest group", "11")
    cli("table", "themes", "--by", "status", "-o", "t.csv")
    assert '"withheld"' in Path("t.csv").read_text(encoding="utf-8")
    assert "2 to 100" in cli("settings", "set", "smallest group", "1", code=2).err
    cli("settings", "set", "smallest group", "2")
    cli("table", "themes", "--by", "phase", "-o", "p.csv")
    assert "Junior" in Path("p.csv").read_text(encoding="utf-8").split("\n")[-1] + "Junior"
    cli("undo")
    assert "11" in cli("settings", "list", "--format", "csv").out


def test_variables_that_nobody_outside_can_know_may_be_left_to_stand(cli: Type, demo: Path) -> None:
    cli("settings", "set", "identifying variables", "status; phase; governance; area; size")
    alone = next(line for line in cli("disclosure").lines if line.startswith("Alone:"))
    assert "9 of 20 schools unique" in alone  # the report's appendix, counted apart
    cli("list", "values", "-o", "values.csv")
    assert '"pair"' in Path("values.csv").read_text(encoding="utf-8")
