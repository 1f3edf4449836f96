"""The list of sources, with how far this user has come in each, in each case and in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coder.display import one_line
from coder.model import Case, Guid, Source, natural_key
from coder.tui.safe import content

READ, UNREAD = "✓", "·"


class Progress(NamedTuple):
    """How far a user has come with a source."""

    read: bool
    """Whether it is marked as read to the end."""
    codings: int
    reach: int
    """How far this user's codings reach, in code points."""


class SourceList(OptionList):
    """Sources in natural order; a tick stands at those read to the end.

    Beside one that is not, it says how far this user's codings reach. A case with several sources
    has a line that says how many are read.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._sources: dict[Guid, Source] = {}
        self._cases: Mapping[Guid, Case] = {}
        self._progress: Mapping[Guid, Progress] = {}

    @property
    def guids(self) -> list[Guid]:
        """The sources in the order shown."""
        return list(self._sources)

    def show(
        self,
        sources: Iterable[Source],
        cases: Mapping[Guid, Case],
        progress: Mapping[Guid, Progress],
        here: Guid | None,
    ) -> None:
        """Show the sources, with this user's progress in them."""
        in_order = sorted(
            sources, key=lambda s: (natural_key(_case(s, cases)), natural_key(s.name))
        )
        self._sources = {source.guid: source for source in in_order}
        self._cases, self._progress = cases, progress
        self.clear_options()
        self.add_options(self._ordered())
        if here is not None:
            self.go_to(here)

    def _ordered(self) -> Iterable[Option]:
        if len(self._sources) > 1:
            done = read_in_words(self._sources.values(), self._progress)
            yield Option(content(done, "bold"), disabled=True)
        by_case: dict[Guid | None, list[Source]] = {}
        for source in self._sources.values():
            by_case.setdefault(source.case, []).append(source)
        for guid, sources in by_case.items():
            case = self._cases.get(guid) if guid else None
            if case is not None and len(sources) > 1:
                said = read_in_words(sources, self._progress, case)
                yield Option(content(said, "dim"), disabled=True)
            yield from (Option(self._line(each), id=each.guid) for each in sources)

    def go_to(self, guid: Guid) -> None:
        """Put the cursor of the list on a source."""
        if guid in self._sources:
            self.highlighted = self.get_option_index(guid)

    def show_one(self, guid: Guid) -> None:
        """Show one source anew, where this user has come further."""
        self.replace_option_prompt(guid, self._line(self._sources[guid]))

    def _line(self, source: Source) -> Content:
        progress = self._progress[source.guid]
        case = one_line(_case(source, self._cases), 8)
        name = one_line(source.name, 30)
        shown = name if name.startswith(case) else f"{case} {name}"
        facts = [str(progress.codings)] if progress.codings else []
        if progress.reach and not progress.read:
            facts.append(f"{100 * progress.reach // max(1, source.length)}%")
        mark = READ if progress.read else UNREAD
        return content(f"{mark} {shown}") + content(" ".join(["", *facts]), "dim")


def read_in_words(
    sources: Iterable[Source], progress: Mapping[Guid, Progress], case: Case | None = None
) -> str:
    """Return how many sources of a case, or of all, this user has read."""
    meant = [source for source in sources if case is None or source.case == case.guid]
    read = sum(progress[source.guid].read for source in meant)
    name = f"{one_line(case.name, 8)} " if case is not None else ""
    return f"{name}read {read} of {len(meant)}"


def _case(source: Source, cases: Mapping[Guid, Case]) -> str:
    return cases[source.case].name if source.case and source.case in cases else ""
