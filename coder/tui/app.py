"""The terminal application: five modes over one project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.events import Event, InputEvent, Key
from textual.notifications import Notify
from textual.screen import Screen

from coder.display import visible
from coder.errors import CoderError
from coder.journal import Entry
from coder.model import Guid, Passage
from coder.store import Store, open_project
from coder.store.erasing import unerased
from coder.store.undoing import passed_over, redo, undo
from coder.tui import config, garbage, telling
from coder.tui.commands import EVERYWHERE, bindings
from coder.tui.screens import keys_by_mode
from coder.tui.screens.mode import ModeScreen
from coder.tui.screens.trail import Trail
from coder.tui.themes import THEMES

_LOOK_EVERY = 1.0
"""Seconds between looks at whether another program has changed the project."""

_REST, _LONG_REST = 1.0, 10.0
"""Seconds without a key or a move of the mouse after which the log is folded in, and after which
nobody waits for the screen."""


ONLY_READ = "The project is shown as it was, which nothing changes any more; Ctrl+N goes to now."


def run(path: Path, user: str) -> int:
    """Open the project on the screen; return the exit status."""
    app = CoderApp(open_project(path), user)
    app.run()
    return app.return_code or 0


def _code() -> Screen[Any]:
    from coder.tui.screens.code import CodeScreen

    return CodeScreen()


def _codebook() -> Screen[Any]:
    from coder.tui.screens.codebook import CodebookScreen

    return CodebookScreen()


def _themes() -> Screen[Any]:
    from coder.tui.screens.themes import ThemesScreen

    return ThemesScreen()


def _typing() -> Screen[Any]:
    from coder.tui.screens.typing import TypingScreen

    return TypingScreen()


def _history() -> Screen[Any]:
    from coder.tui.screens.history import HistoryScreen

    return HistoryScreen()


class CoderApp(App[None]):
    """The screen over one open project, for one user."""

    TITLE = "coder"
    CSS_PATH = "coder.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = bindings(EVERYWHERE)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "code": _code,
        "codebook": _codebook,
        "themes": _themes,
        "typing": _typing,
        "history": _history,
    }
    DEFAULT_MODE = "code"

    def __init__(self, store: Store, user: str) -> None:
        super().__init__()
        self.present = store
        """The project as it is."""
        self.store = store
        """The project as it is shown: as it is, or as it was."""
        self.user = user
        self.seen = store.head
        """The state of the project that the screens show."""
        self.trail = Trail()
        """What was last searched for, and where the person is among the places."""
        self.clash = ""
        """What is wrong with the person's own keys."""
        self._telling = False
        """Whether a message may stand on the screen."""
        self._touched = monotonic()
        """When a key was last pressed, or the mouse moved."""
        for theme in THEMES:
            self.register_theme(theme)
        chosen = config.theme()
        self.theme = chosen if chosen in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        """Take the person's keys, and watch for what other programs change."""
        with self.saying():
            try:
                if config.has_keys():
                    self.set_keymap(config.keys(keys_by_mode()))
            except CoderError as error:
                self.clash = str(error)
                raise
        if unerased(self.present):
            from coder.operations.withdrawing import clear_what_is_left

            self.say(clear_what_is_left(self.present))
        self.set_interval(_LOOK_EVERY, self.look)
        self.set_timer(_LOOK_EVERY, garbage.keep)  # also where no source is painted

    def on_unmount(self) -> None:
        """Leave one whole file behind."""
        if self.store is not self.present:
            self.store.close()
        self.present.close()

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Say in one sentence what went wrong inside; nothing was changed then."""
        try:
            yield
        except CoderError as error:
            self.say(str(error), wrong=True)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Tell the person something; words of theirs are shown as typed."""
        self.notify(
            visible(words, lines=True),
            severity="error" if wrong else "information",
            timeout=12 if wrong else 4,
            markup=False,
        )

    def on_notify(self, event: Notify) -> None:
        """Let a message take the place of the one before; Textual shows it after this."""
        self.clear_notifications()
        telling.place(self.screen, event.notification.message)
        self._telling = True

    async def on_event(self, event: Event) -> None:
        """Take note that the person is at work, and take away what was said at a key."""
        if isinstance(event, InputEvent):
            self._touched = monotonic()
        if isinstance(event, Key) and self._telling:
            self._telling = False
            self.clear_notifications()
        await super().on_event(event)

    def at_rest(self, seconds: float = _REST) -> bool:
        """Whether the person has done nothing for so long, so that what takes a while may be."""
        return monotonic() - self._touched >= seconds

    def changed(self) -> None:
        """Show what has changed in the project, here and in the other modes when they are shown."""
        self.seen = self.store.head
        if isinstance(self.screen, ModeScreen):
            self.screen.refresh_if_stale()

    def look(self) -> None:
        """Show what another program has changed; tidy up when nothing happens."""
        if self.store.head != self.seen:
            self.changed()
        elif self.at_rest():
            self.present.checkpoint()
            if self.at_rest(_LONG_REST):
                garbage.settle()

    # The project as it was.

    def look_back(self, entry: str) -> None:
        """Show the project as it was at an entry, in every mode, until `action_now`."""
        from coder.operations.looking_back import as_at

        with self.saying():
            past = as_at(self.present, entry)
            if self.store is not self.present:
                self.store.close()
            self.store = past
            self.changed()

    def action_now(self) -> None:
        """Go back from the project as it was to the project as it is."""
        if self.store is self.present:
            self.say("This is the project as it is; in History (F6), b shows it as it was.")
            return
        self.store.close()
        self.store = self.present
        self.changed()

    def only_read(self) -> bool:
        """Whether the project is shown as it was; says so, before something is asked in vain."""
        past = self.store.past is not None
        if past:
            self.say(ONLY_READ, wrong=True)
        return past

    def reader(self, path: Path) -> Store:
        """Open what is shown once more, for another thread to read; the thread closes it."""
        from coder.operations.looking_back import as_at

        past, store = self.store.past, open_project(path)
        if past is None:
            return store
        with store:
            return as_at(store, past.entry)

    def show_history(self, about: Sequence[Guid], words: str) -> None:
        """Go to the history of some things, called `words`."""
        self.switch_mode("history")
        self.call_after_refresh(self._show_history, tuple(about), words)

    def _show_history(self, about: tuple[Guid, ...], words: str) -> None:
        from coder.tui.screens.history import HistoryScreen

        if isinstance(self.screen, HistoryScreen):
            self.screen.show_about(about, words)

    def show_passage(self, source: Guid, passage: Passage) -> None:
        """Go to a passage in its transcript."""
        while not isinstance(self.screen, ModeScreen):
            self.pop_screen()
        self.switch_mode("code")
        self.call_after_refresh(self._open_passage, source, passage)

    def _open_passage(self, source: Guid, passage: Passage) -> None:
        from coder.tui.screens.code import CodeScreen

        while not isinstance(self.screen, CodeScreen) and len(self.screen_stack) > 1:
            self.pop_screen()  # a search that was left open
        if isinstance(self.screen, CodeScreen):
            self.screen.open_source(source, passage)
            self.screen.view.focus()

    def action_mode(self, mode: str) -> None:
        """Go to a mode."""
        self.switch_mode(mode)

    async def action_check_draft(self) -> None:
        """Ask for a drafted report, and check it; its findings stay open in Themes."""
        from coder.tui.screens.choose_draft import ChooseDraft
        from coder.tui.screens.draft import DraftScreen

        await self.switch_mode("themes")

        def check(path: str | None) -> None:
            if path and isinstance(self.screen, DraftScreen):
                self.screen.check(Path(path))
            elif path:
                self.push_screen(DraftScreen(Path(path)))

        folder = self.store.path.resolve().parent if self.store.path else Path.cwd()
        self.push_screen(ChooseDraft(folder), check)

    def action_undo(self) -> None:
        """Take back this user's last change, and say which."""
        with self.saying():
            entry = undo(self.store, self.user)
            self._say_done("Undone", entry, passed_over(self.store, entry))

    def action_redo(self) -> None:
        """Do again what this user last took back."""
        with self.saying():
            entry = redo(self.store, self.user)
            self._say_done("Done again", entry)

    def _say_done(self, what: str, entry: Entry, besides: str = "") -> None:
        from coder.operations import history

        done = f"{what}: {entry.verb}, {history.in_words(self.store, entry)}"
        self.say(f"{done}. {besides}" if besides else done)
        self.changed()

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from coder.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen, self.clash))

    def action_next_theme(self) -> None:
        """Change to the next of our themes, and remember it."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        config.keep_theme(self.theme)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every command of the screen in the palette."""
        here = screen.COMMANDS_HERE if isinstance(screen, ModeScreen) else ()
        for command in (*here, *EVERYWHERE):
            key = command.key.split(",")[0]
            yield SystemCommand(
                f"{command.title} ({key})",
                command.help,
                partial(self.run_action, command.action, screen),
            )

    def _fatal_error(self) -> None:
        """End without a traceback: it would print the words of a transcript."""
        self.bell()
        self._exit_renderables.append(
            "coder has stopped because of a fault of its own. Everything you did is saved. "
            "Start it again; with CODER_DEBUG=1 set it says more."
        )
        self._close_messages_no_wait()
