"""Faults that were found in other tools by running them, each with what is counted here instead.

The tools and what they gave are named in each test; see the method notes of the project.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_evidence import Study, figures, of, with_

from coder.errors import Refused
from coder.frequencies import themes
from coder.frequencies.cooccurrence import cooccurrence
from coder.frequencies.pairs import pairing, pairs
from coder.frequencies.quotes import quotes
from coder.model import Passage
from coder.operations import coding, sources
from coder.operations.project import start
from coder.store import Store, reads


def test_qc_and_qualcoder_sum_the_children_of_a_parent() -> None:
    """qc: a parent's Total of 8 paragraphs from 4 and 4 documents from 2.

    QualCoder: one passage with two sub-codes by two coders gives the theme a total of 4.
    """
    study = Study()
    study.code("parent")
    for code in ("one", "other"):
        study.code(code, "parent")
    for name in ("8a", "8b"):
        study.school(name)
        study.source(f"{name}.txt", name, "Teacher", "Teacher")
        for turn in (0, 1):
            for code in ("one", "other"):
                for user in ("ann", "bob"):
                    study.turn(f"{name}.txt", code, turn, user)
    evidence = study.evidence
    assert with_(evidence, "parent", unit="passages") == 4
    assert with_(evidence, "parent", unit="turns") == 4
    assert with_(evidence, "parent", unit="sources") == 2
    assert with_(evidence, "parent", unit="schools") == 2


def test_qualcoder_counts_what_two_users_coded_twice() -> None:
    study = Study()
    study.code("theme")
    study.school("8a")
    study.source("8a.txt", "8a", "Teacher")
    study.turn("8a.txt", "theme", 0, "ann")
    study.turn("8a.txt", "theme", 0, "bob")
    for unit in ("schools", "sources", "speakers", "turns", "passages"):
        assert with_(study.evidence, "theme", unit=unit) == 1, unit


def test_qc_crosstab_by_paragraph_loses_half_of_what_two_codes_share() -> None:
    """qc: `crosstab --unit paragraph` gave 2 where both codes share 4 paragraphs."""
    study = Study()
    study.school("8a")
    study.source("8a.txt", "8a", *["Teacher"] * 6)
    for code in ("one", "other"):
        study.code(code)
        for turn in range(4):
            study.turn("8a.txt", code, turn)
    study.turn("8a.txt", "one", 4)
    study.turn("8a.txt", "other", 5)
    found = cooccurrence(study.evidence, {}, near="turn", unit="places").table
    assert [row[1:] for row in found.rows] == [(5, 4), (4, 5)]


def test_qc_crosstab_ignores_the_pattern_it_is_asked_for() -> None:
    """qc: `--pattern` had no effect; here a filter that names nothing is an error."""
    study = Study()
    study.code("theme")
    for name, status in (("8a", "stuck"), ("8b", "unstuck")):
        study.school(name, status=status)
        study.source(f"{name}.txt", name, "Teacher")
        study.turn(f"{name}.txt", "theme", 0)
    texts = dict.fromkeys(study.sources, "x" * 10)
    found = quotes(study.evidence, texts, group=("status", "stuck"))
    assert [row[0] for row in found.rows] == ["8a"]
    assert figures(themes(study.evidence, by="status"), "theme", "stuck")[0] == 1


def test_other_tools_make_no_difference_between_silence_and_not_read() -> None:
    """No tool that was looked at tells "read, nothing to code" from "not read yet"."""
    study = Study()
    study.code("theme")
    for name in ("8a", "8b"):
        study.school(name, pair="8", status={"a": "stuck", "b": "unstuck"}[name[-1]])
        study.source(f"{name}.txt", name, "Teacher")
    study.read("8a.txt")
    assert figures(themes(study.evidence, by=None), "theme") == (0, 1, 1, 0)
    # A pair of which one school was not read is not a pair without the theme.
    found = pairs(study.evidence, pairing(study.evidence))
    assert found.rows == (("theme", 0, 0, 0, 0, 1, 1),)


def test_tools_that_count_files_give_no_base() -> None:
    """Taguette and qc print counts without saying of how many; here every unit has its base."""
    study = Study()
    study.code("theme")
    for name in ("8a", "8b", "9a"):
        study.school(name)
    study.source("8a.txt", "8a", "Teacher")
    study.turn("8a.txt", "theme", 0)
    count = of(themes(study.evidence, by=None), "theme")
    assert (count.with_, count.base, count.no_source) == (1, 3, 2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = start(tmp_path / "study.coder", "ann")
    file = tmp_path / "8a.txt"
    file.write_text("Teacher: One line.\n\nTeacher: The union was strong.\n", encoding="utf-8")
    assert not sources.import_source(store, "ann", file, sources.Facts()).error
    with store.change("add code", "ann") as change:
        change.insert("codes", {"name": "Union voice"}, "union")
    return store


def test_qc_corpus_update_moves_the_text_under_its_codes(store: Store, tmp_path: Path) -> None:
    """qc: two lines put on top, and the code stayed on line 2 while its words went to line 4.

    QualCoder: editing a transcript moves or kills codings. Here the text of a source never
    changes: the file may, and the same words stay under the coding.
    """
    (source,) = reads.sources(store)
    at = reads.text(store, source).index("The union")
    passage = Passage(at, at + len("The union was strong."))
    coding.apply_code(store, "ann", source, passage, "union")
    file = tmp_path / "8a.txt"
    file.write_text("Teacher: New.\n\nTeacher: New.\n\n" + file.read_text(), encoding="utf-8")
    again = sources.import_source(store, "ann", file, sources.Facts())
    assert again.error or len(reads.sources(store)) == 2
    (coded,) = reads.codings(store)
    assert coded.passage.quotation(reads.text(store, coded.source)) == "The union was strong."


def test_qc_import_puts_a_selection_on_line_nought(store: Store) -> None:
    """qc: a selection on line 7 of a foreign file landed on line 0; QualCoder stored bare offsets
    unchecked. Here a passage that is not in the text is refused, and the quotation is its words."""
    (source,) = reads.sources(store)
    length = reads.sources(store)[source].length
    with pytest.raises(Refused):
        coding.apply_code(store, "ann", source, Passage(length, length + 5), "union")
    with pytest.raises(Refused):
        coding.apply_code(store, "ann", source, Passage(4, 4), "union")
    assert reads.codings(store) == []
