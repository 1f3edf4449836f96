"""Passages with a box each to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coder.display import one_line, visible
from coder.model import Guid, Table

_TICKED, _EMPTY = "[x]", "[ ]"


class Ticks(OptionList):
    """Passages one below the other; Space or Enter ticks one, `a` all or none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter", "select", "Tick", tooltip="Tick the passage, or take its tick away."
        ),
        Binding("a", "all", "All or none", tooltip="Tick all passages, or none."),
        Binding("up", "cursor_up", "Up", show=False, tooltip="Go to the passage before."),
        Binding("down", "cursor_down", "Down", show=False, tooltip="Go to the next passage."),
    ]

    def __init__(self, table: Table, ticked: Iterable[Guid], *, id: str | None = None) -> None:
        """`table` is one of quotations, with the codings behind its last column."""
        self._table = table
        last = len(table.columns) - 1
        self._behind = [table.codings[row, last] for row in range(len(table.rows))]
        known = set(ticked)
        self._on = [not known.isdisjoint(behind) for behind in self._behind]
        super().__init__(*self._made(), markup=False, id=id)

    @property
    def ticked(self) -> tuple[Guid, ...]:
        """The codings behind the passages that are ticked."""
        pairs = zip(self._on, self._behind, strict=True)
        return tuple(guid for on, behind in pairs if on for guid in behind)

    def _made(self) -> Sequence[Option]:
        return [Option(self._words(row)) for row in range(len(self._table.rows))]

    def _words(self, row: int) -> Content:
        keys = [column.key for column in self._table.columns]
        said = dict(zip(keys, self._table.rows[row], strict=True))
        turn = f", turn {said['turn']}" if said["turn"] else ""
        who = said["role"] or said["speaker"]
        where = one_line(" · ".join(str(e) for e in (f"{said['source']}{turn}", who) if e))
        by = one_line(f"{said['code']}, {said['users']}")
        words = visible(str(said["quotation"]), lines=True).strip("\n")
        box = _TICKED if self._on[row] else _EMPTY
        return Content.assemble((f"{box} {where}", "bold"), "\n", (by, "dim"), f"\n“{words}”")

    @on(OptionList.OptionSelected)
    def _tick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._on[event.option_index] = not self._on[event.option_index]
        self.replace_option_prompt_at_index(event.option_index, self._words(event.option_index))

    def action_all(self) -> None:
        """Tick all passages; where all are ticked, none."""
        self._on = [not all(self._on)] * len(self._on)
        for row in range(len(self._on)):
            self.replace_option_prompt_at_index(row, self._words(row))
