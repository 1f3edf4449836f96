"""The framework matrix: schools in pair order, what people wrote, and what is empty and why."""

from __future__ import annotations

from small_evidence import Study

from coder.frequencies.framework import framework
from coder.model import Summary


def written(case: str, code: str, text: str, *codings: str, user: str = "ann") -> Summary:
    return Summary(f"{case}{code}{text}", case, code, user, text, codings, "2026-01-01")


def study() -> Study:
    study = Study()
    study.code("union")
    study.code("strike", "union")
    study.code("policy")
    for name in ("10a", "2b", "2a", "9x"):
        pair = {} if name == "9x" else {"pair": name[:-1]}
        study.school(name, status="unstuck" if name.endswith("b") else "stuck", **pair)
    for name in ("2a", "2b", "10a"):
        study.source(f"{name}.txt", name, "Teacher", "Teacher")
    return study


def test_schools_stand_in_pair_order_and_empty_cells_say_which_of_three_kinds() -> None:
    made = study()
    made.turn("2b.txt", "strike", 0)
    made.read("2a.txt")
    found = framework(made.evidence, []).table
    assert [column.heading for column in found.columns] == ["school", "union", "policy"]
    assert found.rows == (
        ("2a", "(nothing found after reading)", "(nothing found after reading)"),
        ("2b", "(1 passage, not yet summarised)", "(not yet read for this code)"),
        ("10a", "(not yet read for this code)", "(not yet read for this code)"),
        ("9x", "(no source)", "(no source)"),
    )
    base = dict(found.notes)["Base"]
    assert base == (
        "8 cells: 0 summarised, 1 with passages not yet summarised; nothing found after reading 2,"
        " not yet read for this code 3, no source 2."
    )


def test_the_latest_summary_is_shown_and_leads_to_the_passages_it_was_written_from() -> None:
    made = study()
    one, other = made.turn("2a.txt", "strike", 0), made.turn("2a.txt", "union", 1)
    earlier, later = written("2a", "union", "Earlier."), written("2a", "union", "Later.", other)
    found = framework(made.evidence, [earlier, later])
    assert found.table.rows[0][1] == "Later."
    assert found.table.codings[0, 1] == (other,)
    assert set(framework(made.evidence, [earlier]).table.codings[0, 1]) == {one, other}
    record = next(r for r in found.records if (r["case"], r["code"]) == ("2a", "union"))
    assert (record["summary"], record["user"], record["passages"]) == ("Later.", "ann", 2)


def test_a_summary_by_two_people_or_from_words_no_longer_coded_is_pointed_out() -> None:
    made = study()
    coding = made.turn("2a.txt", "union", 0, "bob")
    cells = [
        written("2a", "union", "Mine.", coding),
        written("2a", "union", "Theirs.", "gone", user="bob"),
    ]
    told = dict(framework(made.evidence, cells).table.notes)
    assert told["Several writers"] == "The latest is shown of: 2a, union."
    assert told["Links"] == "Written from codings that count no more: 2a, union (1)."


def test_a_summary_stays_with_the_code_that_its_own_was_merged_into() -> None:
    made = study()
    made.code("unions", merged_into="union")
    found = framework(made.evidence, [written("2a", "unions", "Kept.")]).table
    assert found.rows[0][1] == "Kept."


def test_a_theme_further_down_shows_where_it_was_summarised_or_asked_for() -> None:
    made = study()
    shown = framework(made.evidence, [written("2a", "strike", "One strike.")]).table
    assert [c.heading for c in shown.columns] == ["school", "union", "union > strike", "policy"]
    asked = framework(made.evidence, [], codes=("strike",)).table
    assert [c.heading for c in asked.columns] == ["school", "union > strike"]
