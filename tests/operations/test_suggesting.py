"""Suggestions in a project: never counted, never another's secret, rejected for good."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coder.errors import Refused
from coder.model import Guid, Passage, Source
from coder.operations import codes, coding, figures, history, lookup, project, seeing, suggesting
from coder.operations.figures import Question
from coder.operations.suggesting import Suggesting
from coder.store import Store, merging, open_project, reads, user_guid, written
from coder.store.undoing import redo, undo
from coder.suggest import INDICATORS, LIKENESS, Suggestion

ONLY = (INDICATORS,)
STRONG = "The union was strong."
HARD = " It was hard."


def named(store: Store, name: str) -> Guid:
    return lookup.code(reads.codebook(store), name).guid


@pytest.fixture
def source(study: Store) -> Source:
    (found,) = reads.sources(study).values()
    return found


def suggested(
    store: Store, user: str = "ann", code: str = "Union voice", kinds: tuple[str, ...] = ONLY
) -> list[Suggestion]:
    finder = Suggesting(store, user, kinds, codes=[named(store, code)])
    return finder.of(lookup.source(store, "8a").guid)


@pytest.fixture
def staying(study: Store) -> str:
    """A second code that is suggested once: “Nobody stayed.”"""
    guid = codes.add_code(study, "ann", "Staying")
    codes.edit_code(study, "ann", guid, indicators=["nobody stays"])
    return "Staying"


def words(store: Store, found: list[Suggestion]) -> list[str]:
    return [reads.words(store, each.source, each.passage) for each in found]


def wider(passage: Passage) -> Passage:
    """Return the passage with the sentence after it: two words alone are no likeness."""
    return Passage(passage.start, passage.end + len(HARD))


def all_figures(store: Store) -> str:
    kinds = (figures.THEMES, figures.MATRIX, figures.QUOTES, figures.COVERAGE)
    found = [figures.answer(store, "ann", Question(kind)) for kind in kinds]
    return "\n".join(str(replace(each, records=[*(each.records or ())])) for each in found)


def test_a_suggestion_is_no_coding_and_changes_nothing(study: Store) -> None:
    head = study.head
    assert words(study, suggested(study)) == [STRONG]
    assert study.head == head
    assert seeing.codings(study, "ann") == []


def test_the_interviewers_words_suggest_nothing(study: Store, source: Source) -> None:
    guid = codes.add_code(study, "ann", "Reasons")
    codes.edit_code(study, "ann", guid, indicators=["why"])
    assert "Why?" in reads.text(study, source.guid)
    assert suggested(study, code="Reasons") == []


def test_accepting_codes_and_the_history_says_that_it_was_suggested_and_why(study: Store) -> None:
    (found,) = suggested(study)
    (guid,) = suggesting.accept(study, "ann", [found])
    (made,) = seeing.codings(study, "ann")
    assert (made.guid, made.passage, made.code) == (guid, found.passage, found.code)
    assert made.user == user_guid("ann")
    (entry, *_) = history.happenings(study, "ann")
    assert entry.verb == "accept suggestion"
    assert entry.reason == f"suggested: {found.reason}"
    assert "“union”" in entry.reason
    assert suggested(study) == []
    undo(study, "ann")
    assert seeing.codings(study, "ann") == []
    assert words(study, suggested(study)) == [STRONG]


def test_what_one_has_coded_already_is_not_suggested_but_to_others_it_is(
    study: Store, source: Source
) -> None:
    (found,) = suggested(study)
    inside = Passage(found.passage.start, found.passage.start + 3)
    coding.apply_code(study, "ann", source.guid, inside, found.code)
    assert suggested(study) == []
    assert words(study, suggested(study, user="bob")) == [STRONG]


def test_accepting_all_is_one_entry_with_every_reason_and_one_undo(
    study: Store, staying: str
) -> None:
    found = [*suggested(study), *suggested(study, code=staying)]
    before = len(list(study.entries()))
    assert len(suggesting.accept(study, "ann", found)) == len(found) == 2
    entries = list(study.entries())
    assert len(entries) == before + 1
    reason = reads.note(study, entries[-1].reason)
    assert reason.count("suggested for 8a.txt") == len(found)
    undo(study, "ann")
    assert seeing.codings(study, "ann") == []


def test_nothing_chosen_or_a_passage_that_is_not_there_is_refused_and_nothing_is_half_done(
    study: Store,
) -> None:
    (found,) = suggested(study)
    beyond = Suggestion(found.source, Passage(0, 9_999), found.code, INDICATORS, "x", 0.5)
    head = study.head
    for chosen in ([], [found, beyond]):
        for act in (suggesting.accept, suggesting.reject):
            with pytest.raises(Refused):
                act(study, "ann", chosen)
    assert study.head == head


class TestRejected:
    def test_stays_rejected_for_its_user_until_it_is_undone(self, study: Store) -> None:
        (found,) = suggested(study)
        suggesting.reject(study, "ann", [found])
        assert suggested(study) == []
        assert words(study, suggested(study, user="bob")) == [STRONG]
        assert seeing.codings(study, "ann") == []
        undo(study, "ann")
        assert words(study, suggested(study)) == [STRONG]
        redo(study, "ann")
        assert suggested(study) == []

    def test_stays_rejected_after_a_merge_of_two_copies(self, study: Store, tmp_path: Path) -> None:
        study.checkpoint()
        assert study.path is not None
        copy = Path(shutil.copy(study.path, tmp_path / "copy.coder"))
        with open_project(copy) as there:
            (found,) = suggested(study)
            suggesting.reject(there, "ann", suggested(there))
            suggesting.reject(study, "ann", [found])  # in both: one row
            coding.mark_read(study, "ann", found.source)
            merging.merge(study, there, "ann")
        assert suggested(study) == []
        assert len(written.rejections(study, user_guid("ann"))) == 1

    def test_stays_rejected_after_a_merge_of_codes(self, study: Store) -> None:
        suggesting.reject(study, "ann", suggested(study))
        other = codes.add_code(study, "ann", "Unions")
        codes.edit_code(study, "ann", other, indicators=["union"])
        codes.merge_codes(study, "ann", named(study, "Union voice"), other)
        assert suggested(study, code="Unions") == []
        assert words(study, suggested(study, user="bob", code="Unions")) == [STRONG]

    def test_narrower_words_of_it_are_rejected_too_and_wider_ones_are_not(self) -> None:
        held = suggesting.Held([], [("s", "c", Passage(10, 20))])

        def left(start: int, end: int, code: str = "c") -> bool:
            passage = Passage(start, end)
            return held.leaves(Suggestion("s", passage, code, LIKENESS, "", 0.5))

        assert not left(10, 20)
        assert not left(12, 15)
        assert left(10, 21)
        assert left(10, 20, "d")


class TestLearning:
    """What was coded since is known at the next source, whether likeness is made anew or not."""

    @pytest.fixture
    def other(self, study: Store) -> Guid:
        folder = study.path.parent if study.path else Path()
        (folder / "b.txt").write_text(
            "Teacher: Here the union was strong too, and that was hard.\n"
        )
        from coder.operations.sources import Facts, import_source

        done = import_source(study, "ann", folder / "b.txt", Facts())
        assert done.source
        return done.source

    @pytest.mark.parametrize("anew", [0.0, 1e9])
    def test_it_learns_and_forgets(
        self,
        study: Store,
        source: Source,
        other: Guid,
        anew: float,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(suggesting, "ANEW", anew)
        code = codes.add_code(study, "ann", "Quarrel")
        nobody = Passage(0, len("Headteacher"))
        coding.apply_code(study, "ann", source.guid, nobody, named(study, "Union voice"))
        finder = Suggesting(study, "ann", (LIKENESS,), codes=[code])
        assert finder.of(other) == []
        strong = wider(suggested(study)[0].passage)
        made = coding.apply_code(study, "ann", source.guid, strong, code)
        theirs = coding.apply_code(study, "bob", source.guid, strong, code)
        (found,) = finder.of(other)
        assert [near.passage for near in found.nearest] == [strong]
        (mine,) = (c for c in reads.codings(study) if c.guid == made)
        coding.uncode(study, "ann", mine)
        assert [each.code for each in finder.of(other)] == [code], "bob has it there still"
        (his,) = (c for c in reads.codings(study) if c.guid == theirs)
        coding.uncode(study, "bob", his)
        assert finder.of(other) == []
        undo(study, "bob")
        assert [each.code for each in finder.of(other)] == [code]

    def test_others_codings_are_not_learnt_while_they_are_hidden(
        self, study: Store, source: Source, other: Guid
    ) -> None:
        code = codes.add_code(study, "ann", "Quarrel")
        project.set_setting(study, "ann", "others' codings", "hidden")
        finder = Suggesting(study, "ann", (LIKENESS,), codes=[code])
        assert finder.of(other) == []
        coding.apply_code(study, "bob", source.guid, wider(suggested(study)[0].passage), code)
        assert finder.of(other) == []


class TestHidden:
    """Bob has coded; while others' codings are hidden, ann is told nothing that rests on it."""

    @pytest.fixture
    def code(self, study: Store, source: Source) -> Guid:
        code = codes.add_code(study, "ann", "Quarrel")
        coding.apply_code(study, "bob", source.guid, wider(suggested(study)[0].passage), code)
        folder = study.path.parent if study.path else Path()
        (folder / "b.txt").write_text(
            "Teacher: Here the union was strong too, and that was hard.\n"
        )
        from coder.operations.sources import Facts, import_source

        import_source(study, "ann", folder / "b.txt", Facts())
        return code

    def like(self, store: Store, user: str, code: Guid) -> list[Suggestion]:
        finder = Suggesting(store, user, (LIKENESS,), codes=[code])
        return [each for source in reads.sources(store) for each in finder.of(source)]

    def test_likeness_rests_on_others_codings_only_while_they_are_shown(
        self, study: Store, code: Guid
    ) -> None:
        (found,) = self.like(study, "ann", code)
        assert [n.passage for n in found.nearest] == [wider(suggested(study)[0].passage)]
        project.set_setting(study, "ann", seeing.OTHERS, "hidden")
        assert self.like(study, "ann", code) == []
        (own,) = self.like(study, "bob", code)
        assert own.code == code

    def test_what_others_reject_shows_nowhere(self, study: Store, code: Guid) -> None:
        project.set_setting(study, "ann", seeing.OTHERS, "hidden")
        suggesting.reject(study, "bob", suggested(study, user="bob"))
        assert words(study, suggested(study)) == [STRONG]
        shown = str(history.happenings(study, "ann"))
        assert "reject" not in shown

    def test_a_coding_taken_off_is_no_example(self, study: Store, code: Guid) -> None:
        assert self.like(study, "ann", code)
        undo(study, "bob")
        assert self.like(study, "ann", code) == []


def test_a_retired_code_is_not_suggested(study: Store) -> None:
    codes.retire_code(study, "ann", named(study, "Union voice"))
    (source,) = reads.sources(study)
    retired = named(study, "Union voice")
    assert all(each.code != retired for each in Suggesting(study, "ann").of(source))


def test_suggestions_and_rejections_are_never_counted(study: Store, staying: str) -> None:
    before = all_figures(study).replace(study.head_in_full, "")
    suggesting.reject(study, "ann", suggested(study))
    suggested(study, kinds=(INDICATORS, LIKENESS))
    assert all_figures(study).replace(study.head_in_full, "") == before
    suggesting.accept(study, "ann", suggested(study, code=staying))
    assert all_figures(study).replace(study.head_in_full, "") != before


def test_of_two_for_the_same_words_and_code_one_is_accepted() -> None:
    def one(start: int, end: int, kind: str, strength: float) -> Suggestion:
        return Suggestion("s", Passage(start, end), "c", kind, "", strength)

    wide, narrow = one(0, 50, LIKENESS, 0.9), one(10, 20, INDICATORS, 0.5)
    beside = one(60, 70, LIKENESS, 0.2)
    assert suggesting.apart([wide, narrow, beside]) == [narrow, beside]
