"""What copies broke together is put right by the very commands that the sentences name."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from coder.cli.main import coder
from coder.errors import Refused
from coder.model import Passage
from coder.operations import codes, coding, turns
from coder.store import Store, create, open_project, reads
from coder.store.merging import merge
from coder.store.problems import problems
from coder.store.undoing import redo, undo

sys.path.append(str(Path(__file__).parents[1] / "store"))
from copies import copy_of, do, first_copy, saved, steps


def twin(store: Store) -> Store:
    """Another copy of a project."""
    copy = create()
    store.connection.backup(copy.connection)
    return copy


def follow(path: Path) -> list[str]:
    """Do what the first problem says until there is none; return what was run."""
    run: list[str] = []
    for _ in range(60):
        with open_project(path) as store:
            found = problems(store)
        if not found:
            return run
        for said in re.findall("`coder ([^`]+)`", found[0]):
            advice = said
            for guid in ("MAT support", "dumping ground", "union voice"):  # as first_copy has
                advice = advice.replace(guid, shlex.quote(guid))
            words = shlex.split(advice.replace("NAME", f"renamed-{len(run)}"))
            result = CliRunner().invoke(coder, [*words, "--project", str(path), "--user", "dan"])
            run.append(" ".join(words[:2]))
            if result.exit_code == 0:
                break
    raise AssertionError(f"still to put right: {found}")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=steps(2))
def test_after_any_merge_the_advice_leads_to_a_project_without_problems(history, tmp_path):
    first = first_copy()
    copies = [first, copy_of(first)]
    for deed, at, user, a, b in history:
        if deed != "take in":
            do(copies[at], deed, user, a, b)
    merge(copies[0], copies[1], "ann")
    path = tmp_path / "merged.coder"
    path.unlink(missing_ok=True)
    follow(saved(copies[0], path))


def merged_crosswise(study: Store) -> tuple[str, str]:
    """Ann merges one code into another, and Bea the other into the one."""
    union, mat = sorted(c.guid for c in reads.codebook(study) if c.name[:3] in ("MAT", "Dum"))
    other = twin(study)
    codes.merge_codes(study, "ann", union, mat)
    codes.merge_codes(other, "bea", mat, union)
    merge(study, other, "ann")
    return union, mat


def test_of_codes_merged_crosswise_one_stands_and_can_be_used(study: Store) -> None:
    stands, gone = merged_crosswise(study)
    (source,) = reads.sources(study)
    codes.edit_code(study, "ann", stands, definition="What both meant.")
    coding.apply_code(study, "ann", source, Passage(13, 30), stands)
    with pytest.raises(Refused):
        codes.retire_code(study, "ann", gone)
    with pytest.raises(Refused):
        coding.apply_code(study, "ann", source, Passage(13, 31), gone)
    assert len(problems(study)) == 1


def test_codes_merged_crosswise_are_settled_by_restoring_the_one(study: Store) -> None:
    stands, gone = merged_crosswise(study)
    (problem,) = problems(study)
    assert f"`coder codes restore {stands}`" in problem
    codes.retire_code(study, "dan", stands, retired=False)
    assert problems(study) == []
    assert reads.codebook(study).resolve(gone) == stands
    assert study.path is not None
    assert follow(study.path) == []


def test_a_source_undone_by_one_and_coded_by_another_comes_back(study: Store) -> None:
    other = twin(study)
    (source,) = reads.sources(study)
    code = next(iter(reads.codebook(study))).guid
    undo(study, "ann")
    coding.apply_code(other, "bea", source, Passage(13, 30), code)
    merge(study, other, "ann")
    assert study.path is not None
    assert follow(study.path) == [f"restore {source}"]
    assert len(reads.turns(study, source)[source]) == 3
    with pytest.raises(Refused):
        redo(study, "ann")


def test_turns_joined_in_one_copy_and_split_in_another_are_joined_again(study: Store) -> None:
    other = twin(study)
    (source,) = reads.sources(study).values()
    turns.join_turns(study, "ann", turns.turn_number(study, source, 1))
    second = turns.turn_number(other, source, 3)
    turns.split_turn(other, "bea", second, second.passage.start + 23)
    turns.join_turns(study, "ann", turns.turn_number(study, source, 1))
    merge(study, other, "ann")
    assert [said.split(" overlap")[0] for said in problems(study)] == ["Turns 1 and 2 of 8a.txt"]
    assert study.path is not None
    assert follow(study.path) == ["turns join"]


def test_verify_names_what_is_to_be_put_right_and_it_is_no_fault(study: Store) -> None:
    merged_crosswise(study)
    assert study.path is not None
    result = CliRunner().invoke(coder, ["verify", "--project", str(study.path)])
    assert result.exit_code == 0
    assert "Remark: to put right: The codes “" in result.stdout
