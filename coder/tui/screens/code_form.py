"""The form in which a code is written or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

from coder.display import visible
from coder.errors import CoderError
from coder.model import Code
from coder.tui.safe import content
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.dialogs import Confirm
from coder.tui.widgets.text_area import PlainTextArea

Fields = Mapping[str, str | tuple[str, ...]]
"""What was changed, by the names that `operations.codes.FIELDS` has."""

_AREAS = {
    "definition": ("Definition", "what the theme is", 3),
    "include": ("Include", "what counts as it", 3),
    "exclude": ("Exclude", "what does not, and where that belongs", 3),
    "examples": ("Examples", "one a line", 4),
    "indicators": ("Indicators", "words and phrases that suggest it, one a line", 4),
}
_LISTS = ("examples", "indicators")
_MEANING = ("definition", "include", "exclude")

REDEFINED = (
    "The meaning changes: sources read before now count as not yet read for this code, "
    "until someone reads them again."
)
HINT = "Ctrl+S keeps it, Escape leaves, Tab goes to the next field."


class CodeForm(Dialog[bool]):
    """Write a code or change one; the answer is whether it was kept."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", tooltip="Leave all as it was."),
        Binding("ctrl+s", "keep", "Keep", priority=True, tooltip="Keep what is written."),
    ]

    def __init__(
        self, title: str, code: Code, keep: Callable[[Fields, str], None], *, new: bool
    ) -> None:
        """`keep` is given the fields changed and the reason; a CoderError leaves the form open."""
        super().__init__(classes="dialog wide tall code-form")
        self._title, self._code, self._keep, self._new = title, code, keep, new
        self._before: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the fields; what is said about them stands below and always shows."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(content("Name"), classes="field")
                yield Input(visible(self._code.name), id="name")
                for field, (title, about, height) in _AREAS.items():
                    yield Static(content(f"{title} ({about})"), classes="field")
                    area = PlainTextArea(
                        self._words(field), id=field, soft_wrap=True, tab_behavior="focus"
                    )
                    area.styles.height = height + 2
                    yield area
                if not self._new:
                    yield Static(content("Reason (may stay empty)"), classes="field")
                    yield Input(id="reason", placeholder="why it changes, for the history")
            yield Static(id="said")
            yield Static(content(HINT), classes="hint")

    def _words(self, field: str) -> str:
        value = getattr(self._code, field)
        return "\n".join(" ".join(w.split()) for w in value) if field in _LISTS else str(value)

    def on_mount(self) -> None:
        """Remember the fields as they are before anyone types."""
        self._before = dict(self._written())
        self.query_one("#said").display = False
        self.query_one("#name").focus(scroll_visible=False)

    def _written(self) -> Iterator[tuple[str, str]]:
        yield "name", self.query_one("#name", Input).value
        for field in _AREAS:
            yield field, self.query_one(f"#{field}", TextArea).text

    def _changed(self) -> dict[str, str]:
        """Return the fields that are no longer as the form showed them at first."""
        return {field: now for field, now in self._written() if now != self._before.get(field)}

    @on(TextArea.Changed)
    def _typed(self) -> None:
        redefined = not self._new and any(field in _MEANING for field in self._changed())
        self._say(REDEFINED if redefined else "")

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def _say(self, words: str, *, wrong: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.display = bool(words)
        said.set_class(wrong, "-wrong")
        said.update(content(words))

    def action_keep(self) -> None:
        """Hand over what was changed; where it is refused, say so and keep the form."""
        changed = self._changed()
        if not changed and not self._new:
            self.dismiss(False)
            return
        fields = {field: _value(field, words) for field, words in changed.items()}
        reason = "" if self._new else self.query_one("#reason", Input).value.strip()
        try:
            self._keep(fields, reason)
        except CoderError as error:
            self._say(str(error), wrong=True)
        else:
            self.dismiss(True)

    @work
    async def action_leave(self) -> None:
        """Leave; ask first where something typed would be lost."""
        lost = Confirm("What you have typed will be lost. Leave it?", "Leave", "Go on writing")
        if not self._changed() or await self.app.push_screen_wait(lost):
            self.dismiss(False)


def _value(field: str, words: str) -> str | tuple[str, ...]:
    if field not in _LISTS:
        return words.strip()
    return tuple(line.strip() for line in words.split("\n") if line.strip())
