"""What the journal says of speakers: every name they had, who was merged or carried into whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from coder.display import same_name
from coder.journal import REDO, Entry, Image
from coder.model import Guid
from coder.store.masks import holds_words

MERGED = "merge speakers"
"""The verb of entries by which one speaker is merged into another."""


class Namings:
    """The names of all speakers through the journal, and which speakers are one person by it."""

    def __init__(self, entries: Iterable[Entry], words: Callable[[str], str]) -> None:
        """Read the entries, in order; `words` returns a text by its id, empty where it is gone."""
        self._words = words
        self._added: dict[Guid, str] = {}
        """By source and by withdrawal the entry that added it."""
        self._parents: dict[str, Sequence[str]] = {}
        self._given: dict[Guid, list[tuple[str, str]]] = defaultdict(list)
        """By speaker, each entry that gave a name and the id of that name."""
        self._made: list[tuple[str, Guid]] = []
        """Each speaker, after the entry that added them."""
        self._source: dict[Guid, Guid] = {}
        self._first: dict[Guid, Guid] = {}
        """By corrected version, the first one that there was of the source."""
        self._corrects: dict[Guid, Guid] = {}
        self._moved: dict[Guid, set[Guid]] = defaultdict(set)
        """By speaker, who was given turns of theirs."""
        self._merged: dict[Guid, set[Guid]] = {}
        self._known: dict[Guid, dict[Guid, set[Guid]]] = {}
        for entry in entries:
            self._parents[entry.id] = entry.parents
            for image in entry.images:
                self._take(entry, image)

    def _take(self, entry: Entry, image: Image) -> None:
        if image.table in ("sources", "withdrawals") and image.before is None:
            self._added[image.guid] = entry.id
        if image.table == "sources" and image.after.get("corrects"):
            self._corrects[image.guid] = str(image.after["corrects"])
            self._first[image.guid] = str(image.after["original"])
        elif image.table == "turns" and (was := (image.before or {}).get("speaker")):
            self._moved[str(was)].add(str(image.after["speaker"] or ""))
        elif image.table == "speakers":
            self._take_speaker(entry, image)

    def _take_speaker(self, entry: Entry, image: Image) -> None:
        if "name" in image.after:
            self._given[image.guid].append((entry.id, str(image.after["name"])))
        if image.before is None:
            self._made.append((entry.id, image.guid))
            self._source[image.guid] = str(image.after["source"])
        elif image.after.get("removed") == 0:
            self._merged.pop(image.guid, None)  # it was undone: the two are two again
        elif image.after.get("removed") and entry.verb in (MERGED, REDO):
            # Turns given away one by one before leave none for the merging itself.
            went = _given_away(entry, image.guid) or self._moved[image.guid] - {""}
            self._merged[image.guid] = went if len(went) == 1 else set()

    def names(self, speakers: Iterable[Guid], source: Guid = "") -> list[str]:
        """Return every name that speakers, or those of one source, ever had and that is known."""
        named = (
            self._words(id)
            for each in sorted(speakers)
            if source in ("", self._source.get(each))
            for _, id in self._given[each]
        )
        return [name for name in dict.fromkeys(named) if holds_words(name)]

    def one_person(self, speakers: Iterable[Guid]) -> set[Guid]:
        """Return these speakers and all who are the same by what was merged and corrected."""
        found: set[Guid] = set()
        waiting = list(speakers)
        while waiting:
            speaker = waiting.pop()
            if speaker not in found:
                found.add(speaker)
                waiting += self._same(self._source.get(speaker, ""))[speaker]
        return found

    def knew(self, withdrawal: Guid, source: Guid) -> bool:
        """Whether a version of a source was there, in the same copy, when somebody withdrew."""
        return self._added[source] in self._before(self._added[withdrawal])

    def _same(self, source: Guid) -> dict[Guid, set[Guid]]:
        """Return by speaker of any version of a source who else is the same person."""
        first = self._first.get(source, source)
        if first not in self._known:
            of = {each: self._first.get(source, source) for each, source in self._source.items()}
            made = [each for each in self._made if of[each[1]] == first]
            merged = ((one, other) for one, others in self._merged.items() for other in others)
            same = self._known[first] = defaultdict(set)
            for one, other in [*merged, *self._carried(made)]:
                same[one].add(other)
                same[other].add(one)
        return self._known[first]

    def _carried(self, made: Sequence[tuple[str, Guid]]) -> Iterator[tuple[Guid, Guid]]:
        """Yield the speakers of corrected versions, each with who they were in an older one.

        A correction takes over a speaker under the name of that moment, so the name ties the two
        whatever either is called later. Of that moment is what the entry follows, not what another
        copy wrote meanwhile. Who is somebody in a version already is nobody else who comes later.
        """
        taken: dict[tuple[Guid, Guid], str] = {}
        for entry, speaker in made:
            source = self._source[speaker]
            for each in self._were(entry, speaker, made):
                if taken.setdefault((each, source), entry) == entry:
                    yield speaker, each

    def _were(self, entry: str, speaker: Guid, made: Sequence[tuple[str, Guid]]) -> list[Guid]:
        """Return who a speaker, made by an entry, was in the nearest older version that knew them.

        They are several where several had one name.
        """
        name = same_name(self._words(self._given[speaker][0][1]))
        older = self._source[speaker]
        if not name or older not in self._corrects:
            return []
        before, seen = self._before(entry), {older}
        while (older := self._corrects.get(older, "")) and older not in seen:
            seen.add(older)
            there = [each for _, each in made if self._source[each] == older]
            if found := [each for each in there if self._called(each, before) == name]:
                return found
        return []

    def _called(self, speaker: Guid, entries: Collection[str]) -> str:
        """Return what a speaker was called when just these entries were written."""
        names = [id for entry, id in self._given[speaker] if entry in entries]
        return same_name(self._words(names[-1])) if names else ""

    def _before(self, entry: str) -> set[str]:
        """Return the ids of all entries that an entry follows."""
        found: set[str] = set()
        waiting = list(self._parents.get(entry, ()))
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self._parents.get(each, ())
        return found


def _given_away(entry: Entry, speaker: Guid) -> set[Guid]:
    """Return to whom an entry gave the turns of a speaker."""
    return {
        str(image.after["speaker"])
        for image in entry.images
        if image.table == "turns" and (image.before or {}).get("speaker") == speaker
    }
