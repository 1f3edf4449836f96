"""Searching a project: places with who says them and what is coded there, narrowed, and coded."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import NotFound, Refused
from coder.model import Passage
from coder.operations import cases, codes, lookup, searching
from coder.operations.applying import Applied, apply_to_all
from coder.operations.coding import apply_code
from coder.operations.project import start
from coder.operations.searching import Hit, Narrow, search
from coder.operations.seeing import OTHERS
from coder.operations.settings import choose
from coder.operations.sources import Facts, import_source
from coder.store import Store, reads
from coder.store.undoing import undo
from coder.verify import verify

TEXTS = {
    "8a": "Headteacher: We are a dumping\nground. Nobody stayed.\n"
    "Teacher: The Dumping Ground? They object to it.\n",
    "10a": "Governor: No dumping ground. We were objecting to that.\n",
    "2b": "Dumping ground, an interview\n\nGovernor: [laughs] It’s café talk.\n",
}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Store]:
    with start(tmp_path / "study.coder", "ann") as store:
        for name, text in TEXTS.items():
            file = tmp_path / f"{name}.txt"
            file.write_text(text, encoding="utf-8")
            assert not import_source(store, "ann", file, Facts(name)).error
        for name, status in (("8a", "stuck"), ("10a", "unstuck")):
            cases.set_value(store, "ann", lookup.case(store, name).guid, "status", status)
        codes.add_code(store, "ann", "Dumping", parent=codes.add_code(store, "ann", "Context"))
        yield store
        assert verify(tmp_path / "study.coder").faults == []


def places(hits: Iterator[Hit]) -> list[tuple[str, int | None, str, str]]:
    return [(hit.source.name, hit.turn, hit.role, hit.words) for hit in hits]


def code(store: Store, name: str) -> str:
    return lookup.code(reads.codebook(store), name).guid


def test_places_come_by_source_with_turn_role_and_exact_words(study: Store) -> None:
    """`2b` holds them in its heading, which nobody says."""
    assert places(search(study, "ann", "dumping GROUND")) == [
        ("2b.txt", None, "", "Dumping ground"),
        ("8a.txt", 1, "Headteacher", "dumping\nground"),
        ("8a.txt", 2, "Teacher", "Dumping Ground"),
        ("10a.txt", 1, "Governor", "dumping ground"),
    ]


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("ground nobody", "words"),
        ("object to", "lemma"),
        ("damping grund", "about"),
        (".", "regex"),
    ],
)
def test_a_place_is_the_text_from_start_to_end(study: Store, words: str, how: str) -> None:
    hits = list(search(study, "ann", words, how))
    assert hits
    for hit in hits:
        text = reads.text(study, hit.source.guid)
        assert hit.passage.quotation(text) == hit.words
        assert hit.before + hit.words + hit.after in text


def test_other_forms_are_found_by_lemma_only(study: Store) -> None:
    assert [hit.words for hit in search(study, "ann", "object to", "lemma")] == [
        "object to",
        "objecting to",
    ]
    assert [hit.words for hit in search(study, "ann", "object to")] == ["object to"]


def narrowed(store: Store, user: str = "ann", **given: object) -> list[str]:
    hits = search(store, user, "dumping ground", narrow=Narrow(**given))  # type: ignore[arg-type]
    return [f"{hit.source.name} {hit.turn}" for hit in hits]


def test_places_are_narrowed_by_school_role_and_value(study: Store) -> None:
    assert narrowed(study, case=lookup.case(study, "8a").guid) == ["8a.txt 1", "8a.txt 2"]
    assert narrowed(study, source=lookup.source(study, "10a").guid) == ["10a.txt 1"]
    assert narrowed(study, role="governor") == ["10a.txt 1"]
    assert narrowed(study, values={"status": "Stuck"}) == ["8a.txt 1", "8a.txt 2"]
    assert narrowed(study, values={"status": "stuck"}, role="Teacher") == ["8a.txt 2"]
    assert narrowed(study, values={"status": ""}) == ["2b.txt None"]


def test_what_there_is_not_to_narrow_to_is_said(study: Store) -> None:
    with pytest.raises(NotFound, match="no role “Parent”; there are “Governor”, “Headteacher”"):
        searching.check(study, Narrow(role="Parent"))
    with pytest.raises(NotFound, match="no variable “pair”; there are “status”"):
        searching.check(study, Narrow(values={"pair": "1"}))
    with pytest.raises(NotFound, match="no value of status “bad”; there are “stuck”, “unstuck”"):
        searching.check(study, Narrow(values={"status": "bad"}))


def coded(store: Store, user: str, name: str, words: str, as_what: str) -> None:
    source = lookup.source(store, name)
    at = reads.text(store, source.guid).index(words)
    passage = Passage(at, at + len(words))
    apply_code(store, user, source.guid, passage, code(store, as_what))


def test_places_are_narrowed_by_what_stands_on_them(study: Store) -> None:
    coded(study, "ann", "8a", "We are a dumping", "Dumping")
    coded(study, "ann", "8a", "They object", "Dumping")
    context = code(study, "Context")
    assert narrowed(study, code=context) == ["8a.txt 1"], "a code under it counts as well"
    assert narrowed(study, without=context) == ["2b.txt None", "8a.txt 2", "10a.txt 1"]


def test_hidden_codings_do_not_show_through_a_narrower_search(study: Store) -> None:
    """Whoever asks where Dumping stands must not learn where others see it, nor where not."""
    coded(study, "ben", "8a", "We are a dumping", "Dumping")
    dumping = code(study, "Dumping")
    everywhere = narrowed(study)
    assert narrowed(study, code=dumping) == ["8a.txt 1"]
    choose(study, "ann", OTHERS, "hidden", "we compare on Friday")
    assert narrowed(study, code=dumping) == []
    assert narrowed(study, without=dumping) == everywhere
    assert all(not hit.codes for hit in search(study, "ann", "dumping ground"))
    assert narrowed(study, "ben", code=dumping) == ["8a.txt 1"]


def test_what_was_undone_is_found_no_more(study: Store, tmp_path: Path) -> None:
    file = tmp_path / "late.txt"
    file.write_text("Teacher: a dumping ground.\n")
    import_source(study, "ann", file, Facts())
    assert "late.txt 1" in narrowed(study)
    undo(study, "ann")
    assert "late.txt 1" not in narrowed(study)


def test_a_search_that_is_stopped_looks_into_no_further_source(study: Store) -> None:
    asked = itertools.count()
    hits = search(study, "ann", "dumping ground", stopped=lambda: next(asked) >= 1)
    assert places(hits) == [("2b.txt", None, "", "Dumping ground")]


def test_all_places_are_coded_in_one_step_and_one_undo(study: Store) -> None:
    coded(study, "ann", "8a", "dumping\nground", "Dumping")
    before = study.head
    chosen = [(hit.source.guid, hit.passage) for hit in search(study, "ann", "dumping ground")]
    dumping = code(study, "Dumping")
    assert apply_to_all(study, "ann", dumping, [*chosen, chosen[-1]]) == Applied(3, 1)
    (entry,) = itertools.takewhile(lambda e: e.id != before, study.entries(newest=True))
    assert len(entry.images) == 3
    assert len(reads.codings(study)) == 4
    undo(study, "ann")
    assert len(reads.codings(study)) == 1


def test_where_nothing_is_left_to_code_it_is_said_and_nothing_is_written(study: Store) -> None:
    coded(study, "ann", "8a", "dumping\nground", "Dumping")
    (held,) = reads.codings(study)
    head, dumping = study.head, code(study, "Dumping")
    with pytest.raises(Refused, match="you have “Dumping” on 1 passage of these already"):
        apply_to_all(study, "ann", dumping, [(held.source, held.passage)])
    with pytest.raises(Refused, match="no passage was chosen"):
        apply_to_all(study, "ann", dumping, [])
    with pytest.raises(Refused, match="is not in the text"):
        apply_to_all(
            study, "ann", dumping, [(held.source, Passage(0, 5)), (held.source, Passage(9, 9999))]
        )
    with pytest.raises(Refused, match="holds no words"):
        apply_to_all(study, "ann", dumping, [(held.source, Passage(12, 13))])
    assert study.head == head


def test_a_colleague_may_code_the_same_places(study: Store) -> None:
    hits = list(search(study, "ben", "dumping ground"))
    chosen = [(hit.source.guid, hit.passage) for hit in hits]
    dumping = code(study, "Dumping")
    apply_to_all(study, "ann", dumping, chosen)
    again = list(search(study, "ben", "dumping ground"))
    assert all(hit.codes == (dumping,) and not hit.mine for hit in again)
    assert apply_to_all(study, "ben", dumping, chosen) == Applied(4, 0)
