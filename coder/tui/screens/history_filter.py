"""Which entries of the journal are shown: by whom, of which verb, about what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coder.display import one_line
from coder.model import Guid, natural_key
from coder.operations import history
from coder.operations.history import Happening
from coder.operations.naming import Names
from coder.store import Store, reads

_BY, _VERB, _ABOUT = "by", "verb", "about"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all hold; empty ones hold always."""

    by: Guid = ""
    verb: str = ""
    about: tuple[Guid, ...] = ()
    named: str = ""
    """What `about` is called, where it is not one thing with a name of its own."""

    def with_(self, answer: str) -> Filter:
        """Return it with one condition more, as `options` names it."""
        condition, _, value = answer.partition(":")
        if condition == _ABOUT:
            return replace(self, about=(value,), named="")
        return replace(self, by=value) if condition == _BY else replace(self, verb=value)

    def in_words(self, store: Store) -> str:
        """Return which entries are shown."""
        names = Names(store)
        parts = []
        if self.by:
            parts.append(f"by {names.of('users', self.by)}")
        if self.verb:
            parts.append(f"only “{self.verb}”")
        if self.about:
            parts.append(f"about {self.named or names.anything(self.about[0])}")
        if not parts:
            return "Every change, newest first."
        return f"Changes {', '.join(parts)}, newest first. Escape shows all again."


def options(store: Store, happening: Happening | None) -> list[tuple[str, str]]:
    """Return what can be filtered by, as pairs of answer and words: first what the focus is on."""
    found: dict[str, str] = {}
    for answer, words in (*_of(store, happening), *_anything(store)):
        found.setdefault(answer, words)
    return list(found.items())


def _of(store: Store, happening: Happening | None) -> Iterator[tuple[str, str]]:
    lead = history.lead(happening.entry) if happening is not None else None
    if lead is not None:
        yield f"{_ABOUT}:{lead.guid}", f"about this: {Names(store).anything(lead.guid)}"


def _anything(store: Store) -> Iterator[tuple[str, str]]:
    for guid, user in reads.users(store).items():
        yield f"{_BY}:{guid}", f"by {one_line(user.name)}"
    for verb in history.verbs(store):
        yield f"{_VERB}:{verb}", f"only “{verb}”"
    book = reads.codebook(store)
    for code in book:
        yield f"{_ABOUT}:{code.guid}", f"about the code {book.path(code.guid)}"
    for case in sorted(reads.cases(store).values(), key=lambda case: natural_key(case.name)):
        yield f"{_ABOUT}:{case.guid}", f"about the school {one_line(case.name)}"
    for source in sorted(reads.sources(store).values(), key=lambda one: natural_key(one.name)):
        yield f"{_ABOUT}:{source.guid}", f"about the source {one_line(source.name)}"
