"""Bringing transcripts into a project from the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from coder.display import counted
from coder.errors import CoderError
from coder.store import open_project
from coder.tui.screens.mode import ModeScreen

if TYPE_CHECKING:
    from coder.operations.sources import Imported


class ImportingScreen(ModeScreen):
    """A mode in which transcripts are brought in."""

    @work
    async def action_import(self) -> None:
        """Import a transcript or a folder of them."""
        from coder.operations import sources
        from coder.tui.screens.dialogs import AskLine

        if self.coder.only_read():
            return
        answer = await self.app.push_screen_wait(
            AskLine("Import which file or folder?", placeholder="for example transcripts/8a.docx")
        )
        if not answer or not answer.strip():
            return
        files = sources.files_in([Path(answer.strip()).expanduser()])
        if not files:
            self.coder.say("That folder holds no transcript that can be read.", wrong=True)
            return
        self._import(files)

    @work(thread=True, exclusive=True, group="import")
    def _import(self, files: list[Path]) -> None:
        """Import with a store of this thread, and say how far it is."""
        from coder.operations import sources

        def progress(done: int, of: int, name: str) -> None:
            if of > 1 and (done % 10 == 0 or done == of):
                self.app.call_from_thread(self.coder.say, f"{done} of {of} imported: {name}")

        path = self.store.path
        if path is None:
            return
        try:
            with open_project(path) as store:
                done = sources.import_sources(store, self.coder.user, files, progress=progress)
        except CoderError as error:
            self.app.call_from_thread(self.coder.say, str(error), wrong=True)
        else:
            self.app.call_from_thread(self._imported, done)

    def _imported(self, results: list[Imported]) -> None:
        from coder.operations import sources

        self.coder.changed()
        for result in results:
            if result.error or result.already or len(results) == 1:
                self.coder.say(sources.in_words(result), wrong=bool(result.error))
        unclear = sum(len(result.notes) for result in results)
        if unclear:
            self.coder.say(
                f"{counted(unclear, 'line')} were not understood; `coder import` lists them."
            )
