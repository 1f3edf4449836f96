"""The bundle: the same bytes for the same project, whole or not at all, and what is in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coder import verify
from coder.errors import CoderError, Refused
from coder.model import Passage
from coder.operations import (
    cases,
    codes,
    coding,
    correcting,
    lookup,
    merging,
    project,
    queries,
    seeing,
    typing,
    withdrawing,
)
from coder.operations.bundling import bundle
from coder.operations.project import PSEUDONYM_KEY
from coder.store import Store, judged, open_project, reads, whole
from coder.store.past import as_at

UNION = "Antagonistic union voice"


def bundled(store: Store, folder: Path, user: str = "ann", **given: Any) -> dict[str, bytes]:
    """Return the members of a bundle of a project, by name."""
    path = folder / "audit.zip"
    bundle(store, user, path, replace=True, **given)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read(members: dict[str, bytes], name: str) -> Any:
    return json.loads(members[name])


def lines(members: dict[str, bytes], name: str) -> list[Any]:
    return [json.loads(line) for line in members[name].decode().split("\n")[:-1]]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# The file.


def test_two_processes_write_the_same_bytes(demo: Store, tmp_path: Path) -> None:
    typing.decide(demo, "sam", lookup.case(demo, "8a"), "Type A", "Two attributes.")
    found = []
    for seed, zone, mask, user in (("1", "UTC", 0o022, "ann"), ("2", "Pacific/Apia", 0o000, "kim")):
        path = tmp_path / f"{seed}.zip"
        subprocess.run(
            [sys.executable, "-m", "coder", "bundle", "--with-texts", "-o", str(path)],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C"}
            | {"CODER_PROJECT": str(demo.path), "CODER_USER": user},
            check=True,
            umask=mask,
        )
        found.append(sha256(path.read_bytes()))
        assert path.stat().st_mode & 0o777 == 0o600
    assert len({*found}) == 1


def test_every_member_has_one_day_one_mode_and_its_place_in_the_alphabet(
    demo: Store, tmp_path: Path
) -> None:
    bundled(demo, tmp_path)
    with zipfile.ZipFile(tmp_path / "audit.zip") as archive:
        every = archive.infolist()
    assert [each.filename for each in every] == sorted(each.filename for each in every)
    assert {each.date_time for each in every} == {(1980, 1, 1, 0, 0, 0)}
    assert {each.external_attr >> 16 for each in every} == {0o644}


def test_a_file_that_is_there_stays_unless_asked(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "audit.zip"
    path.write_text("mine")
    steps: list[str] = []
    with pytest.raises(Refused, match="already"):
        bundle(demo, "ann", path, told=steps.append)
    assert steps == [], "it is said before the work is done"
    assert path.read_text() == "mine"
    with pytest.raises(CoderError, match=r"\.zip"):
        bundle(demo, "ann", tmp_path / "audit.tar")


def test_while_users_do_not_see_each_other_there_is_no_bundle(demo: Store, tmp_path: Path) -> None:
    project.set_setting(demo, "lead", seeing.OTHERS, "hidden")
    with pytest.raises(Refused, match="do not see each other"):
        bundle(demo, "lead", tmp_path / "audit.zip")
    assert [*tmp_path.glob("*.zip")] == []
    project.set_setting(demo, "lead", seeing.OTHERS, "shown")
    bundle(demo, "lead", tmp_path / "audit.zip")


def test_the_manifest_names_every_other_member_with_its_digest(demo: Store, tmp_path: Path) -> None:
    members = bundled(demo, tmp_path)
    manifest = read(members, "manifest.json")
    assert manifest["files"] == {
        name: sha256(content) for name, content in members.items() if name != "manifest.json"
    }
    assert (manifest["bundle"], manifest["with_texts"]) == (1, False)
    assert manifest["head"] == demo.head
    assert manifest["entries"] == len(lines(members, "journal.jsonl"))


def test_the_verifier_in_it_is_the_programs_own(demo: Store, tmp_path: Path) -> None:
    members = bundled(demo, tmp_path)
    own = {each.name: each.read_bytes() for each in Path(verify.__file__).parent.glob("*.py")}
    found = {name[7:]: content for name, content in members.items() if name[:7] == "verify/"}
    assert found == own
    assert b"verify" in members["verify_bundle.py"]


# What the project holds.


def test_the_id_of_an_entry_is_the_digest_of_its_line(demo: Store, tmp_path: Path) -> None:
    members = bundled(demo, tmp_path)
    raw = members["journal.jsonl"].split(b"\n")[:-1]
    ids = [f"sha256:{sha256(each)}" for each in raw]
    entries = [json.loads(each) for each in raw]
    assert [each["parents"] for each in entries[1:]] == [[id] for id in ids[:-1]]
    assert ids[-1] == demo.head


def test_texts_of_sources_are_in_it_only_where_asked_for(demo: Store, tmp_path: Path) -> None:
    quoted = "The process has been tricky"  # no code has it as an example
    apart = {each["id"] for each in lines(bundled(demo, tmp_path), "texts.jsonl")}
    members = bundled(demo, tmp_path, with_texts=True)
    every = lines(members, "texts.jsonl")
    for each in every:
        assert each["id"] == "text:" + sha256((each["salt"] + each["text"]).encode())
    own = [each for each in every if each["id"] not in apart]
    assert len(own) == 17, "schools that the report quotes"
    assert {sha256(each["text"].encode()) for each in own} == {
        each["sha256"] for each in read(members, "sources.json")
    }
    assert any(quoted in each["text"] for each in own)
    assert not any(quoted in each["text"] for each in every if each["id"] in apart)


def test_the_secret_of_the_pseudonyms_stays_at_home(demo: Store, tmp_path: Path) -> None:
    id = reads.setting(demo, PSEUDONYM_KEY)
    secret = reads.note(demo, id)
    assert len(secret) == 64
    members = bundled(demo, tmp_path, with_texts=True)
    assert id.encode() in members["journal.jsonl"], "that there is one is no secret"
    assert not [name for name, content in members.items() if secret.encode() in content]


def test_sources_stand_in_every_version(demo: Store, tmp_path: Path) -> None:
    found = read(bundled(demo, tmp_path), "sources.json")
    (of_8a,) = [each for each in found if each["case"] == "8a"]
    text = reads.text(demo, of_8a["guid"])
    assert of_8a["length"] == len(text)
    assert of_8a["sha256"] == sha256(text.encode())
    assert (of_8a["version"], of_8a["extracts_only"]) == (1, True)


def test_rules_stand_as_they_were_when_something_was_decided(demo: Store, tmp_path: Path) -> None:
    typing.decide(demo, "sam", lookup.case(demo, "8a"), "Type A", "Two attributes.")
    then = reads.codebook(demo).digest
    codes.add_code(demo, "lead", "Hearsay")
    now = reads.codebook(demo).digest
    members = bundled(demo, tmp_path)
    books = {
        each["digest"]: each["codes"]
        for name in members
        if name.startswith("rules/codebook-")
        for each in [read(members, name)]
    }
    assert books.keys() == {then, now}
    assert len(books[now]) == len(books[then]) + 1
    assert {each["name"] for each in books[now]} - {each["name"] for each in books[then]} == {
        "Hearsay"
    }
    (typology,) = [name for name in members if name.startswith("rules/typology-")]
    found = read(members, typology)
    canonical = json.dumps(
        found["rules"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert found["digest"] == f"sha256:{sha256(canonical.encode())}"
    (decision,) = read(members, "decisions.json")
    assert (decision["typology"], decision["codebook"]) == (found["digest"], then)


def test_the_codebook_of_any_moment_is_what_looking_back_shows(built: Path, tmp_path: Path) -> None:
    here, there = (tmp_path / name for name in ("here.coder", "there.coder"))
    shutil.copy(built, here)
    shutil.copy(built, there)
    with open_project(here) as store, open_project(there) as other:
        for at, each in enumerate((store, other, other, store, other)):
            codes.add_code(each, f"user {at}", f"Code {at}")
        merging.merge(store, "lead", there)
        codes.add_code(store, "lead", "After the merge")
        entries = list(store.entries())
        heads = [entry.id for entry in entries[-9:]]
        found = whole.codes_at(entries, heads)
        assert len({whole.codebook(rows).digest for rows in found.values()}) >= 7
        for head in heads:
            with as_at(store, head) as past:
                assert whole.codebook(found[head]).digest == reads.codebook(past).digest


# What was judged and derived.


def test_a_decision_stands_with_its_reviews(demo: Store, tmp_path: Path) -> None:
    case = lookup.case(demo, "8a")
    head = demo.head
    typing.decide(demo, "sam", case, "Type A", "Two attributes.")
    (made,) = judged.typings(demo)
    typing.review(demo, "kim", made, "query", "Is one teacher enough?")
    (decision,) = read(bundled(demo, tmp_path), "decisions.json")
    assert decision["case"] == "8a"
    assert decision["user"] == "sam"
    assert decision["outcome"] == "Type A"
    assert decision["computed"] == "Type A met; Type B not yet determined."
    assert decision["reason"] == "Two attributes."
    assert decision["head"] == head
    (review,) = decision["reviews"]
    assert (review["user"], review["verdict"]) == ("kim", "query")
    assert review["reason"] == "Is one teacher enough?"
    assert review["replies"] == []


def test_8a_is_typed_as_the_report_has_it(demo: Store, tmp_path: Path) -> None:
    # By hand, from paragraphs 71, 76, 101 and 129 of the report.
    found = read(bundled(demo, tmp_path), "typing.json")
    assert found["least"] == {"passages": 1, "speakers": 1, "roles": 1}
    assert [each["case"] for each in found["cases"]][:4] == ["1a", "1b", "2a", "2b"]
    (of_8a,) = [each for each in found["cases"] if each["case"] == "8a"]
    met = [each["id"] for each in of_8a["attributes"] if each["status"] == "met"]
    assert met == [
        "unstable-leadership",
        "unclear-direction-for-school-oversight",
        "antagonistic-union-voice",
    ]
    union = of_8a["attributes"][-1]
    assert (len(union["for"]), union["against"]) == (3, [])
    assert union["roles"] == ["Headteacher", "Teacher"]
    assert (union["speakers"], union["at_least"]) == (2, True)
    outcomes = [(each["type"], each["readings"], each["outcome"]) for each in of_8a["types"]]
    assert outcomes == [
        ("A", {"years-per-headteacher": "heads"}, "met"),
        ("A", {"years-per-headteacher": "changes"}, "met"),
        ("B", {"just-two": "exactly"}, "not determined"),
        ("B", {"just-two": "at least"}, "not determined"),
    ]
    (of_8b,) = [each for each in found["cases"] if each["case"] == "8b"]
    assert "unstuck" in of_8b["reason"]
    assert of_8b["types"] == []


def test_themes_are_those_of_the_table(demo: Store, tmp_path: Path) -> None:
    found = read(bundled(demo, tmp_path), "themes.json")
    assert (found["unit"], found["by"]) == ("schools", "status")
    (dumping,) = [each for each in found["codes"] if each["path"].endswith("Dumping ground")]
    # Paragraph 62 quotes 4a and 8a. 1b, 3a and 4b are never quoted.
    assert dumping["groups"] == {
        "": {"with": 2, "without": 0, "not_yet_read": 15, "no_source": 3},
        "stuck": {"with": 2, "without": 0, "not_yet_read": 7, "no_source": 1},
        "unstuck": {"with": 0, "without": 0, "not_yet_read": 8, "no_source": 2},
    }


def test_a_project_without_rules_has_a_bundle_too(tmp_path: Path) -> None:
    with project.start(tmp_path / "bare.coder", "ann") as store:
        cases.add_cases(store, "ann", [("Northgate", {})])
        members = bundled(store, tmp_path)
    assert read(members, "typing.json")["cases"] == []
    assert "no typology" in members["report.html"].decode()


def test_a_coding_of_another_copy_is_in_the_bundle_of_the_merged_project(
    built: Path, tmp_path: Path
) -> None:
    here, there = (tmp_path / name for name in ("here.coder", "there.coder"))
    shutil.copy(built, here)
    shutil.copy(built, there)
    with open_project(there) as other:
        source = lookup.source(other, "4a")
        code = lookup.code(reads.codebook(other), UNION).guid
        made = coding.apply_code(other, "zoe", source.guid, Passage(0, 9), code)
    with open_project(here) as store:
        typing.decide(store, "sam", lookup.case(store, "8a"), "Type A", "Two attributes.")
        merging.merge(store, "lead", there)
        members = bundled(store, tmp_path)
    assert len(lines(members, "journal.jsonl")[-1]["parents"]) == 2
    (of_4a,) = [each for each in read(members, "typing.json")["cases"] if each["case"] == "4a"]
    assert [made] in [each["codings"] for each in of_4a["attributes"][-1]["for"]]


# The verifier, which shares no code with what wrote the bundle, derives the same.


def checked(folder: Path) -> None:
    """Check a bundle as it is, and unpacked by the script in it alone."""
    assert verify.verify(folder / "audit.zip").faults == []
    shutil.unpack_archive(folder / "audit.zip", folder / "unpacked")
    alone = subprocess.run(
        [sys.executable, "-I", str(folder / "unpacked" / "verify_bundle.py")],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert alone.returncode == 0, alone.stdout + alone.stderr


@pytest.mark.parametrize("with_texts", [False, True])
def test_the_demonstration_is_verified(demo: Store, tmp_path: Path, with_texts: bool) -> None:
    bundled(demo, tmp_path, with_texts=with_texts)
    checked(tmp_path)


def test_a_project_in_which_everything_happened_is_verified(demo: Store, tmp_path: Path) -> None:
    case, source = lookup.case(demo, "8a"), lookup.source(demo, "8a")
    typing.decide(demo, "sam", case, "Type A", "Two attributes.")
    (made,) = judged.typings(demo)
    typing.review(demo, "kim", made, "query", "Is one teacher enough?")
    (query,) = queries.queries(demo)[case.guid]
    queries.answer(demo, "sam", query.review.guid, "Two passages.")
    queries.close(demo, "kim", query.review.guid, "Agreed.")
    union = typing.attribute(demo, "antagonistic-union-voice")
    typing.assess(demo, "kim", case.guid, union, "contested", "Only of the former trust.")
    cases.set_value(demo, "lead", case.guid, "years covered", "7")
    cases.set_value(demo, "lead", case.guid, "headteachers in that time", "4")
    book = reads.codebook(demo)
    dumping, support = (lookup.code(book, name).guid for name in ("Dumping ground", "MAT support"))
    codes.merge_codes(demo, "lead", dumping, support, "One theme.")
    corrected = tmp_path / "8a-corrected.txt"
    corrected.write_text(reads.text(demo, source.guid).replace("cripple us", "cripple us all"))
    plan = correcting.plan_correction(demo, "lead", source, corrected)
    correcting.carry_out(demo, "lead", plan, reason="Heard again.")
    typing.decide(demo, "kim", case, "neither type", "After all that.")
    bundled(demo, tmp_path, with_texts=True)
    checked(tmp_path)


def test_a_merged_project_is_verified(built: Path, tmp_path: Path) -> None:
    here, there = (tmp_path / name for name in ("here.coder", "there.coder"))
    shutil.copy(built, here)
    shutil.copy(built, there)
    with open_project(here) as store, open_project(there) as other:
        case = lookup.case(store, "8a")
        for each, user, outcome in ((store, "sam", "Type A"), (other, "kim", "neither type")):
            typing.decide(each, user, case, outcome, "As I read it.")
            codes.add_code(each, user, f"Code of {user}")
            cases.set_value(each, user, case.guid, "years covered", str(len(user)))
            typing.decide(each, user, case, outcome, "Again.")
        merging.merge(store, "lead", there)
        bundled(store, tmp_path)
    checked(tmp_path)


def test_two_copies_merged_either_way_give_the_same_report(built: Path, tmp_path: Path) -> None:
    """What both copies did on the same words stands in one order, whoever merged whom."""
    paths = [tmp_path / f"{name}.coder" for name in ("here", "there")]
    for path, users in zip(paths, (("zoe", "bob"), ("amy", "xia")), strict=True):
        shutil.copy(built, path)
        with open_project(path) as store:
            source = lookup.source(store, "8a").guid
            code = lookup.code(reads.codebook(store), UNION).guid
            words = Passage(411, 594)
            for user in users:
                made = coding.apply_code(store, user, source, words, code, memo=f"As {user} sees.")
                coding.add_memo(store, user, made, "And once more.")
                eight = lookup.case(store, "8a").guid
                cases.set_value(store, user, eight, f"seen by {user}", "yes")
    shutil.copy(paths[0], tmp_path / "before.coder")
    with open_project(paths[0]) as here:
        merging.merge(here, "lead", paths[1])
    with open_project(paths[1]) as there:
        merging.merge(there, "lead", tmp_path / "before.coder")
    pages = []
    for path in paths:
        with open_project(path) as store:
            page = bundled(store, tmp_path)["report.html"].decode()
        checked(tmp_path)
        pages.append(re.findall(r"coded Antagonistic union voice by .*", page))
    assert pages[0] == pages[1]
    assert all(len(re.findall(r" by (\w+)", each)) == 5 for each in pages[0][:1])


@pytest.mark.parametrize(
    "thing", ["case:8a", "8a.txt", pytest.param("Headteacher", id="the headteachers of 8a")]
)
@pytest.mark.parametrize("with_texts", [False, True])
def test_a_project_from_which_somebody_has_withdrawn_is_verified(
    demo: Store, tmp_path: Path, thing: str, with_texts: bool
) -> None:
    case = lookup.case(demo, "8a")
    typing.decide(demo, "sam", case, "Type A", "Two attributes.")
    of = "8a" if thing == "Headteacher" else ""
    target = withdrawing.find(demo, thing, source=of)
    planned = withdrawing.plan(demo, target, ["memos", "names"])
    assert "I met with the" in bundled(demo, tmp_path)["report.html"].decode()
    withdrawing.carry_out(demo, "lead", planned, withdrawing.written(demo, planned), "They left.")
    typing.decide(demo, "kim", case, "not yet determined", "After that.")
    members = bundled(demo, tmp_path, with_texts=with_texts)
    assert "They left." in [each["reason"] for each in read(members, "withdrawn.json")]
    assert "I met with the" not in members["report.html"].decode()
    checked(tmp_path)
