"""What Themes and Typing share: their figures are computed beside the screen, not in its way."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from textual import work
from textual.widget import Widget
from textual.worker import get_current_worker

from coder.errors import CoderError
from coder.store import Store
from coder.tui.screens.mode import ModeScreen

T = TypeVar("T")
U = TypeVar("U")

_PATIENCE = 0.3
"""Seconds before a wait is shown; anything quicker would only flicker."""


class ComputingScreen(ModeScreen, Generic[T]):
    """A screen whose contents may take a while to compute on a big project."""

    _pending = False
    """Whether a computation is under way."""

    @abstractmethod
    def question(self) -> Callable[[Store], T]:
        """Return what to compute; it is called with a store, in another thread for a file."""

    @abstractmethod
    def show(self, computed: T) -> None:
        """Show what was computed."""

    def waiting(self) -> Widget:
        """Return the widget that is covered while a computation takes long."""
        raise NotImplementedError

    def show_project(self) -> None:
        """Compute and show the project as it is now."""
        question = self.question()
        if self.store.path is None:
            with self.coder.saying():
                self.show(question(self.store))
            return
        self._pending = True
        self.set_timer(_PATIENCE, self._show_waiting)
        self._compute(question, self.store.path)

    def _show_waiting(self) -> None:
        self.waiting().loading = self._pending

    @work(thread=True, exclusive=True, group="computing")
    def _compute(self, question: Callable[[Store], T], path: Path) -> None:
        done: Callable[[], None]
        try:
            # Figures and journal head are of one moment.
            with self.coder.reader(path) as store, store.moment():
                done = partial(self._finished, question(store))
        except CoderError as error:
            done = partial(self._failed, str(error))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(done)

    async def beside(self, question: Callable[[Store], U]) -> U:
        """Compute something else beside the screen, of the project as it is shown."""
        path = self.store.path
        if path is None:
            return question(self.store)

        def in_thread() -> U:
            with self.coder.reader(path) as store:
                return question(store)

        return await asyncio.to_thread(in_thread)

    def _finished(self, computed: T) -> None:
        if self._still():
            self.show(computed)

    def _failed(self, words: str) -> None:
        if self._still():
            self.coder.say(words, wrong=True)

    def _still(self) -> bool:
        """End the wait; return whether the screen is still there to show anything."""
        self._pending = False
        if self.is_attached:
            self.waiting().loading = False
        return self.is_attached
