"""All that a bundle is made of, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder import journal
from coder.errors import ProjectError
from coder.frequencies import Themes
from coder.journal import Entry
from coder.model import Evidence, Guid, Typology
from coder.operations import figures, project, typing
from coder.operations.figures import Question
from coder.operations.typing import Decided
from coder.store import Store, whole
from coder.typology import Trace
from coder.verify.words import checkpoint


@dataclass(frozen=True, slots=True)
class Gathered:
    """The project as a whole, at one moment."""

    store: Store
    user: str
    with_texts: bool
    bodies: tuple[str, ...]
    """Canonical JSON of every entry, in the order of replay."""
    entries: tuple[Entry, ...]
    """The same, read."""
    evidence: Evidence
    rules: Typology | None
    """The typology in force; None where the project has none."""
    traces: tuple[Trace, ...]
    """Of every case, in natural order; none without a typology."""
    decided: Mapping[Guid, Decided]
    themes: Themes

    @property
    def head(self) -> Entry:
        """The last entry."""
        return self.entries[-1]

    @property
    def checkpoint(self) -> str:
        """The head, and number and time of entries, in one line."""
        return checkpoint(self.head.id, len(self.entries), self.head.time)


def gather(store: Store, user: str, *, with_texts: bool) -> Gathered:
    """Read the whole project. To be called inside one moment of it."""
    found = whole.bodies(store)
    evidence = project.evidence(store, user)
    try:
        rules = typing.rules(store)
    except ProjectError:
        rules = None
    traces = typing.traces(store, user, seen=evidence) if rules else []
    themes = figures.answer(store, user, Question(), behind=False).themes
    assert themes is not None  # it is what was asked for
    return Gathered(
        store=store,
        user=user,
        with_texts=with_texts,
        bodies=tuple(body for _, body in found),
        entries=tuple(journal.decode(id, body) for id, body in found),
        evidence=evidence,
        rules=rules,
        traces=tuple(traces),
        decided=typing.decided(store, user, traces),
        themes=themes,
    )
