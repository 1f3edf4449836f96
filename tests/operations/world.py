"""Two processes on one project, and a way to let one act just before the other writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coder.model import Case, Coding, Guid, Passage, Source, Speaker, Turn, Typing
from coder.operations import cases, coding, lookup, sources, typing
from coder.store import Store, judged, reads


@dataclass
class World:
    """The demonstration, in which ann, lead and zoe have done something each."""

    here: Store
    there: Store
    """Another process on the same file."""
    folder: Path

    def __post_init__(self) -> None:
        store = self.here
        self.case: Case = lookup.case(store, "8a")
        self.source: Source = lookup.source(store, "8a")
        self.turns: list[Turn] = reads.turns(store, self.source.guid)[self.source.guid]
        self.speakers: list[Speaker] = list(reads.speakers(store, self.source.guid).values())
        self.code: Guid = self.named("Dumping ground")
        self.other: Guid = self.named("MAT support")
        self.passage: Passage = self.turns[0].passage
        guid = coding.apply_code(store, "ann", self.source.guid, self.passage, self.code)
        self.coding: Coding = lookup.coding(store, guid)
        self.memo = coding.add_memo(store, "ann", self.case.guid, "Asked the lead.")
        typing.decide(store, "lead", self.case, "Type A", "as the rules say")
        self.typing: Typing = judged.typings(store)[-1]
        cases.add_cases(store, "kim", [("11a", {})])
        self.new_case: Case = lookup.case(store, "11a")
        self.new_source: Source = self.brought_in(store, "zoe", "new.txt")

    def named(self, name: str) -> Guid:
        return lookup.code(reads.codebook(self.here), name).guid

    def brought_in(self, store: Store, user: str, name: str) -> Source:
        file = self.folder / name
        file.write_text(f"Teacher: These are the words of {name}.\n")
        sources.import_source(store, user, file, sources.Facts())
        return lookup.source(store, name)


def race(world: World, patch: pytest.MonkeyPatch, meanwhile: Callable[[Store], Any]) -> None:
    """Let something happen elsewhere just before the next change here begins."""
    change, waiting = Store.change, [meanwhile]

    def changing(store: Store, *args: Any, **given: Any) -> Any:
        if store is world.here and waiting:
            waiting.pop()(world.there)
        return change(store, *args, **given)

    patch.setattr(Store, "change", changing)
