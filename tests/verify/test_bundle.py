"""A bundle is derived anew from its journal; what a forger changed in it is found, and named.

The forger is a clever one: whatever they change, they make the manifest fit again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bundling import canonical, edited, manifest, members, pack
from tampering import behind, history

import coder
from coder.journal import digest
from coder.operations.demo import build_demo
from coder.operations.project import PSEUDONYM_KEY
from coder.store import open_project, reads
from coder.verify import NOT_PROVED, PROVED, digests, outcome, verify, wording


@pytest.fixture
def dark(project: Path, tmp_path: Path) -> Path:
    """A bundle without the texts of its sources; beside it a copy of the project."""
    shutil.copy(project, tmp_path / "dark.coder")
    with open_project(project) as store:
        made = members(store, with_texts=False)
    return pack(made, tmp_path / "dark.zip", manifest(made, with_texts=False))


class TestASoundBundle:
    def test_verifies_as_a_zip_and_unpacked(self, made, project, tmp_path):
        path = pack(made, tmp_path / "b.zip")
        report = verify(path)
        assert (report.faults, report.remarks) == ([], [])
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / "unpacked")
        assert verify(tmp_path / "unpacked") == report == verify(project)

    def test_verifies_by_the_verifier_inside_it_alone(self, made, tmp_path):
        path = pack(made, tmp_path / "b.zip")
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / "unpacked")
        script = str(tmp_path / "unpacked" / "verify_bundle.py")
        for words, code in (((), 0), ((str(path),), 0), (("--head", "0" * 64), 1)):
            command = [sys.executable, "-I", "-S", script, *words]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (code, ""), done.stdout

    def test_without_texts_the_words_of_its_quotations_are_not_proved(self, dark):
        report = verify(dark)
        assert (report.faults, report.remarks, report.unquoted) == ([], [], 6)
        told = outcome(report)
        assert told[0].endswith("they make all that is here,\nbut the words of 6 quotations.")
        assert told[1].startswith("Not proved: the words of 6 quotations; the bundle has no texts")
        assert "(--texts-of PROJECT)" in told[1]

    def test_with_texts_all_of_it_is_proved(self, made, tmp_path):
        assert outcome(verify(pack(made, tmp_path / "b.zip"))) == [PROVED, NOT_PROVED]

    def test_with_the_project_beside_it_its_quotations_are_proved_too(self, dark, project):
        report = verify(dark, texts_of=project)
        assert (report.faults, report.remarks, report.unquoted) == ([], [], 0)

    def test_a_quotation_that_was_forged_is_found_with_the_project_beside_it(
        self, project, tmp_path
    ):
        with open_project(project) as store:
            made = members(store, with_texts=False)
        page = made["report.html"].decode()
        made["report.html"] = page.replace("we’ve had four head", "we’ve had nine head").encode()
        path = pack(made, tmp_path / "b.zip", manifest(made, with_texts=False))
        assert verify(path).faults == [], "nobody can tell without the words"
        (fault,) = verify(path, texts_of=project).faults
        assert "says “In the last seven years, we’ve had nine headteachers.”" in fault

    def test_texts_of_another_project_prove_nothing(self, dark, tmp_path):
        """A text is known by its id, so that a project that lies about it has none to give."""
        other = tmp_path / "other.coder"
        build_demo(other)
        assert verify(dark, texts_of=other).unquoted == 6
        with behind(other) as connection, sqlite3.connect(dark.with_suffix(".coder")) as source:
            for id, salt in source.execute("SELECT id, salt FROM texts"):
                row = (id, salt, "Something else. " * 500)
                connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", row)
        assert verify(dark, texts_of=other).unquoted == 6

    def test_what_is_no_project_gives_no_texts(self, dark, tmp_path):
        (tmp_path / "notes.txt").write_text("notes")
        for path in (tmp_path / "notes.txt", tmp_path / "none.coder"):
            with pytest.raises(OSError):
                verify(dark, texts_of=path)

    def test_a_bundle_that_says_it_holds_texts_has_them_all(self, project, first):
        with open_project(project) as store:
            made = members(store, with_texts=False)
        assert "is missing; entry" in first(made)

    def test_a_project_without_rules_or_cases_has_one_too(self, store, tmp_path):
        with store.change("start the project", "ann") as change:
            change.insert("codes", {"name": "Alone"})
        assert verify(pack(members(store), tmp_path / "b.zip")).faults == []

    def test_its_checkpoint_is_taken_back_whole(self, made, tmp_path):
        path = pack(made, tmp_path / "b.zip")
        line = verify(path).checkpoint
        assert line.startswith("coder checkpoint sha256:")
        assert verify(path, line).faults == []
        assert verify(path, f"  {line} \n").faults == []
        entries = line.split()[4]
        wrong = line.replace(f"entries {entries}", f"entries {int(entries) + 1}")
        (fault,) = verify(path, wrong).faults
        assert fault.startswith(f"The checkpoint says {int(entries) + 1} entries")


class TestWhatItBringsAlong:
    """The verifier and README.txt, which a forger would have speak for them."""

    @pytest.mark.parametrize("name", ["verify/page.py", "verify_bundle.py"])
    def test_a_verifier_that_is_not_the_program_s_is_a_fault(self, made, first, name):
        made[name] += b"# and more\n"
        assert first(made) == (
            f"The verifier in the bundle is not the one of coder 0.1.0: {name}: do not run it."
        )

    def test_one_that_lacks_or_has_a_module_more_is_too(self, made, first):
        made["verify/json.py"] = b""
        del made["verify/margins.py"]
        assert "coder 0.1.0: verify/json.py, verify/margins.py: do not run it" in first(made)

    def test_that_of_another_version_is_a_remark(self, made, tmp_path):
        made["verify/page.py"] += b"# as it was then\n"
        fitting = manifest(made).replace(b'"coder":"0.1.0"', b'"coder":"0.0.9"')
        report = verify(pack(made, tmp_path / "b.zip", fitting))
        assert not [fault for fault in report.faults if "verifier" in fault]
        assert report.remarks == [
            "The bundle was made by coder 0.0.9, and this is coder 0.1.0: whether its verifier is"
            " whole was not checked (verify/page.py)."
        ]

    def test_the_version_that_the_verifier_knows_is_the_program_s(self):
        assert coder.__version__ == wording.VERSION

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"WHAT IS NOT PROVED", b"WHAT IS PROVED AS WELL"),
            (b"coder verify BUNDLE.zip", b"coder trust BUNDLE.zip"),
            (b"checkpoint sha256:", b"checkpoint sha256:0"),
        ],
    )
    def test_an_altered_readme_is_named(self, made, first, old, new):
        made["README.txt"] = made["README.txt"].replace(old, new, 1)
        fault = first(made)
        assert fault.startswith("README.txt says “")
        assert new.decode().split(" sha")[0] in fault

    def test_a_readme_that_is_cut_off_is_named(self, made, first):
        made["README.txt"] = made["README.txt"][:-40]
        assert first(made).startswith("README.txt says “")

    def test_its_digests_are_those_that_sha256sum_takes(self, made, tmp_path):
        told = dict(reversed(line.split("  ")) for line in digests())
        brought = {name: code for name, code in made.items() if name.startswith("verify")}
        assert told == {name: hashlib.sha256(code).hexdigest() for name, code in brought.items()}


class TestTheManifest:
    def test_names_what_was_changed_missing_or_added(self, made, tmp_path):
        fitting = manifest(made)
        made["themes.json"] += b" "
        del made["withdrawn.json"]
        made["notes.txt"] = b"?"
        faults = verify(pack(made, tmp_path / "b.zip", fitting)).faults
        assert faults[:3] == [
            "withdrawn.json is missing: manifest.json names it.",
            "notes.txt was added: manifest.json does not name it.",
            "themes.json was changed: it is not the file that manifest.json names.",
        ]

    @pytest.mark.parametrize("name", ["withdrawn.json", "README.txt", "texts.jsonl"])
    def test_a_dropped_file_is_missed(self, made, first, name):
        del made[name]
        assert first(made) == f"{name} is missing: every bundle has it."

    def test_rules_that_were_dropped_or_added_are_named(self, made, first):
        (name,) = [each for each in made if each.startswith("rules/typology")]
        made["rules/typology-000000000000.json"] = made[name]
        assert first(made).startswith("rules/typology-000000000000.json was added")
        del made["rules/typology-000000000000.json"], made[name]
        assert first(made).startswith(f"{name} is missing")

    def test_an_added_file_is_named(self, made, first):
        made["notes.txt"] = b"Trust me."
        assert first(made) == "notes.txt was added: no bundle has such a file."

    def test_a_head_or_a_length_that_is_another_is_named(self, made, tmp_path):
        told = json.loads(manifest(made))
        told["entries"] += 1
        (fault,) = verify(pack(made, tmp_path / "b.zip", canonical(told))).faults
        assert fault.startswith("manifest.json says that the journal ends with “coder checkpoint")


class TestTexts:
    def test_edited_words_are_not_what_their_id_says(self, made, first):
        made["texts.jsonl"] = made["texts.jsonl"].replace(
            b"four headteachers", b"nine headteachers"
        )
        assert "was edited: it is not what its id says" in first(made)

    def test_words_edited_under_an_id_of_their_own_are_missed(self, made, first, faults):
        found = []
        for line in made["texts.jsonl"].split(b"\n")[:-1]:
            each = json.loads(line)
            if "four headteachers" in each["text"]:
                each["text"] = each["text"].replace("four headteachers", "nine headteachers")
                each["id"] = "text:" + digest(each["salt"] + each["text"])[7:]
            found.append(canonical(each))
        made["texts.jsonl"] = b"".join(found)
        said = " ".join(faults(made))
        assert "is missing; entry" in said
        assert "“import source”" in said

    def test_a_withdrawn_text_that_came_back_is_named(self, project, tmp_path, faults):
        path = Path(shutil.copy(project, tmp_path / "demo.coder"))
        with open_project(path) as store, store.change("withdraw", "ann") as change:
            ((guid, old),) = store.rows("SELECT guid, text FROM memos LIMIT 1")
            change.update("memos", guid, {"text": change.text("█")})
        with behind(path) as connection:
            bodies = [body for _, body in history(connection)]
            last = history(connection)[-1]
            connection.execute("DELETE FROM journal WHERE id = ?", (last[0],))
            body = {**bodies[-1], "withdrawn": [old]}
            text = canonical(body).decode().rstrip("\n")
            connection.execute("INSERT INTO journal (id, body) VALUES (?, ?)", (digest(text), text))
        with open_project(path) as store:
            made = members(store)
            gone = {
                **made,
                "texts.jsonl": b"".join(
                    line + b"\n"
                    for line in made["texts.jsonl"].split(b"\n")[:-1]
                    if old.encode() not in line
                ),
            }
        assert faults(gone) == []
        (fault, *_) = faults(made)
        assert fault == f"Text {old[:40]} was withdrawn, but it is still in the file."

    def test_the_key_of_the_pseudonyms_may_be_absent(self, made, project):
        with open_project(project) as store:
            key = reads.setting(store, PSEUDONYM_KEY)
        assert key.encode() not in made["texts.jsonl"]
        assert key.encode() in made["journal.jsonl"]


class TestRulesAndRecords:
    def test_a_changed_rule_is_named(self, made, first):
        (name,) = [each for each in made if each.startswith("rules/typology")]

        def only_one(told: Any) -> None:
            told["rules"]["types"][0]["count"] = 1

        changed = edited(made, name, only_one)
        assert first(changed) == f"{name} was changed: it is not the rules that the history has."

    def test_a_changed_codebook_is_named(self, made, first):
        name = next(each for each in made if each.startswith("rules/codebook"))

        def redefined(told: Any) -> None:
            told["codes"][0]["definition"] = "Something else."

        assert "was changed: it is not the codebook" in first(edited(made, name, redefined))

    @pytest.mark.parametrize(
        ("edit", "said"),
        [
            (
                lambda told: told[0].update(outcome="Type B"),
                "decisions.json says that the outcome of the decision on 8a by sam",
            ),
            (
                lambda told: told[0]["reviews"][0].update(verdict="agree"),
                "says that the verdict of the review by kim",
            ),
            (lambda told: told[0]["reviews"].clear(), "leaves out the review by kim"),
            (lambda told: told.clear(), "decisions.json leaves out the decision on 8a by sam"),
            (lambda told: told.append(told[0]), "tells twice of the decision on 8a"),
            (lambda told: told[0].update(user="kim"), "“kim”; the history says “sam”"),
        ],
    )
    def test_a_swapped_decision_is_named(self, made, first, edit, said):
        assert said in first(edited(made, "decisions.json", edit))

    def test_an_altered_source_is_named(self, made, first):
        def longer(told: Any) -> None:
            next(each for each in told if each["name"] == "8a.txt")["case"] = "8b"

        assert first(edited(made, "sources.json", longer)) == (
            "sources.json says that the case of source 8a.txt is “8b”; the history says “8a”."
        )

    def test_a_withdrawal_that_never_was_is_named(self, made, first):
        forged = {"about": "x", "kind": "case", "name": "", "time": "", "reason": ""}
        assert first(edited(made, "withdrawn.json", lambda told: told.append(forged))) == (
            "withdrawn.json tells of 1 withdrawals; the history has 0."
        )
