"""`coder find`: words in all sources in four ways, narrowed, and one code on all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store import open_project, reads

from .conftest import Type


def places(cli: Type, *words: str) -> list[str]:
    found = cli("find", *words, "--format", "json").json
    return [f"{one['source']} {one['start']}" for one in found]


def test_a_hit_says_who_where_and_under_which_codes(demo: Path, cli: Type) -> None:
    (one,) = cli("find", "dumping ground", "--case", "8a", "--format", "json").json
    with open_project(demo) as store:
        source = next(s for s in reads.sources(store).values() if s.name == one["source"])
        text = reads.text(store, source.guid)
    assert text[one["start"] : one["end"]] == one["found"]
    assert one["found"] in one["words"]
    assert one["case"] == "8a"
    assert "Dumping ground" in one["codes"]


def test_the_four_ways_of_looking(demo: Path, cli: Type) -> None:
    as_typed = places(cli, "dumping ground")
    assert places(cli, "Dumping  GROUND") == as_typed
    assert places(cli, "damping grounds", "--about") == as_typed
    assert places(cli, r"dump\w+\s+ground", "--regex") == as_typed
    assert set(as_typed) <= set(places(cli, "dump*"))
    assert set(places(cli, "dump*")) < set(places(cli, "d*"))


def test_a_search_is_narrowed(demo: Path, cli: Type) -> None:
    everywhere = set(places(cli, "school"))
    stuck = set(places(cli, "school", "--where", "status=stuck"))
    unstuck = set(places(cli, "school", "--where", "status=unstuck"))
    assert stuck
    assert unstuck
    assert stuck | unstuck == everywhere
    assert not stuck & unstuck
    heads = set(places(cli, "school", "--role", "headteacher"))
    assert heads < everywhere
    coded = set(places(cli, "school", "--code", "Union voice"))
    assert coded == everywhere - set(places(cli, "school", "--without", "Union voice"))
    assert len(places(cli, "school", "--limit", "3")) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["(", "--regex"], "is not a regular expression"),
        (["...", "--lemma"], "signs alone are found as a regular expression"),
        (["ab", "--about"], "type 4 to 400 letters"),
        (["school", "--role", "Parent"], "There is no role “Parent”"),
        (["school", "--where", "status"], "--where VARIABLE=VALUE"),
        (["school", "--where", "x=1"], "There is no variable “x”"),
        (["school", "--code", "nonsense"], "There is no code called"),
        (["school", "--dry-run"], "--dry-run goes with --apply"),
    ],
)
def test_what_cannot_be_looked_for_is_said_in_one_line(
    demo: Path, cli: Type, words: list[str], said: str
) -> None:
    answer = cli("find", *words, code=2)
    assert said in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("hostile", ['"', 'a" OR "b', "NEAR(", "a -b : c", "*", "^ {x}", "\x1b[2J"])
def test_hostile_words_are_only_words(demo: Path, cli: Type, hostile: str) -> None:
    answer = cli("find", hostile, code=None)
    assert answer.code in (1, 2)
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err


def test_coding_all_is_first_listed_then_done_then_undone(demo: Path, cli: Type) -> None:
    codings = len(cli("list", "codings", "--format", "json").json)
    asked = ("find", "dumping", "--apply", "Challenging context")
    would = cli(*asked, "--dry-run", "--format", "json")
    number = len(would.json)
    assert number > 0
    assert f"Would apply Challenging context to {number} passage" in would.err
    assert len(cli("list", "codings", "--format", "json").json) == codings
    did = cli(*asked, "--format", "json")
    assert did.json == would.json
    assert f"Applied Challenging context to {number} passage" in did.err
    assert len(cli("list", "codings", "--format", "json").json) == codings + number
    again = cli(*asked, code=2)
    assert again.err == f"coder: Nothing was coded: left out: {number} you had coded so.\n"
    cli("undo")
    assert len(cli("list", "codings", "--format", "json").json) == codings
    cli("verify")


def test_nothing_is_coded_where_the_words_stand_nowhere(demo: Path, cli: Type) -> None:
    answer = cli("find", "nobody said so", "--apply", "Challenging context", code=2)
    assert answer.err == "coder: Nothing was coded: the words stand nowhere.\n"


def test_a_project_without_sources_holds_nothing(study: Path, cli: Type) -> None:
    assert cli("find", "words", "--format", "json", code=1).json == []


def test_a_project_that_cannot_be_written_is_searched_all_the_same(demo: Path, cli: Type) -> None:
    from coder.store import index

    with open_project(demo) as store, store.change("empty", "ann"):
        index.forget(store)
        store.connection.execute("COMMIT")
    there = set(places(cli, "dumping ground"))
    with open_project(demo) as store, store.change("empty", "ann"):
        index.forget(store)
        store.connection.execute("COMMIT")
    demo.chmod(0o400)
    assert set(places(cli, "dumping ground")) == there
