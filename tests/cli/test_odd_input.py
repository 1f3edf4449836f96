"""Odd numbers, closed streams, forged lines and half-done work at the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.store import open_project
from coder.store.undoing import undo

from .conftest import Type

CODER = f"'{sys.executable}' -m coder"


def shell(line: str, **variables: str | bytes) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "CODER_USER"}
    words = line.replace("coder ", f"{CODER} ", 1)
    return subprocess.run(
        ["bash", "-c", words],
        env={**environment, **variables},  # type: ignore[dict-item]
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_huge_numbers_are_wrong_input_at_most(cli: Type, demo: Path) -> None:
    many = "9" * 5000
    assert cli("history", "--limit", "99999999999999999999").out
    assert "--turns" in cli("show", "8a", "--turns", f"1:{many}", code=2).err
    assert "no code" in cli("memo", f"8a#{many}", "--text", "x", code=2).err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("coder memo 8a.txt --text - --user ann <&-", 2, "standard input is closed"),
        ("coder list codes --user ann >&-", 2, "standard output is closed"),
        ("coder cases add 99z --user ann >&-", 0, "Added 99z"),
        ("coder --help | true; exit ${PIPESTATUS[0]}", 141, ""),
    ],
)
def test_a_closed_stream_is_no_defect(demo: Path, line: str, code: int, said: str) -> None:
    done = shell(line)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_name_of_the_computer_with_half_a_character(demo: Path) -> None:
    done = shell("coder cases add 99z", LOGNAME=b"a\xff")
    assert (done.returncode, "--user" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("cases", "add", "9z\nFAKE line"),
        ("cases", "set", "1a", "x\nFAKE: ok", "v"),
        ("cases", "set", "1a", "x", "v\nFAKE: ok"),
        ("turns", "reassign", "8a", "2", "Bob\nFAKE"),
        ("list", "codes", "--bogus\nFAKE"),
        ("show", "nothing\nFAKE"),
    ],
)
def test_no_name_forges_a_line(cli: Type, demo: Path, words: tuple[str, ...]) -> None:
    said = cli(*words, code=None).err
    assert "FAKE" in said
    assert not any(line.startswith("FAKE") for line in said.split("\n"))


def test_recode_with_a_wrong_passage_changes_nothing(cli: Type, demo: Path) -> None:
    guid = cli("code", "8a", "289:342", "Resistance to change", user="ann").out.strip()
    before = cli("history", "--format", "json").json
    cli("recode", guid, "Union voice", "--passage", "9999:99999", user="ann", code=2)
    assert cli("history", "--format", "json").json == before
    cli("recode", guid, "Union voice", "--passage", "289:300", user="ann")
    after = cli("history", "--format", "json").json
    assert len(after) == len(before) + 1
    (coding,) = [c for c in cli("list", "codings", "--format", "json").json if c["guid"] == guid]
    assert (coding["code"], coding["end"]) == ("Union voice", 300)


def test_empty_examples_leave_a_codebook_that_can_be_loaded(cli: Type, demo: Path) -> None:
    cli("codes", "add", "New", "--example", " ", "--example", "as said", "--indicator", " ")
    cli("codes", "edit", "Union voice", "--example", "")
    cli("codes", "export", "-o", "book.toml")
    cli("init", "again.coder", "--codebook", "book.toml")
    listed = cli("list", "codes", "--format", "json", "--project", "again.coder").json
    by_name = {code["name"]: code for code in listed}
    assert by_name["New"]["examples"] == ["as said"]
    assert by_name["New"]["indicators"] == by_name["Union voice"]["examples"] == []


def test_a_decision_is_told_as_it_is_kept(cli: Type, demo: Path) -> None:
    assert "8a: Type A." in cli("decide", "8a", "type a", "--because", "Two voices.").err
    overruled = ("review", "8a", "overrule", "--outcome", "NEITHER type", "--because", "Thin.")
    assert "8a: overrule to neither type." in cli(*overruled, user="sam").err


def test_minus_is_stdout(cli: Type, demo: Path, folder: Path) -> None:
    codes = ("list", "codes", "--format", "csv")
    assert cli(*codes, "-o", "-").out == cli(*codes).out
    assert cli("list", "codes", "-o", "-").out == cli("list", "codes").out
    assert cli("codes", "export", "-o", "-").out == cli("codes", "export").out
    assert not (folder / "-").exists()


def test_history_shows_why_people_judged(cli: Type, demo: Path) -> None:
    settled = "settled-leadership-team"
    cli("assess", "8a", settled, "met", "--because", "Asked by phone.", user="ann")
    cli("decide", "8a", "Type A", "--because", "Two voices.", user="ann")
    cli("review", "8a", "agree", "--because", "I read it too.", user="sam")
    told = cli("history", "--limit", "3", "--format", "json").json
    assert [each["reason"] for each in told] == ["I read it too.", "Two voices.", "Asked by phone."]


def test_what_is_hidden_is_not_found(cli: Type, demo: Path) -> None:
    guid = cli("code", "8a", "289:342", "Union voice", "--memo", "Mine.", user="sam").out.strip()
    (memo,) = [
        m["guid"] for m in cli("list", "memos", "--format", "json").json if m["about"] == guid
    ]
    cli("settings", "set", "others' codings", "hidden", "--because", "Until we compare.")
    for words in (
        ("memo", f"coding:{guid}", "--text", "x"),
        ("uncode", guid),
        ("recode", guid, "Union voice"),
        ("memo", memo, "--remove"),
        ("list", "memos", "--about", guid),
    ):
        assert "There is no" in cli(*words, user="ann", code=2).err, words
    assert cli("memo", f"coding:{guid}", "--text", "x", user="sam").out


def test_a_review_says_whose_decision_where_several_stand(cli: Type, demo: Path) -> None:
    cli("decide", "8a", "Type A", "--because", "Two voices.", user="ann")
    differ = cli("decide", "8a", "neither type", "--because", "Thin.", user="cy").err
    assert "decisions differ: Type A by ann; neither type by cy" in differ
    review = ("review", "8a", "agree", "--because", "Yes.")
    assert "ann and cy" in cli(*review, user="sam", code=2).err
    cli(*review, "--of", "ann", user="sam")
    cli(*review, user="cy")  # of the only one by another
    assert "Type A by ann, agreed by sam, agreed by cy" in cli("type").out.replace("\n", " ")
    assert "to put right: Of 8a the decisions differ" in cli("verify").out


def test_codings_of_a_code_that_another_copy_took_back(cli: Type, demo: Path, folder: Path) -> None:
    cli("codes", "add", "Gone", user="zoe")
    (folder / "copy.coder").write_bytes(demo.read_bytes())
    cli("code", "8a", "289:342", "Gone", "--project", "demo.coder", user="ann")
    with open_project(folder / "copy.coder") as other:
        undo(other, "zoe")
    cli("merge", "copy.coder", "--project", "demo.coder", code=1)
    (folder / "copy.coder").unlink()
    listed = cli("list", "codings", "--format", "json").json
    assert "a removed code" in [each["code"] for each in listed]
    assert "[a removed code] by ann" in cli("show", "8a").out
    for words in (("history",), ("type",), ("type", "8a"), ("table", "themes"), ("list", "codes")):
        cli(*words)
    for words in (
        ("table", "quotes"),
        ("table", "matrix"),
        ("table", "coverage"),
        ("list", "memos"),
    ):
        cli(*words)
