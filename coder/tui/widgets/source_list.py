"""The list of sources, with what this user has read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coder.display import one_line
from coder.model import Case, Guid, Source, natural_key
from coder.tui.safe import content

READ, UNREAD = "✓", "·"


class SourceList(OptionList):
    """Sources in natural order; a tick stands at those read to the end."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._sources: list[Source] = []
        self._cases: Mapping[Guid, Case] = {}
        self._read: Collection[Guid] = ()

    @property
    def guids(self) -> list[Guid]:
        """The sources in the order shown."""
        return [source.guid for source in self._sources]

    def show(
        self,
        sources: Iterable[Source],
        cases: Mapping[Guid, Case],
        read: Collection[Guid],
        counts: Mapping[Guid, int],
        here: Guid | None,
    ) -> None:
        """Show the sources, with this user's read marks and number of codings."""

        self._sources = sorted(
            sources, key=lambda s: (natural_key(_case(s, cases)), natural_key(s.name))
        )
        self._cases, self._read = cases, read
        self.clear_options()
        self.add_options(
            Option(self._line(each, counts.get(each.guid, 0)), id=each.guid)
            for each in self._sources
        )
        if here in self.guids:
            self.highlighted = self.guids.index(here)

    def set_count(self, guid: Guid, codings: int) -> None:
        """Show another number of codings at one source."""
        source = self._sources[self.guids.index(guid)]
        self.replace_option_prompt(guid, self._line(source, codings))

    def _line(self, source: Source, codings: int) -> Content:
        case = one_line(_case(source, self._cases), 8)
        name = one_line(source.name, 30)
        shown = name if name.startswith(case) else f"{case} {name}"
        count = f" {codings}" if codings else ""
        mark = READ if source.guid in self._read else UNREAD
        return content(f"{mark} {shown}") + content(count, "dim")


def _case(source: Source, cases: Mapping[Guid, Case]) -> str:
    return cases[source.case].name if source.case and source.case in cases else ""
