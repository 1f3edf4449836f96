"""A drafted report against the project: what was found, and the words side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from coder.display import one_line
from coder.drafts import LOOK, Finding
from coder.operations.checking import Checked, check
from coder.operations.listing import as_table
from coder.operations.lists_checking import listed
from coder.store import Store
from coder.tui.commands import Command, opening
from coder.tui.safe import content
from coder.tui.screens.computing import ComputingScreen
from coder.tui.screens.export import EXPORT, export_table, no_form
from coder.tui.screens.passages import PassagesScreen
from coder.tui.widgets.draft_words import LEGEND, draft_side, line, source_side

BACK = Command("draft.back", "escape", "back", "Back", "Go back to the themes.", True)
OTHER = Command("draft.other", "o", "app.check_draft", "Other draft", "Check another draft.")
AGAIN = Command("draft.again", "r", "again", "Again", "Read the draft again and check it.", True)
LEVEL = Command(
    "draft.level", "l", "level", "Which", "Show all findings, or only to look at.", True
)

_NARROW = 100
"""Columns from which the draft's and the source's words stand beside each other."""


class FindingList(OptionList):
    """Findings one below the other; Enter goes to the passage in its transcript."""

    BINDINGS: ClassVar[list[BindingType]] = opening(
        "draft.open", "Go to the passage, or those behind the figure; F4 comes back.", "finding"
    )


class DraftScreen(ComputingScreen[Checked]):
    """Read what checking a draft found, and go to the passages."""

    NAME = "themes"
    CSS_PATH = "../draft.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (LEVEL, AGAIN, OTHER, EXPORT, BACK)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._checked: Checked | None = None
        self._findings: list[Finding] = []
        self._only_look = False

    def body(self) -> ComposeResult:
        """Yield the draft in one line, the findings, and the one in focus with both its words."""
        yield Static(id="draft-title")
        yield FindingList(markup=False, id="findings")
        with VerticalScroll(id="finding", can_focus=True):
            yield Static(id="finding-said")
            with Horizontal(id="finding-words"):
                yield Static(id="finding-draft")
                yield Static(id="finding-source")
            yield Static(content(LEGEND), id="finding-legend")

    def waiting(self) -> Widget:
        """Return the list."""
        return self.query_one(FindingList)

    def check(self, path: Path) -> None:
        """Check another draft, or this one again."""
        self._path = path
        self._checked = None
        self.query_one(FindingList).clear_options()
        self._show_finding()
        self.show_project()

    def question(self) -> Callable[[Store], Checked]:
        """Return the check of the draft."""
        self._title(f"Checking {self._path.name} ...")
        return partial(_checked, user=self.coder.user, path=self._path, tell=self._tell)

    def _tell(self, done: int, of: int) -> None:
        """Say from the worker's thread how far it is."""
        if self.store.path is None or get_current_worker().is_cancelled:
            return
        self.app.call_from_thread(
            self._title, f"Checking {self._path.name}: {done} of {of} quotations"
        )

    def _title(self, words: str) -> None:
        if self.is_attached:
            self.query_one("#draft-title", Static).update(content(one_line(words)))

    def show(self, computed: Checked) -> None:
        """Show the findings; the cursor stays where it was."""
        self._checked = computed
        shown = self.query_one(FindingList)
        at = shown.highlighted or 0
        self._findings = [
            each for each in computed.findings if not self._only_look or each.level == LOOK
        ]
        shown.clear_options()
        shown.add_options([Option(line(computed, each)) for each in self._findings])
        if shown.option_count:
            shown.highlighted = min(at, shown.option_count - 1)
        name = one_line(computed.draft.name)
        which = ", only those shown" if self._only_look else ""
        self._title(f"{name}: {computed.in_words}; {computed.to_look_at} to look at{which}")
        self._show_finding()
        shown.focus()

    def _failed(self, words: str) -> None:
        super()._failed(words)
        self._title(f"Not checked: {words}")
        self._show_finding()

    @on(OptionList.OptionHighlighted)
    def _show_finding(self) -> None:
        shown, checked = self.query_one(FindingList), self._checked
        finding = None
        if checked and shown.highlighted is not None and shown.highlighted < len(self._findings):
            finding = self._findings[shown.highlighted]
        said = self.query_one("#finding-said", Static)
        both = self.query_one("#finding-words", Horizontal)
        both.display = finding is not None
        self.query_one("#finding-legend").display = bool(finding and finding.pieces)
        if finding is None or checked is None:
            said.update(content(_nothing(checked, self._only_look)))
            return
        said.update(content(f"{checked.places[finding.paragraph]}: {finding.said}"))
        self.query_one("#finding-draft", Static).update(draft_side(finding))
        source = self.query_one("#finding-source", Static)
        source.display = bool(finding.pieces)
        source.update(source_side(finding))

    def on_resize(self, event: events.Resize) -> None:
        """Put both words beside each other where there is room."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        finding = self._findings[event.option_index]
        if finding.passage is not None:
            self.coder.show_passage(finding.source, finding.passage)
        elif finding.codings:
            self.app.push_screen(PassagesScreen(finding.code, finding.codings))
        else:
            self.coder.say("There is no passage behind this finding.")

    def action_level(self) -> None:
        """Show all findings, or only what must be looked at."""
        self._only_look = not self._only_look
        if self._checked is not None:
            self.show(self._checked)

    def action_again(self) -> None:
        """Read the draft again: it may have been put right meanwhile."""
        self.show_project()

    def action_export(self) -> None:
        """Ask for a file and write the findings to it."""
        if self._checked is not None:
            listing = listed(self._checked, {each.kind for each in self._findings})
            table = as_table(listing, brief=False)
            export_table(self, table, listing.records, names_schools=True, publish=no_form)

    def action_back(self) -> None:
        """Go back to the themes."""
        self.app.pop_screen()


def _checked(store: Store, *, user: str, path: Path, tell: Callable[[int, int], None]) -> Checked:
    return check(store, user, path, tell)


def _nothing(checked: Checked | None, only_look: bool) -> str:
    if checked is None:
        return "Nothing is checked yet. O takes another draft, Escape goes back."
    if only_look and checked.findings:
        return "Nothing to look at: every quotation is word for word and rightly attributed."
    return "The draft quotes nobody and counts nothing: there was nothing to check."
