"""The journal of a bundle, edited, forged, reordered and cut off."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bundling import Members, canonical, members, pack
from tampering import behind, history

from coder.journal import digest
from coder.store import open_project
from coder.verify import verify


def lines(made: Members) -> list[bytes]:
    return made["journal.jsonl"].split(b"\n")[:-1]


def joined(entries: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in entries)


class TestTheHistory:
    def test_an_edited_entry_is_missed_by_the_one_that_follows(self, made, first):
        entries = lines(made)
        at = next(n for n, line in enumerate(entries) if b'"289:342"' in line)
        old = digest(entries[at].decode())
        entries[at] = entries[at].replace(b'"289:342"', b'"289:340"')
        made["journal.jsonl"] = joined(entries)
        fault = first(made)
        assert f"follows entry {old[:19]}, which is missing" in fault

    def test_reordered_entries_are_named(self, made, first):
        entries = lines(made)
        entries[3], entries[4] = entries[4], entries[3]
        made["journal.jsonl"] = joined(entries)
        assert first(made).startswith("The journal's entries were reordered, from entry sha256:")

    def test_a_forged_entry_makes_a_second_end(self, made, first, faults):
        entries = lines(made)
        forged = json.loads(entries[-1])
        forged["parents"] = json.loads(entries[-2])["parents"]
        forged["clock"] -= 1
        entries.append(canonical(forged).rstrip(b"\n"))
        entries.sort(key=lambda line: (json.loads(line)["clock"], digest(line.decode())))
        made["journal.jsonl"] = joined(entries)
        assert "has 2 ends" in "".join(faults(made))

    def test_a_forged_entry_at_the_end_is_told_by_the_figures(self, made, first):
        """It fits the chain; what the bundle says of the project no longer follows from it."""
        entries = lines(made)
        last = json.loads(entries[-1])
        coding = next(
            image[1]
            for line in entries
            for image in json.loads(line)["images"]
            if image[0] == "codings" and image[3].get("passage") == "289:342"
        )
        row = {"removed": 0}, {"removed": 1}
        forged = {**last, "images": [["codings", coding, *row]], "verb": "remove coding"}
        forged |= {"clock": last["clock"] + 1, "parents": [digest(entries[-1].decode())]}
        made["journal.jsonl"] = joined([*entries, canonical(forged).rstrip(b"\n")])
        assert first(made) == (
            "typing.json counts a quotation 8a.txt 289:342 for unstable leadership in 8a, which"
            " the history does not."
        )

    def test_a_truncated_journal_is_told_by_what_rests_on_it(self, made, first):
        """The manifest fits the shorter one; decisions.json tells of what is cut off."""
        made["journal.jsonl"] = joined(lines(made)[:-3])
        assert first(made).startswith("decisions.json tells of the decision on 8a by sam (")

    def test_a_bundle_of_a_shorter_history_shows_only_against_a_head(self, project, tmp_path):
        """All of it was made anew from a project cut short: nothing inside it can tell."""
        cut = Path(shutil.copy(project, tmp_path / "cut.coder"))
        with open_project(cut) as store:
            kept = store.head_in_full
        with behind(cut) as connection:
            id, body = history(connection)[-1]
            for table, guid, _, _ in body["images"]:
                connection.execute(f"DELETE FROM {table} WHERE guid = ?", (guid,))
            connection.execute("DELETE FROM journal WHERE id = ?", (id,))
        with open_project(cut) as store:
            path = pack(members(store), tmp_path / "b.zip")
        assert verify(path).faults == []
        (fault,) = verify(path, kept).faults
        assert fault.startswith(f"Entry {kept[:19]} is not in the journal: its end was cut off")
