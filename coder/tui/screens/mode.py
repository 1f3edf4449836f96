"""What the five modes share: the bar of modes, the footer, and showing the project as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from coder.display import one_line
from coder.errors import CoderError
from coder.store import Store
from coder.tui.commands import MODES, Command, bindings
from coder.tui.safe import content

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


class ModeTab(Static):
    """A mode in the bar, for the mouse."""

    def __init__(self, command: Command, here: bool) -> None:
        super().__init__(content(f" {command.key.upper()} {command.title} "))
        self.command = command
        self.set_class(here, "-here")

    async def on_click(self) -> None:
        """Go to the mode."""
        await self.app.run_action(self.command.action)


class Keys(Footer):
    """The keys that can be pressed now, in a row."""

    _laid: Sequence[object] = ()

    def compose(self) -> ComposeResult:
        """Yield the keys looking as they shall, or each has its style worked out once more."""
        self._laid = self._named(self.screen)
        for key in super().compose():
            key.set_class(self.compact, "-compact", update=False)
            yield key

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Lay the row anew where others can be pressed now: it takes longer than most keys do."""
        if not self._bindings_ready or self._named(screen) != self._laid:
            super().bindings_changed(screen)

    @staticmethod
    def _named(screen: Screen[Any]) -> Sequence[object]:
        """Return all that the row shows of its keys."""
        return [
            (binding, enabled, tooltip)
            for _, binding, enabled, tooltip in screen.active_bindings.values()
            if binding.show
        ]


class ModeScreen(Screen[None]):
    """One mode; subclasses say what it holds and how it shows the project."""

    NAME: ClassVar[str]
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()

    def __init_subclass__(cls, *args: Any, **kwargs: Any) -> None:
        """Bind the keys of the commands that a mode declares."""
        if "COMMANDS_HERE" in cls.__dict__:
            cls.BINDINGS = bindings(cls.COMMANDS_HERE)
        super().__init_subclass__(*args, **kwargs)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None

    @property
    def coder(self) -> CoderApp:
        """The application, by its own type."""
        return cast("CoderApp", self.app)

    @property
    def store(self) -> Store:
        """The open project."""
        return self.coder.store

    def compose(self) -> ComposeResult:
        """Lay out the bar of modes, the mode's own body and the footer."""
        with Horizontal(id="modes"):
            for command in MODES:
                yield ModeTab(command, command.title.casefold() == self.NAME)
            yield Static(self._where(), id="where")
        yield Static(id="past")
        yield from self.body()
        yield Keys(show_command_palette=False, compact=True)

    def _where(self) -> Content:
        path = self.store.path
        return content(
            f"{one_line(path.name) if path else 'in memory'} · {one_line(self.coder.user)}"
        )

    def body(self) -> ComposeResult:
        """Yield the widgets of the mode."""
        raise NotImplementedError

    def show_project(self) -> None:
        """Show the project as it is now."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the project for the first time."""
        self.refresh_if_stale()

    def on_screen_resume(self) -> None:
        """Show what has changed while another mode was on."""
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Show the project again where it has changed since it was last shown here."""
        if self.is_mounted and self._shown != self.coder.seen:
            self._shown = self.coder.seen
            self._show_past()
            self.show_project()

    def _show_past(self) -> None:
        """Say where the project is shown as it was; nothing where it is shown as it is."""
        past = self.store.past
        self.set_class(past is not None, "-past")
        if past is not None:
            when = past.time[:19].replace("T", " ")
            words = f"As it was on {when} UTC, only to be read. Ctrl+N: back to now."
            self.query_one("#past", Static).update(content(words))

    async def write_down(
        self, title: str, keep: Callable[[str], object], *, value: str = "", about: str = ""
    ) -> bool:
        """Ask for words until `keep` has kept them; return whether it has.

        Where it cannot, the reason is said and the words are there to be tried again.
        """
        from coder.tui.screens.dialogs import AskText

        words: str | None = value
        while True:
            words = await self.app.push_screen_wait(AskText(title, words or "", about, value))
            if words is None:
                return False
            try:
                keep(words)
            except CoderError as error:
                self.coder.say(str(error), wrong=True)
            else:
                return True
