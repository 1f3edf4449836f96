"""Each decision is done again from the history as it was when it was made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tampering import behind, history, rewrite

from coder.operations import lookup, turns, typing, withdrawing
from coder.operations import settings as chosen
from coder.store import judged, open_project, reads
from coder.verify import Report, verify

ALSO = ("memos", "names", "repeats")
NEITHER = "Type A not met; Type B not met."


class TestADecision:
    """In the project itself, as in a bundle of it."""

    @pytest.fixture
    def forge(self, project: Path, tmp_path: Path) -> Callable[..., list[str]]:
        """Rewrite the entry that decided 8a, and the whole chain after it."""

        def forged(**columns: str) -> list[str]:
            path = Path(shutil.copy(project, tmp_path / "forged.coder"))
            with behind(path) as connection:
                bodies = [body for _, body in history(connection)]
                image = next(i for b in bodies for i in b["images"] if i[0] == "typings")
                image[3].update(columns)
                for name, value in columns.items():
                    connection.execute(f'UPDATE typings SET "{name}" = ?', (value,))
                rewrite(connection, bodies)
            return verify(path).faults

        return forged

    def test_that_was_made_is_sound(self, forge):
        assert forge() == []

    @pytest.mark.parametrize(
        ("columns", "said"),
        [
            (
                {"computed": "Type A not met; Type B met."},
                "says that the rules gave “Type A not met; Type B met.”; done again from the"
                " history they give “Type A met; Type B not yet determined.”.",
            ),
            ({"head": "sha256:" + "0" * 64}, "says it was made after entry sha256:000000000000"),
            ({"typology": "sha256:1"}, "names other rules than were in force."),
            ({"codebook": "sha256:1"}, "names another codebook than there was."),
            ({"time": "2026-01-01T00:00:00.000Z"}, "does not carry the name, time and number"),
        ],
    )
    def test_that_says_otherwise_is_one_fault_in_words(self, forge, columns, said):
        (fault,) = forge(**columns)
        assert fault.startswith("The decision on 8a (")
        assert said in fault

    def test_that_was_rewritten_later_is_named(self, project, tmp_path):
        path = Path(shutil.copy(project, tmp_path / "rewritten.coder"))
        with open_project(path) as store, store.change("tidy", "sam") as change:
            ((guid,),) = store.rows("SELECT guid FROM typings")
            change.update("typings", guid, {"outcome": "Type B"})
        (fault,) = verify(path).faults
        assert f"rewrites outcome of typings {guid}, which are only ever added" in fault


class TestADecisionWhoseSpeakersHaveLeft:
    """Their names are gone: what rested on telling them apart cannot be known, all else can."""

    @pytest.fixture
    def left(self, project: Path, tmp_path: Path) -> Callable[..., Path]:
        """8a decided by sam with so many speakers asked for; then two voices are withdrawn."""

        def made(speakers: int) -> Path:
            path = Path(shutil.copy(project, tmp_path / "left.coder"))
            with open_project(path) as store:
                chosen.choose(store, "lead", "least speakers", str(speakers))
                source = lookup.source(store, "8a").guid
                for at, name in ((1, "Teacher 1"), (4, "Teacher 2")):
                    turn = reads.turns(store, source)[source][at]
                    turns.reassign_turn(store, "ann", turn, name)
                case = lookup.case(store, "8a")
                oversight = typing.attribute(store, "unclear-direction-for-school-oversight")
                typing.assess(store, "kim", case.guid, oversight, "met", "A letter says so.")
                typing.decide(store, "sam", case, "Type A", "Two attributes.")
                for name in ("Teacher 1", "Teacher 2"):
                    speakers_ = reads.speakers(store, source).values()
                    (leaves,) = [each for each in speakers_ if each.name == name]
                    plan = withdrawing.plan(store, withdrawing.of_speaker(store, leaves), ALSO)
                    written = withdrawing.written(store, plan)
                    withdrawing.carry_out(store, "lead", plan, written, "They asked.")
            return path

        return made

    def forged(self, path: Path, computed: str, **others: str) -> Report:
        with behind(path) as connection:
            bodies = [body for _, body in history(connection)]
            images = [i for b in bodies for i in b["images"] if i[0] == "typings"]
            image = images[-1]
            image[3].update(computed=computed, **others)
            for name, value in {"computed": computed, **others}.items():
                row = (value, image[1])
                connection.execute(f'UPDATE typings SET "{name}" = ? WHERE guid = ?', row)
            rewrite(connection, bodies)
        return verify(path)

    def test_is_done_again_where_no_number_of_speakers_is_asked_for(self, left):
        path = left(1)
        assert (verify(path).faults, verify(path).remarks) == ([], [])
        (fault,) = self.forged(path, NEITHER).faults
        assert "done again from the history they give “Type A" in fault

    def test_leaves_open_only_whether_enough_spoke(self, left):
        path = left(2)
        report = verify(path)
        assert report.faults == []
        (remark,) = report.remarks
        assert remark.startswith("Of the decision on 8a (")
        assert remark.endswith(
            "whether enough speakers and roles spoke for Unstable leadership cannot be known any"
            " more, since names of theirs were withdrawn: the rules gave “Type A met; Type B not"
            " yet determined.” or “Type A not yet determined; Type B not yet determined.”."
        )

    @pytest.mark.parametrize(
        ("computed", "sound"),
        [
            ("Type A met; Type B not yet determined.", True),
            ("Type A not yet determined; Type B not yet determined.", True),
            ("Type A not met; Type B not yet determined.", False),
            ("Type A met; Type B met.", False),
        ],
    )
    def test_may_say_either_of_what_is_left_open_and_nothing_else(self, left, computed, sound):
        faults = self.forged(left(2), computed).faults
        assert (faults == []) is sound
        assert sound or "again from the history they give “Type A met; " in faults[0]

    def test_leaves_nothing_open_where_too_few_spoke_in_any_case(self, left):
        path = left(3)
        report = verify(path)
        assert (report.faults, report.remarks) == ([], [])
        (fault,) = self.forged(path, "Type A met; Type B not yet determined.").faults
        assert "they give “Type A not yet determined; Type B not yet determined.”" in fault

    def test_still_says_under_which_rules_it_was_made(self, left):
        path = left(2)
        (fault,) = self.forged(path, _computed(path)[-1], typology="sha256:1").faults
        assert "names other rules than were in force" in fault


def _computed(path: Path) -> list[str]:
    with open_project(path) as store:
        return [each.computed for each in judged.typings(store)]
