"""Small dialogs: confirm, ask for words. Escape always leaves all as it was."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static, TextArea

from coder.tui.safe import content
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.text_area import PlainTextArea


class Confirm(Dialog[bool]):
    """Ask before something that reaches far; the safe answer has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, yes: str = "Yes", no: str = "No") -> None:
        super().__init__(classes="dialog")
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """Lay out the question and two buttons."""
        with Vertical():
            yield Static(content(self._question))
            with Horizontal(classes="buttons"):
                yield Button(content(self._no), id="no", variant="primary")
                yield Button(content(self._yes), id="yes")

    def on_mount(self) -> None:
        """Put the focus on the safe answer."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer by key."""
        self.dismiss(yes)


class Tell(Dialog[None]):
    """Say something that may be long."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "Close")]

    def __init__(self, title: str, words: Content) -> None:
        super().__init__(classes="dialog wide")
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        """Lay out the title and the words."""
        with VerticalScroll(can_focus=True):
            yield Static(content(self._title), classes="title")
            yield Static(self._words)
            yield Static(content("Escape closes this."), classes="hint")


class ConfirmWithReason(Dialog[str | None]):
    """Ask before something that reaches far; the answer is the reason, None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(None)", "No"),
        Binding("y", "yes", "Yes"),
    ]

    def __init__(self, question: str, yes: str = "Yes", no: str = "No") -> None:
        super().__init__(classes="dialog wide")
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """Lay out the question, a line for the reason and two buttons."""
        with Vertical():
            yield Static(content(self._question))
            yield Static(content("Reason (may stay empty)"), classes="field")
            yield Input(placeholder="why, for the history")
            with Horizontal(classes="buttons"):
                yield Button(content(self._no), id="no", variant="primary")
                yield Button(content(self._yes), id="yes")

    def on_mount(self) -> None:
        """Put the focus on the safe answer."""
        self.query_one("#no").focus()

    @on(Input.Submitted)
    def _written(self) -> None:
        self.query_one("#yes").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "yes":
            self.action_yes()
        else:
            self.dismiss(None)

    def action_yes(self) -> None:
        """Answer yes, with the reason."""
        self.dismiss(self.query_one(Input).value.strip())


class AskLine(Dialog[str | None]):
    """Ask for one line; None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave")]

    def __init__(self, title: str, value: str = "", placeholder: str = "", about: str = "") -> None:
        super().__init__(classes="dialog")
        self._title, self._value, self._placeholder = title, value, placeholder
        self._about = about

    def compose(self) -> ComposeResult:
        """Lay out the title, what it is about, and the line."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            if self._about:
                yield Static(content(self._about), classes="about")
            yield Input(self._value, placeholder=self._placeholder)
            yield Static(content("Enter keeps it, Escape leaves."), classes="hint")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class AskText(Dialog[str | None]):
    """Ask for several lines; None where the person leaves. Typed words are never thrown away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("ctrl+s,ctrl+enter,ctrl+j", "keep", "Keep", priority=True),
    ]

    def __init__(self, title: str, value: str = "", about: str = "", at_first: str = "") -> None:
        """`at_first` is what leaving loses nothing of; `value` may hold more, typed before."""
        super().__init__(classes="dialog wide")
        self._title, self._value, self._about = title, value, about
        self._at_first = at_first

    def compose(self) -> ComposeResult:
        """Lay out the title, what it is about, the text and two buttons for the mouse."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            if self._about:
                yield Static(content(self._about), classes="about")
            yield PlainTextArea(self._value, soft_wrap=True, tab_behavior="focus")
            with Horizontal(classes="buttons"):
                yield Button(content("Keep (Ctrl+S)"), id="keep", variant="primary")
                yield Button(content("Leave (Esc)"), id="leave")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self.action_keep()
        else:
            self.action_leave()

    def action_keep(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one(TextArea).text)

    @work
    async def action_leave(self) -> None:
        """Leave; where words were typed, ask first."""
        typed = self.query_one(TextArea).text.strip()
        if typed and typed != self._at_first.strip():
            question = "Throw away what you have typed?"
            if not await self.app.push_screen_wait(Confirm(question, "Throw away", "Go on")):
                return
        self.dismiss(None)
