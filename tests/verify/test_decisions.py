"""Each decision is done again from the history as it was when it was made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tampering import behind, history, rewrite

from coder.store import open_project
from coder.verify import verify


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
