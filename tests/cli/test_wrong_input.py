"""Wrong input gets one clear line on stderr, exit code 2, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import REPO, Answer, Type

BOOK = 'name = "x"\nversion = "1"\n[[codes]]\nname = "A"\nparent = "B"\n'


def one_line(answer: Answer) -> str:
    assert answer.out == ""
    assert answer.err.startswith("coder: ")
    assert answer.err.count("\n") == 1, answer.err
    return answer.err


def test_no_project_here(cli: Type) -> None:
    said = one_line(cli("list", "codes", code=2))
    assert "no project" in said
    assert "coder init" in said


def test_several_projects_here_are_named(cli: Type, folder: Path) -> None:
    cli("init", "one")
    cli("init", "two.coder")
    said = one_line(cli("list", "codes", code=2))
    assert "one.coder, two.coder" in said
    assert "--project" in said
    cli("list", "codes", "--project", "two.coder")


def test_the_project_can_come_from_the_environment(
    cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("init", "other.coder")
    monkeypatch.setenv("CODER_PROJECT", str(demo))
    assert len(cli("list", "sources", "--format", "json").json) == 17


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("code", "8a", "0:5", "Unoin voice"), "Did you mean “Union voice”"),
        (("code", "8z", "0:5", "Union voice"), "no source called “8z”"),
        (("code", "8a", "0:99999", "Union voice"), "runs from 0 to"),
        (("code", "8a", "5:5", "Union voice"), "not in the text"),
        (("code", "8a", "here", "Union voice"), "START:END"),
        (("code", "8a", "Union voice"), "--quote"),
        (("code", "8a", "Union voice", "--turn", "70"), "turns 1 to 7"),
        (("code", "8a", "Union voice", "--quote", "the dumping grounds, scene as"), "Did you mean"),
        (("uncode", "abcdef12"), "no coding"),
        (("codes", "add", "Union Voice"), "already"),
        (("codes", "add", "A > B"), "between a code and its parent"),
        (("codes", "move", "Union voice", "--under", "Antagonistic union voice"), "under itself"),
        (("codes", "edit", "Union voice"), "what to change"),
        (("cases", "set", "99z", "status", "stuck"), "no case"),
        (("cases", "set", "9z", "heads", "-1"), "no case called “9z”. Did you mean “9a”"),
        (("settings", "set", "least speakers", "-1"), "is a number of speakers, 1 to 1000"),
        (("settings", "set", "least speakers", "--colour"), "No such option"),
        (("table", "themes", "--by", "colour"), "colour"),
        (("table", "themes", "--users", "nobody"), "no user"),
        (("table", "themes", "--unit", "pupils"), "pupils"),
        (("table", "themes", "--scale", "ours"), "no scale"),
        (("table", "quotes", "--where", "stuck"), "VARIABLE=VALUE"),
        (("assess", "8a", "good manners", "met", "--because", "x"), "no attribute"),
        (("assess", "8a", "antagonistic-union-voice", "maybe", "--because", "x"), "no status"),
        (("assess", "8a", "antagonistic-union-voice", "met"), "--because"),
        (("assess", "8a", "antagonistic-union-voice", "met", "--because", " "), "reason"),
        (("decide", "8a", "Type C", "--because", "x"), "cannot be decided"),
        (("decide", "8b", "Type A", "--because", "x"), "not typed"),
        (("settings", "set", "just-two", "three"), "exactly or at least"),
        (("settings", "set", "colour", "red"), "no setting"),
        (("memo", "8a", "--text", "Which?"), "source:8a or case:8a"),
        (("memo", "nothing", "--text", "x"), "no code, source, case or coding"),
        (("memo", "source:8a", "--text", " "), "empty"),
        (("history", "0123"), "no one entry"),
        (("history", "--by", "nobody"), "no user"),
        (("merge", "missing.coder"), "no such project"),
        (("turns", "split", "8a", "2", "289"), "without words"),
        (("speakers", "rename", "8a", "Nobody", "X"), "no speaker"),
        (("undo",), "nothing of yours"),
        (("redo",), "nothing to redo"),
        (("show", "8a", "--turns", "9:12"), "turns 1 to 7"),
        (("show", "8a", "--turns", "x"), "3:5"),
        (("lsit",), "Did you mean list"),
        (("list",), "Say which: bookmarks"),
        (("list", "codes", "--colour"), "No such option"),
        (("open",), "needs a terminal"),
    ],
)
def test_the_line_says_what_is_wrong(
    cli: Type, demo: Path, words: tuple[str, ...], says: str
) -> None:
    before = demo.read_bytes()
    said = one_line(cli(*words, code=2))
    assert says in said
    assert demo.read_bytes() == before


def test_words_in_two_places_are_both_named(cli: Type, study: Path, folder: Path) -> None:
    (folder / "twice.txt").write_text("Headteacher: We tried.\n\nTeacher: We tried.\n")
    cli("import", "twice.txt")
    said = one_line(cli("code", "twice", "Union voice", "--quote", "We tried", code=2))
    assert "13:21" in said
    assert "33:41" in said
    cli("code", "twice", "Union voice", "--quote", "We tried", "--turn", "2")


def test_a_manifest_with_a_wrong_column_imports_nothing(
    cli: Type, study: Path, folder: Path
) -> None:
    (folder / "list.csv").write_text("file,scool\n8a.txt,8a\n")
    said = one_line(cli("import", str(REPO / "transcripts"), "--manifest", "list.csv", code=2))
    assert "list.csv, line 1" in said
    assert "scool" in said
    assert cli("list", "sources", "--format", "json").json == []


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [
        ("--codebook", BOOK, "codes[0].parent"),
        ("--typology", "name = 1\n", "name"),
        ("--cases", "school,status\n8a,stuck\n8a,stuck\n", "line 3"),
    ],
)
def test_a_wrong_file_makes_no_project(
    cli: Type, folder: Path, option: str, text: str, says: str
) -> None:
    (folder / "wrong").write_text(text)
    said = one_line(cli("init", "new.coder", option, "wrong", code=2))
    assert "wrong" in said
    assert says in said
    assert not (folder / "new.coder").exists()


def test_a_project_is_never_made_over_another(cli: Type, demo: Path) -> None:
    before = demo.read_bytes()
    assert "already" in one_line(cli("init", "demo.coder", code=2))
    assert demo.read_bytes() == before


def test_a_file_that_is_no_project_is_refused(cli: Type, folder: Path) -> None:
    (folder / "notes.coder").write_text("not a database")
    assert "notes.coder" in one_line(cli("list", "codes", code=2))


def test_one_bad_file_does_not_stop_the_rest_and_is_named_last(
    cli: Type, study: Path, folder: Path
) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "1.txt").write_text("Headteacher: Good.\n")
    (folder / "a" / "2.txt").write_bytes(b"Headteacher: caf\xe9.\n")
    (folder / "a" / "3.txt").write_text("Headteacher: Also good.\n")
    answer = cli("import", "a", "--report", "notes.csv", code=1)
    lines = answer.err.rstrip("\n").split("\n")
    assert lines[-2].startswith("2.txt: not imported.")
    assert "16" in lines[-2]
    assert lines[-1] == "2 sources imported, 1 failed."
    assert "2.txt" in (folder / "notes.csv").read_text()
    outcomes = cli("import", "a", "--format", "json", code=1).json
    assert [each["outcome"] for each in outcomes] == ["already there", "failed", "already there"]
    fixed = cli("import", "a/2.txt", "--encoding", "windows-1252")
    assert "1 source imported, 0 failed." in fixed.err


def test_what_a_folder_holds_besides_its_manifest_is_passed_over_and_said(
    cli: Type, study: Path, folder: Path
) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "1.txt").write_text("Headteacher: Good.\n")
    (folder / "a" / "README.md").write_text("About this folder.\n")
    (folder / "list.csv").write_text("file,school\n1.txt,8a\n9.txt,9a\n")
    answer = cli("import", "a", "--manifest", "list.csv")
    assert "README.md: not in the manifest; not imported." in answer.err
    assert "9.txt: in the manifest, but there is no such file." in answer.err
    assert [each["name"] for each in cli("list", "sources", "--format", "json").json] == ["1.txt"]


@pytest.mark.parametrize("name", ["", "   "])
def test_someone_must_be_at_the_keyboard(cli: Type, demo: Path, name: str) -> None:
    assert "Who are you?" in one_line(cli("undo", "--user", name, code=2))


def test_half_a_character_is_refused(cli: Type, demo: Path) -> None:
    said = one_line(cli("memo", "source:8a", "--text", "caf\udce9", code=2))
    assert "UTF-8" in said
    assert cli("memo", "source:8a", "--text", "-", stdin=b"caf\xe9", code=2).out == ""
