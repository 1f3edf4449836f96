"""The code picker: a few letters and Enter apply any code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.display import one_line, same_name
from coder.finding import CodeFinder
from coder.model import PATH, Code, CodeBook, Guid
from coder.tui.safe import content
from coder.tui.screens.choosing import Choosing

NEW = "new:"
"""Begins the answer that asks for a new code of the name typed."""


class CodePicker(Choosing):
    """Type letters of a code's name, path or indicators; Enter takes the first."""

    CSS_PATH = "picker.tcss"

    def __init__(
        self,
        book: CodeBook,
        title: str,
        quotation: str = "",
        recent: Sequence[Guid] = (),
        *,
        can_create: bool = False,
    ) -> None:
        super().__init__(classes="dialog wide")
        self._book, self._title, self._quotation = book, title, quotation
        self._finder, self._recent, self._can_create = CodeFinder(book), recent, can_create

    def compose(self) -> ComposeResult:
        """Lay out the words to be coded, the line, the list and the code in focus."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            if self._quotation:
                yield Static(content(f"“{one_line(self._quotation, 240)}”"), classes="about")
            yield Input(placeholder="letters of a name, path or indicator: “bp”, “mat sup”")
            yield OptionList(markup=False)
            yield Static(id="code-in-focus")
            yield Static(content("Enter takes it, Escape leaves."), classes="hint")

    def fitting(self, typed: str) -> Iterable[Option]:
        """Return the codes that fit, those used lately first, and what makes a new one."""
        found = self._finder.rank(typed, self._recent)
        new = self._new(typed) if self._can_create else None
        codes = [Option(self._line(code), id=code.guid) for code in found]
        # A path with a new name at its end can mean nothing else.
        first = new is not None and PATH.strip() in typed
        yield from [new, *codes] if new and first else [*codes, new] if new else codes
        if not codes and new is None:
            self.query_one("#code-in-focus", Static).update(content("No code fits."))

    def _new(self, typed: str) -> Option | None:
        """Return what makes a code of the name typed, under the code whose path stands before."""
        above, _, name = (" ".join(part.split()) for part in typed.rpartition(PATH.strip()))
        if not name or same_name(name) in {same_name(code.name) for code in self._book}:
            return None
        under = f" under “{above}”" if above else ""
        return Option(content(f"+ new code “{name}”{under}"), id=NEW + " ".join(typed.split()))

    def _line(self, code: Code) -> Content:
        parent = self._book.parent(code.guid)
        above = f"   {self._book.path(parent)}" if parent else ""
        return content(code.name, "bold") + content(above, "dim")

    @on(OptionList.OptionHighlighted)
    def _in_focus(self, event: OptionList.OptionHighlighted) -> None:
        code = self._book.by_guid.get(event.option.id or "")
        about = self.query_one("#code-in-focus", Static)
        if code is None:
            about.update(
                content(
                    "Makes the code; next you say where it stands. “Above > Name” says it at once."
                )
            )
            return
        lines = [("", code.definition), ("Include: ", code.include), ("Exclude: ", code.exclude)]
        about.update(content("\n".join(name + words for name, words in lines if words)))
