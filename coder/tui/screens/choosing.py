"""Choosing from a list that narrows as one types; the focus stays in the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.tui.safe import content
from coder.tui.screens.dialog import Dialog

_ALIKE = 60
"""From 0 to 100: how alike words must be to what is typed where nothing holds it."""


class Choosing(Dialog[str | None]):
    """A line to type in over a list; Enter takes the option in focus, Escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave"),
        Binding("down,ctrl+n", "move(1)", "Next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", priority=True),
    ]

    def fitting(self, typed: str) -> Iterable[Option]:
        """Return the options that fit what is typed, the best first; their ids are the answers."""
        raise NotImplementedError

    def nothing(self) -> Iterable[Option]:
        """Return what stands in the list where nothing fits."""
        return ()

    def on_mount(self) -> None:
        """Show what can be chosen."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        shown = self.query_one(OptionList)
        fitting = list(self.fitting(typed))
        shown.clear_options()
        shown.add_options(fitting or self.nothing())
        shown.highlighted = 0 if fitting else None

    def action_move(self, by: int) -> None:
        """Move in the list while the focus stays in the line."""
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            shown.highlighted = (shown.highlighted + by) % shown.option_count

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self.take(shown.get_option_at_index(shown.highlighted).id)
        else:
            self.take_typed(event.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.take(event.option.id)

    def take(self, answer: str | None) -> None:
        """Answer with the option in focus."""
        self.dismiss(answer)

    def take_typed(self, typed: str) -> None:
        """Answer with what was typed and fits no option: nothing, but where a screen can."""


class Choose(Choosing):
    """Choose one of several; type to narrow them. None where the person leaves."""

    def __init__(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        """`options` are pairs of answer and words."""
        super().__init__(classes="dialog wide")
        self._title, self._options = title, options

    def compose(self) -> ComposeResult:
        """Lay out the title, the line to type in and the list."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            yield Input(placeholder="type to narrow")
            yield OptionList(markup=False)

    def fitting(self, typed: str) -> Iterable[Option]:
        """Return the options that hold every word typed; where none does, those most alike.

        One that is what is typed stands alone: with `Type A`, not also `Type A and Type B`.
        """
        exact = [o for o in self._options if typed.strip().casefold() in map(str.casefold, o)]
        if typed and exact:
            return (Option(content(words), id=answer) for answer, words in exact)
        wanted = typed.casefold().split()
        holding = [o for o in self._options if all(word in o[1].casefold() for word in wanted)]
        holding.sort(key=lambda option: typed.casefold() not in option[1].casefold())
        found = holding or self._most_alike(typed.casefold())
        return (Option(content(words), id=answer) for answer, words in found)

    def nothing(self) -> Iterable[Option]:
        """Say so: what is chosen here is there already, and is not what one would write."""
        return (Option("Nothing in this list is like that; take letters away.", disabled=True),)

    def _most_alike(self, typed: str) -> list[tuple[str, str]]:
        from rapidfuzz import fuzz, process

        words = [option[1].casefold() for option in self._options]
        alike = process.extract(typed, words, scorer=fuzz.WRatio, limit=8, score_cutoff=_ALIKE)
        return [self._options[at] for _, _, at in alike]
