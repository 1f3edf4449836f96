"""`coder check`: what it prints, in which format, and what its exit code says."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from coder.cli import console

from .conftest import Type

RIGHT = (
    "'We have generations of the community who haven't bought into education and what it can"
    " offer.'"
)
DRAFT = (
    f"1. One leader of a stuck school commented:\n\n{RIGHT} (Senior leader, School 7a)\n\n"
    "2. Five of the 20 schools invoked the phrase 'dumping ground'.\n\n"
    "'Students join part way through the term.' (Senior leader, School 4a)\n"
)


@pytest.fixture
def draft(demo: Path, folder: Path) -> Path:
    path = folder / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_in_a_terminal_every_line_fits_and_no_sentence_is_cut(
    cli: Type, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "60")
    out = cli("check", "draft.md", code=1).out
    assert [x for x in out.split("\n") if len(x) > 60 and not x.startswith("sha256:")] == []
    assert "The draft says 4a; the words are from 8a." in " ".join(out.split())


def test_a_draft_with_something_to_look_at_exits_1(cli: Type, draft: Path) -> None:
    answer = cli("check", "draft.md", code=1)
    levels = [line.split()[0] for line in answer.lines if line.startswith(("look ", "note ", "ri"))]
    assert levels == [*("look", "look", "look", "note", "right")]
    assert "paragraph 2 (line 7)" in answer.out
    assert "“term” for the source's “year”" in answer.out
    assert "The draft says 4a; the words are from 8a." in answer.out
    assert "Journal head: " in answer.out
    assert "1 phrase in quotation marks" in answer.out
    assert answer.err.strip() == ("2 quotations: 1 word for word, 1 edited; 3 to look at.")


def test_a_draft_that_is_right_exits_0(cli: Type, demo: Path, folder: Path) -> None:
    (folder / "right.txt").write_text(f"{RIGHT} (Senior leader, School 7a)\n", encoding="utf-8")
    answer = cli("check", "right.txt", code=0)
    assert "Word for word." in answer.out
    assert "0 to look at" in answer.err


def test_findings_are_data(cli: Type, draft: Path) -> None:
    records = cli("check", "draft.md", "--format", "json", code=1).json
    (edited,) = (each for each in records if each["finding"] == "edited")
    assert edited == {
        "level": "look",
        "finding": "edited",
        "place": "paragraph 2 (line 7)",
        "paragraph": "2",
        "at": 7,
        "said": "Edited without a mark: “term” for the source's “year”.",
        "words": "Students join part way through the term.",
        "attribution": "Senior leader, School 4a",
        "school": "8a",
        "role": "Senior leader",
        "source": "8a.txt",
        "turn": 1,
        "start": edited["start"],
        "end": edited["start"] + len("Students join part way through the year."),
        "source_words": "Students join part way through the year.",
        "code": "",
    }
    assert {each["level"] for each in records} == {"look", "note", "right"}


@pytest.mark.parametrize("format", ["csv", "md", "json", "xlsx"])
def test_findings_go_to_a_file_of_each_format(cli: Type, draft: Path, format: str) -> None:
    path = draft.parent / f"found.{format}"
    cli("check", "draft.md", "-o", str(path), "--profile", "internal", code=1)
    assert path.stat().st_mode & 0o777 == 0o600
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert rows[0]["finding"] == "edited"
    cli(
        "check", "draft.md", "-o", str(path), "--profile", "internal", code=2
    )  # the file is there already


def test_only_some_findings(cli: Type, draft: Path) -> None:
    records = cli("check", "draft.md", "--only", "verbatim", "--format", "json", code=0).json
    assert [each["finding"] for each in records] == ["verbatim"]
    found = cli(
        *("check", "draft.md", "--only", "other-school", "--only", "edited", "--format", "json"),
        code=1,
    ).json
    assert [each["finding"] for each in found] == ["edited", "other school"]
    assert "other-rule" in cli("check", "draft.md", "--only", "other-rule", code=2).err


@pytest.mark.parametrize(
    "name", ["none.docx", "draft.pdf", "empty.md", "broken.docx", "broken.odt"]
)
def test_a_file_that_cannot_be_read_exits_2_in_one_line(
    cli: Type, draft: Path, folder: Path, name: str
) -> None:
    if not name.startswith("none"):
        (folder / name).write_bytes(b"" if name.startswith("empty") else b"PK\x03\x04 no more")
    answer = cli("check", name, code=2)
    assert answer.out == ""
    assert answer.err.startswith(f"coder: {name}")
    assert answer.err.count("\n") == 1


def test_what_a_draft_holds_is_shown_safely(cli: Type, demo: Path, folder: Path) -> None:
    hostile = (
        "“We \x1b]0;owned\x07 had [/] [city name] :smile: \u202e heads.” (Teacher, School 8a)\n"
    )
    (folder / "odd.md").write_text(hostile, encoding="utf-8")
    out = cli("check", "odd.md", code=1).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[/] [city name] :smile:" in out
