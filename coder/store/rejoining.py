"""After a merge: what one copy did with words that had been withdrawn in the other leaves too.

The copy that did not know still has the words, so what they are is known while it is taken in. Of
each source every form that either copy covered is covered; a corrected version made of the old
words, a turn given to who has left, a coding on what is gone, a name, a memo follow the withdrawal
that they belong to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from coder.finding.repeats import Repeats
from coder.journal import Entry
from coder.model import Guid, Passage, derived_guid
from coder.store import covering, leaving, reads, standing, voices
from coder.store.change import Change
from coder.store.forms import without
from coder.store.leaving import MEMOS, NAMES, REPEATS, SOURCE, SPEAKER, Withdrawal
from coder.store.masks import MASK, lost, masked, together
from coder.store.namings import Namings
from coder.store.persons import Family, versions
from coder.store.store import Store
from coder.store.texts import Place, ids, named, put, words


def again(
    store: Store,
    change: Change,
    entries: Sequence[Entry],
    known: Mapping[str, str],
    news: Collection[str],
) -> None:
    """Withdraw again what belongs to earlier withdrawals, inside a change.

    `entries` are all, in order; `known` are the texts, by id, that one copy had and the other has
    withdrawn; `news` the ids of those that were written by who knew nothing of a withdrawal.
    """
    every = leaving.withdrawals(store)
    if every:
        _Again(store, change, entries, known, every).all(news)


class _Again:
    def __init__(
        self,
        store: Store,
        change: Change,
        entries: Sequence[Entry],
        known: Mapping[str, str],
        every: Sequence[Withdrawal],
    ) -> None:
        self.store, self.change, self.known = store, change, known
        self.texts = named(entries)
        self.namings = Namings(entries, lambda id: known.get(id) or words(store, id))
        self.every = list(every)
        self.families = self._families()
        self.present = {id for (id,) in store.rows("SELECT id FROM texts")}
        self.called: dict[str, list[str]] = {"": [], MEMOS: []}
        """The names that left: all, and those with which memos were to go."""
        self.said: dict[str, list[str]] = {"": [], MEMOS: [], REPEATS: []}
        """The words that left: all, and those with which memos or repetitions were to go."""

    def all(self, news: Collection[str]) -> None:
        """Do all of it, family by family of versions."""
        for family in self.families:
            for source, text in self._forms(family).items():
                self._cover(source, text)
        self._echoes(news)
        self._names()
        self._memos()
        self._repeats(news)

    def _families(self) -> list[list[Guid]]:
        """Return the versions of every source in which somebody or something was withdrawn."""
        found: dict[Guid, list[Guid]] = {}
        about = {each.about for each in self.every}
        rows = self.store.rows("SELECT guid, coalesce(original, guid) FROM sources ORDER BY guid")
        voices_in = dict(self.store.rows("SELECT guid, source FROM speakers"))
        touched = about | {source for guid, source in voices_in.items() if guid in about}
        for guid, first in rows:
            found.setdefault(first, []).append(guid)
        return [each for each in found.values() if touched.intersection(each)]

    # What of the sources is covered.

    def _forms(self, family: Sequence[Guid]) -> dict[Guid, str]:
        """Return the texts of the versions of a source, all covered that was withdrawn."""
        forms = {source: self._form(source) for source in family}
        gone = [each for each in self.every if each.kind == SOURCE and each.about in family]
        if gone:
            for source in family:
                self._note(gone[-1], source)
            return {source: _whole(text) for source, text in forms.items()}
        texts = {source: self._before(source, form) for source, form in forms.items()}
        known = Family(versions(self.store, family, texts), self.namings)
        people: set[Guid] = set()
        names: list[str] = []
        unseen: set[Guid] = set()
        for each in self._of_speakers(family):
            same = known.who([each.about])
            people |= same
            names += self._names_of(each, known.names(same))
            unseen |= {source for source in family if not self.namings.knew(each.guid, source)}
            for speaker in sorted(same):
                self._note(each, speaker)
        covering.cover_elsewhere(self.store, self.change, self.texts, people, family, names)
        return without(known, forms, people, names, unseen)

    def _form(self, source: Guid) -> str:
        """Return the text of a source with all covered that either copy had covered."""
        place = Place("sources", source, "text")
        held = sorted(self.texts.of(place) & self.present)
        forms = [reads.note(self.store, id) for id in held]
        length = int((self.change.row("sources", source) or {})["length"] or 0)
        forms = [form for form in forms if len(form) == length]
        return together(forms) if forms else MASK * length

    def _of_speakers(self, family: Collection[Guid]) -> list[Withdrawal]:
        return [
            each
            for each in self.every
            if each.kind == SPEAKER
            and reads.row(self.store, "speakers", each.about)["source"] in family
        ]

    def _names_of(self, each: Withdrawal, names: Sequence[str]) -> Sequence[str]:
        """Return the names that were to go with somebody, and keep in mind where else they do."""
        if NAMES not in each.also:
            return ()
        for also in {"", *each.also}.intersection(self.called):
            self.called[also].extend(names)
        return names

    def _before(self, source: Guid, form: str) -> str:
        """Return the text of a source, now of this form, with the words that a copy still had."""
        held = self.texts.of(Place("sources", source, "text"))
        had = [self.known.get(id) or words(self.store, id) for id in sorted(held)]
        same = [text for text in had if len(text) == len(form)]
        return min([form, *same], key=lambda text: text.count(MASK))

    def _note(self, each: Withdrawal, about: Guid) -> None:
        """Write down that what was withdrawn is so in another version too."""
        if any(other.about == about for other in self.every):
            return
        row = self.change.row("withdrawals", each.guid) or {}
        guid = derived_guid("withdrawal", each.guid, about)
        self.change.insert("withdrawals", {**row, "about": about}, guid)
        self.every = leaving.withdrawals(self.store)

    def _cover(self, source: Guid, text: str) -> None:
        place = Place("sources", source, "text")
        for id in self.texts.of(place):
            words = self.known.get(id) or (id in self.present and reads.note(self.store, id))
            if words and len(words) == len(text):
                for also in ("", *self._also(source)):
                    self.said.setdefault(also, []).extend(lost(words, text))
        held = str((self.change.row("sources", source) or {})["text"])
        if held not in self.present or reads.note(self.store, held) != text:
            covering.cover(self.store, self.change, self.texts, source, text)
        else:
            self.change.withdraw((self.texts.of(place) - {held}) & self.present)
            covering.settle(self.store, source, text)
        covering.take_off(self.store, self.change, source, text)

    def _also(self, source: Guid) -> set[str]:
        """Return what was to go with the words of a source, in whatever version."""
        (family,) = (each for each in self.families if source in each)
        held = {*family, *(each.about for each in self._of_speakers(family))}
        return {also for each in self.every if each.about in held for also in each.also}

    # What goes with them.

    def _echoes(self, news: Collection[str]) -> None:
        """Cover words that left where others say them, in texts that nobody had seen who asked."""
        repeats = Repeats(self.said[REPEATS])
        for source, id, text in self.store.rows(
            "SELECT sources.guid, texts.id, texts.text FROM sources"
            " JOIN texts ON texts.id = sources.text"
        ):
            at = Place("sources", source, "text")
            new = not self.texts.of(at).isdisjoint(news) or id in news
            if new and (passages := repeats.within(text)):
                form = masked(text, passages)
                covering.cover(self.store, self.change, self.texts, source, form)
                covering.take_off(self.store, self.change, source, form)

    def _names(self) -> None:
        about = {each.about for each in self.every if NAMES in each.also}
        for speaker, source in self.store.rows("SELECT guid, source FROM speakers"):
            if about.intersection((speaker, source)):
                covering.cover_names(self.store, self.change, self.texts, speaker)

    def _memos(self) -> None:
        """Take out memos about what has left, and cover what repeats its words."""
        about = {each.about for each in self.every if MEMOS in each.also}
        places = {
            source: reads.text(self.store, source)
            for family in self.families
            for source in family
            if MEMOS in self._also(source)
        }
        whole = {each.about for each in self.every if each.kind == SOURCE and MEMOS in each.also}
        for guid in standing.memos(self.store, about, places, whole):
            self.change.remove("memos", guid)
            place = Place("memos", guid, "text")
            self.change.withdraw(self.texts.of(place) & self.present)

    def _repeats(self, news: Collection[str]) -> None:
        """Cover words that left in what people wrote.

        Where memos were kept on purpose, only in what nobody had seen who kept them.
        """
        of_memos, of_all = Repeats(self.said[MEMOS]), Repeats(self.said[""])
        sources = {source for family in self.families for source in family}
        near = self.texts.in_rows(standing.rows_about(self.store, sources))
        forms = {}
        for id, text in self._written():
            new = id in news
            repeats = of_all if new else of_memos
            passages = repeats.within(text) + (repeats.quoted(text) if id in near else [])
            passages += voices.personal(self.called["" if new else MEMOS], text)
            if passages:
                forms[id] = masked(text, passages)
        put(self.change, self.texts, forms)

    def _written(self) -> Iterator[tuple[str, str]]:
        """Yield every text that somebody wrote."""
        apart = {
            id
            for id, places in self.texts.ever.items()
            if any((p.table, p.column) in leaving.NOT_WRITTEN for p in places)
        }
        named = self.texts.ever.keys() - apart
        for id, text in self.store.rows("SELECT id, text FROM texts"):
            if id in named:
                yield id, text


def _whole(text: str) -> str:
    return masked(text, [Passage(0, len(text))])


def texts_of(entries: Iterable[Entry]) -> set[str]:
    """Return the ids of all texts that some entries name."""
    found = {entry.reason for entry in entries if entry.reason}
    for entry in entries:
        for image in entry.images:
            for value in image.after.values():
                found.update(ids(value))
    return found
