"""Bringing transcripts into a project from the screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.widgets.option_list import Option

from coder.display import counted, one_line
from coder.errors import CoderError
from coder.model import Guid, natural_key
from coder.store import open_project, reads
from coder.tui.safe import content
from coder.tui.screens.choosing import Choose
from coder.tui.screens.mode import ModeScreen

if TYPE_CHECKING:
    from coder.operations.sources import Imported

_NONE = "of no school, or it is to be said later"


class ChooseSchool(Choose):
    """Choose one of the schools there are, type a new one, or leave it out: an empty answer."""

    def __init__(self, files: list[Path], schools: Iterable[str]) -> None:
        what = one_line(files[0].name) if len(files) == 1 else f"all {len(files)} files"
        known = [(name, name) for name in sorted(set(schools), key=natural_key)]
        super().__init__(
            f"Of which school is {what}? Choose one, or type a new one.", [("", _NONE), *known]
        )

    def fitting(self, typed: str) -> Iterable[Option]:
        """Return the schools that hold what is typed, and last, what is typed as a new one."""
        wanted = typed.strip().casefold()
        found = [each for each in self._options if wanted in each[1].casefold()]
        if wanted and all(name.casefold() != wanted for name, _ in self._options):
            found.append((typed.strip(), f"{typed.strip()}, a new school"))
        return (Option(content(words), id=answer) for answer, words in found)


class ImportingScreen(ModeScreen):
    """A mode in which transcripts are brought in."""

    def open_source(self, guid: Guid) -> None:
        """Show a source that has come in."""
        raise NotImplementedError

    @work
    async def action_import(self) -> None:
        """Import a transcript or a folder of them, of a school where one is named."""
        from coder.operations import sources
        from coder.tui.screens.dialogs import AskLine

        if self.coder.only_read():
            return
        answer = await self.app.push_screen_wait(
            AskLine("Import which file or folder?", placeholder="for example transcripts/8a.docx")
        )
        if not answer or not answer.strip():
            return
        path = Path(answer.strip()).expanduser()
        files = sources.files_in([path])
        if not path.exists() or not files:
            wrong = "holds no transcript that can be read" if path.exists() else "is not there"
            self._problems([f"{one_line(str(path))} {wrong}; nothing was imported."])
            return
        names = (case.name for case in reads.cases(self.store).values())
        school = await self.app.push_screen_wait(ChooseSchool(files, names))
        if school is not None:
            self._import(files, school)

    @work(thread=True, exclusive=True, group="import")
    def _import(self, files: list[Path], school: str) -> None:
        """Import with a store of this thread, and say how far it is."""
        from coder.operations import sources

        def progress(done: int, of: int, name: str) -> None:
            if of > 1 and (done % 10 == 0 or done == of):
                self.app.call_from_thread(self.coder.say, f"{done} of {of} imported: {name}")

        path, user = self.store.path, self.coder.user
        if path is None:
            return
        try:
            with open_project(path) as store:
                done = sources.import_sources(store, user, files, school=school, progress=progress)
        except CoderError as error:
            self.app.call_from_thread(self._problems, [str(error)])
        else:
            self.app.call_from_thread(self._imported, done)

    def _imported(self, results: list[Imported]) -> None:
        """Show what has come in, and in a dialog what has not."""
        from coder.operations import sources

        self.coder.changed()
        came = [each for each in results if each.source]
        if came:
            self.open_source(came[0].source)
            self.coder.say(sources.all_in_words(came))
        wrong = [sources.in_words(each) for each in results if not each.source]
        if unclear := sum(len(each.notes) for each in came):
            wrong.append(
                f"Of what was imported {counted(unclear, 'line')} could not be understood:"
                " `coder import` in a terminal lists them."
            )
        if wrong:
            self._problems(wrong)

    def _problems(self, sentences: list[str]) -> None:
        from coder.tui.screens.dialogs import Tell

        self.app.push_screen(Tell("Importing", content("\n".join(sentences))))
