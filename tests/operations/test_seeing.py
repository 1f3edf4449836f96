"""Who sees what others made, while codings are hidden: the same answer everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from coder.errors import NotFound
from coder.model import Guid, Source
from coder.operations import (
    coding,
    history,
    lists,
    lists_coding,
    lookup,
    project,
    seeing,
    showing,
)
from coder.store import Store, reads

SECRET = "Bob thinks so."


@dataclass
class Hidden:
    """A project in which bob's work is hidden from ann."""

    store: Store
    source: Source
    coding: Guid

    def all_that_is_shown(self, user: str) -> str:
        """Everything that lists, transcripts, history and evidence say, as one text."""
        store = self.store
        return "\n".join(
            map(
                str,
                (
                    lists_coding.codings(store, user).records,
                    lists_coding.memos(store, user).records,
                    lists_coding.codes(store, user).records,
                    lists.sources(store, user).records,
                    lists.users(store, user).records,
                    list(showing.reading(store, user, self.source)),
                    history.happenings(store, user),
                    project.evidence(store, user).codings,
                    project.evidence(store, user).reads,
                    seeing.codings(store, user),
                    seeing.memos(store, user),
                    seeing.memos(store, user, self.source.guid),
                    seeing.reads(store, user),
                ),
            )
        )


@pytest.fixture
def hidden(study: Store) -> Hidden:
    (source,) = reads.sources(study).values()
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    turn = reads.turns(study, source.guid)[source.guid][0]
    guid = coding.apply_code(study, "bob", source.guid, turn.passage, code, memo=SECRET)
    coding.add_memo(study, "bob", source.guid, SECRET)
    coding.mark_read(study, "bob", source.guid)
    project.set_setting(study, "ann", seeing.OTHERS, "hidden")
    return Hidden(study, source, guid)


def test_others_codings_memos_and_read_marks_are_nowhere(hidden: Hidden) -> None:
    told = hidden.all_that_is_shown("ann")
    assert SECRET not in told
    assert hidden.coding not in told
    (source,) = lists.sources(hidden.store, "ann").records
    assert (source["codings"], source["read_by"]) == (0, [])
    (user,) = [each for each in lists.users(hidden.store, "ann").records if each["name"] == "bob"]
    assert (user["codings"], user["sources_read"]) == (0, 0)


def test_ones_own_are_there_and_so_are_all_once_they_are_shown(hidden: Hidden) -> None:
    for user in ("bob", "ann"):
        told = hidden.all_that_is_shown(user)
        assert told.count(SECRET) >= 6
        assert hidden.coding in told
        (source,) = lists.sources(hidden.store, user).records
        assert (source["codings"], source["read_by"]) == (1, ["bob"])
        project.set_setting(hidden.store, "ann", seeing.OTHERS, "shown")


def test_an_entry_of_anothers_coding_is_not_to_be_had_by_its_id(hidden: Hidden) -> None:
    entry = next(e for e in hidden.store.entries(newest=True) if e.verb == "apply code")
    with pytest.raises(NotFound, match="another user's"):
        history.happening(hidden.store, "ann", entry.id)
    assert history.happening(hidden.store, "bob", entry.id).id == entry.id
