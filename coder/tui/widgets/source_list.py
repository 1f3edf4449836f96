"""The list of sources, with how far this user has come in each, in each case and in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

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


class Row(NamedTuple):
    """One row of the list: a source or a part of its name, or a heading, which has no guid."""

    guid: Guid | None
    words: Content | Source
    """Those of a source that fit are made when the row is painted."""


class SourceList(ScrollView, can_focus=True):
    """Sources in natural order; a tick stands at those read to the end.

    Beside one that is not, it says how far this user's codings reach. A case with several sources
    has a line that says how many are read. Only visible rows are painted, and of a source that
    changes only its own: an option list would measure thousands of names, and paint all anew.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"sources--line", "sources--here"}
    DEFAULT_CSS = """
    SourceList { overflow-x: hidden; }
    SourceList > .sources--here {
        color: $block-cursor-blurred-foreground;
        background: $block-cursor-blurred-background;
        text-style: $block-cursor-blurred-text-style;
    }
    SourceList:focus > .sources--here {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move_page(1)", "Page Down", show=False),
        Binding("pageup", "move_page(-1)", "Page Up", show=False),
        Binding("home", "move_far(-1)", "First", show=False),
        Binding("end", "move_far(1)", "Last", show=False),
        Binding("enter", "choose", "Select", show=False),
        Binding("escape", "screen.sources", "Back", show=False),
    ]

    class Chosen(Message):
        """A source was chosen, by key or by a click."""

        def __init__(self, guid: Guid) -> None:
            super().__init__()
            self.guid = guid

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._sources: dict[Guid, Source] = {}
        self._order: dict[Guid, int] = {}
        self._cases: Mapping[Guid, Case] = {}
        self._progress: Mapping[Guid, Progress] = {}
        self._here: Guid | None = None
        self._rows: list[Row] = []
        self._first: dict[Guid, int] = {}
        """The first row of each source."""

    @property
    def guids(self) -> list[Guid]:
        """The sources in the order shown."""
        return list(self._sources)

    @property
    def here(self) -> Guid | None:
        """The source under the cursor of the list."""
        return self._here

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
        self._order = {guid: number for number, guid in enumerate(self._sources)}
        self._cases, self._progress = cases, progress
        self._here = here if here in self._sources else None
        self._lay_out()

    @property
    def _width(self) -> int:
        return max(0, self.size.width - self.styles.scrollbar_size_vertical)

    def _lay_out(self) -> None:
        """Make the rows for the width there is; none where the list is not shown."""
        self._rows, self._first = [], {}
        for each in self._lines() if self._width else ():
            if isinstance(each, Source):
                self._first[each.guid] = len(self._rows)
                self._rows += self._rows_for(each)
            else:
                self._rows += self._folded(None, each)
        self.virtual_size = Size(self._width, len(self._rows))
        self._reveal()
        self.refresh()

    def _rows_for(self, source: Source) -> list[Row]:
        """Return the rows of a source: one, but where its words do not fit."""
        if cell_len("".join(self._said(source))) <= self._width:
            return [Row(source.guid, source)]
        return self._folded(source.guid, self._line(source))

    def _folded(self, guid: Guid | None, words: Content) -> list[Row]:
        if words.cell_length <= self._width:
            return [Row(guid, words)]
        return [Row(guid, part) for part in words.wrap(self._width)]

    def _lines(self) -> Iterator[Content | Source]:
        """Yield headings and sources in the order shown."""
        if len(self._sources) > 1:
            yield content(read_in_words(self._sources.values(), self._progress), "bold")
        by_case: dict[Guid | None, list[Source]] = {}
        for source in self._sources.values():
            by_case.setdefault(source.case, []).append(source)
        for guid, sources in by_case.items():
            case = self._cases.get(guid) if guid else None
            if case is not None and len(sources) > 1:
                yield content(read_in_words(sources, self._progress, case), "dim")
            yield from sources

    def go_to(self, guid: Guid) -> None:
        """Put the cursor of the list on a source."""
        if guid in self._sources and guid != self._here:
            before, self._here = self._here, guid
            self._refresh_source(before)
            self._refresh_source(guid)
            self._reveal()

    def show_one(self, guid: Guid) -> None:
        """Show one source anew, where this user has come further."""
        first = self._first.get(guid)
        if not self._width:
            self._rows, self._first = [], {}  # hidden: made anew when it is shown
            return
        if first is None:
            return
        rows = self._rows_for(self._sources[guid])
        if len(rows) != len(self._rows_of(guid)):
            self._lay_out()
        else:
            self._rows[first : first + len(rows)] = rows
            self._refresh_source(guid)

    def _rows_of(self, guid: Guid) -> list[Row]:
        last = first = self._first.get(guid, len(self._rows))
        while last < len(self._rows) and self._rows[last].guid == guid:
            last += 1
        return self._rows[first:last]

    def _refresh_source(self, guid: Guid | None) -> None:
        if guid in self._first:
            y = self._first[guid] - self.scroll_offset.y
            self.refresh(Region(0, y, self.size.width, len(self._rows_of(guid))))

    def _reveal(self) -> None:
        if self._here in self._first:
            region = Region(0, self._first[self._here], self._width, len(self._rows_of(self._here)))
            self.scroll_to_region(region, force=True, animate=False, immediate=True)

    def _line(self, source: Source) -> Content:
        name, facts = self._said(source)
        return content(name) + content(facts, "dim")

    def _said(self, source: Source) -> tuple[str, str]:
        """Return the name of a source with its mark, and how far this user has come."""
        progress = self._progress[source.guid]
        case = one_line(_case(source, self._cases), 8)
        name = one_line(source.name, 30)
        shown = name if name.startswith(case) else f"{case} {name}"
        facts = [str(progress.codings)] if progress.codings else []
        if progress.reach and not progress.read:
            facts.append(f"{100 * progress.reach // max(1, source.length)}%")
        mark = READ if progress.read else UNREAD
        return f"{mark} {shown}", " ".join(["", *facts])

    # Painting.

    def on_resize(self) -> None:
        """Fold the names anew where the width changed."""
        if self.virtual_size.width != self._width or not self._rows:
            self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Return one visible row."""
        plain = self.get_visual_style("sources--line")
        row = self.scroll_offset.y + y
        if row >= len(self._rows):
            return Strip.blank(self._width, plain.rich_style)
        guid, words = self._rows[row]
        if isinstance(words, Source):
            words = self._line(words)
        here = guid is not None and guid == self._here
        style = self.get_visual_style("sources--line", "sources--here") if here else plain
        strip = Strip(words.render_segments(style))
        return strip.adjust_cell_length(self._width, style.rich_style)

    # Keys and the mouse.

    def _go(self, number: int) -> None:
        guids = self.guids
        if guids:
            self.go_to(guids[min(max(number, 0), len(guids) - 1)])

    def action_move(self, by: int) -> None:
        """Go to the next source (`by` 1) or the one before (-1)."""
        self._go(self._order[self._here] + by if self._here in self._order else 0)

    def action_move_page(self, by: int) -> None:
        """Go a page of sources on or back."""
        self.action_move(by * max(1, self.size.height - 1))

    def action_move_far(self, by: int) -> None:
        """Go to the last source (`by` 1) or the first (-1)."""
        self._go(len(self._sources) if by > 0 else 0)

    def action_choose(self) -> None:
        """Say that the source under the cursor is chosen."""
        if self._here is not None:
            self.post_message(self.Chosen(self._here))

    def on_click(self, event: events.Click) -> None:
        """Choose the source that is clicked."""
        row = self.scroll_offset.y + event.get_content_offset_capture(self).y
        guid = self._rows[row].guid if 0 <= row < len(self._rows) else None
        if guid is not None:
            self.go_to(guid)
            self.action_choose()


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
