"""The passages behind a figure: who said what, where, and under which code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.display import counted, one_line, visible
from coder.model import Guid, Table
from coder.operations import figures
from coder.operations.figures import Passages
from coder.operations.profiles import Release
from coder.operations.publishing import Published
from coder.store import Store
from coder.tui.commands import Command, opening
from coder.tui.safe import content
from coder.tui.screens.computing import ComputingScreen
from coder.tui.screens.export import EXPORT, export_table

BACK = Command("passages.back", "escape", "back", "Back", "Go back to the figures.", True)


class PassageList(OptionList):
    """Passages one below the other; Enter goes to the place in the transcript."""

    BINDINGS: ClassVar[list[BindingType]] = opening(
        "passages.open", "Go to the passage in its transcript.", "passage"
    )


class PassagesScreen(ComputingScreen[Passages]):
    """Read the passages behind a figure, and go to their place in the transcript."""

    NAME = "themes"
    CSS_PATH = "../themes.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (EXPORT, BACK)

    def __init__(self, title: str, codings: Sequence[Guid], mode: str = "themes") -> None:
        super().__init__()
        self.mode = mode
        self._title, self._codings = title, tuple(codings)
        self._found: Passages | None = None

    def body(self) -> ComposeResult:
        """Yield the title and the list."""
        yield Static(content(self._title), id="passages-title")
        yield PassageList(markup=False, id="passages")

    def waiting(self) -> Widget:
        """Return the list."""
        return self.query_one(PassageList)

    def question(self) -> Callable[[Store], Passages]:
        """Return the search for the passages."""
        return partial(_found, user=self.coder.user, codings=self._codings)

    def show(self, computed: Passages) -> None:
        """Show the passages; the cursor stays where it was."""
        self._found = computed
        shown = self.query_one(PassageList)
        at = shown.highlighted or 0
        shown.clear_options()
        shown.add_options([Option(each) for each in _options(computed.table)])
        if shown.option_count:
            shown.highlighted = min(at, shown.option_count - 1)
        passages = len(set(computed.places))  # the same words under two codes are one passage
        number = counted(passages, "passage")
        if len(self._codings) != passages:
            number += f", {counted(len(self._codings), 'coding')}"
        self.query_one("#passages-title", Static).update(content(f"{self._title}: {number}"))
        shown.focus()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if self._found is not None:
            self.coder.show_passage(*self._found.places[event.option_index])

    def action_export(self) -> None:
        """Ask for a file and write the passages to it."""
        if self._found is not None:
            export_table(
                self,
                self._found.table,
                names_schools=True,
                publish=partial(_published, user=self.coder.user, codings=self._codings),
            )

    def action_back(self) -> None:
        """Go back to the figures."""
        self.app.pop_screen()


def _found(store: Store, *, user: str, codings: Sequence[Guid]) -> Passages:
    return figures.passages(store, user, codings)


def _published(store: Store, release: Release, *, user: str, codings: Sequence[Guid]) -> Published:
    found = figures.passages(store, user, codings, release)
    return Published(found.table, told=found.told)


def _options(table: Table) -> list[Content]:
    """Return each passage with, above it, where it stands and who coded it as what."""
    keys = [column.key for column in table.columns]
    return [_option(dict(zip(keys, row, strict=True))) for row in table.rows]


def _option(row: dict[str, str | int | None]) -> Content:
    said = {key: one_line(str(value)) for key, value in row.items() if value not in (None, "")}
    turn = said.get("turn")
    role = said.get("role")
    speaker = said.get("speaker", "unnamed speaker")
    if role and role != speaker:
        speaker += f" ({role})"
    place = [
        said.get("school", "no school"),
        said["source"] + (f", turn {turn}" if turn else ""),
        speaker,
    ]
    code = f"{said['code']}, coded by {said.get('users', 'nobody')}"
    quotation = visible(str(row["quotation"]), lines=True).strip("\n")
    return Content.assemble(
        (" · ".join(place), "bold"), "\n", (code, "dim"), "\n", Content(f"“{quotation}”"), "\n"
    )
