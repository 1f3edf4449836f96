"""Notes and order: memos, examples, pins, and putting the transcript right."""

from __future__ import annotations

from typing import NamedTuple

from textual import work

from coder.display import one_line
from coder.errors import CoderError
from coder.model import PATH, Coding, Guid, Memo, Passage
from coder.operations import coding as acts
from coder.operations import pins, seeing
from coder.tui.screens.going import GoingScreen

_ANY_CODE, _TOP = "any code", "top"


class About(NamedTuple):
    """What a memo is about, and what that is called."""

    guid: Guid
    words: str
    passage: Passage | None = None


class NotingScreen(GoingScreen):
    """A source in which one writes memos and keeps examples."""

    async def picked(self, title: str, *, create: bool = False) -> Guid | None:
        """Ask for a code; one that is new is made where the person says."""
        from coder.tui.screens.picker import NEW, CodePicker

        quotation = self.view.quotation
        picker = CodePicker(self.book, title, quotation, self._recent or (), can_create=create)
        answer = await self.app.push_screen_wait(picker)
        if answer is None or not answer.startswith(NEW):
            return answer
        return await self._new_code(answer.removeprefix(NEW))

    async def _new_code(self, typed: str) -> Guid | None:
        """Make a code of what was typed: a name, or a path that ends with it."""
        from coder.operations import lookup
        from coder.operations.codes import add_code
        from coder.tui.screens.choosing import Choose

        above, _, name = typed.rpartition(PATH.strip())
        try:
            if above.strip():
                parent: Guid | None = lookup.code(self.book, " ".join(above.split())).guid
            else:
                places = [(_TOP, "at the top")]
                places += [(c.guid, f"under {self.book.path(c.guid)}") for c in self.book]
                title = f"Where does “{one_line(name, 40)}” stand?"
                place = await self.app.push_screen_wait(Choose(title, places))
                if place is None:
                    return None
                parent = None if place == _TOP else place
            guid = add_code(self.store, self.coder.user, name, parent=parent)
        except CoderError as error:
            self.coder.say(str(error), wrong=True)
            return None
        self.coder.changed()
        return guid

    async def one_of(self, codings: list[Coding], question: str) -> Coding | None:
        """Ask which coding is meant, where there are several; the one in focus comes first."""
        from coder.tui.screens.choosing import Choose

        if not codings:
            self.coder.say("No coding of yours stands here.")
            return None
        if len(codings) == 1:
            return codings[0]
        codings = sorted(codings, key=lambda coding: coding.guid != self.focused_coding)
        named = [(c.guid, f"{self.code_name(c)}  “{self._words(c.passage)}”") for c in codings]
        answer = await self.app.push_screen_wait(Choose(question, named))
        return next((coding for coding in codings if coding.guid == answer), None)

    def code_name(self, coding: Coding) -> str:
        """Return what the code of a coding is called now."""
        code = self.book.by_guid.get(self.book.resolve(coding.code))
        return code.name if code else "a removed code"

    def _words(self, passage: Passage) -> str:
        return one_line(passage.quotation(self.text), 40)

    # Memos.

    @work
    async def action_memo(self) -> None:
        """Write a memo on a coding, the passage, the turn, the source or a code."""
        from coder.tui.screens.choosing import Choose

        if self.source is None:
            return
        things = self._things()
        options = [(str(number), thing.words) for number, thing in enumerate(things)]
        options.append((_ANY_CODE, "another code …"))
        answer = await self.app.push_screen_wait(Choose("A memo on", options))
        if answer == _ANY_CODE:
            code = await self.picked("A memo on which code?")
            about = About(code, f"the code {self.book.by_guid[code].name}") if code else None
        else:
            about = things[int(answer)] if answer is not None else None
        if about is not None:
            await self._write(about)

    def _things(self) -> list[About]:
        """Return what a memo can be about here."""
        here = self.codings_here()
        here.sort(key=lambda coding: coding.guid != self.focused_coding)
        things = [About(c.guid, f"the coding {self.code_name(c)}") for c in here]
        if self.source is not None and (selection := self.view.selection):
            words = f"these words: “{self._words(selection)}”"
            things.append(About(self.source.guid, words, selection))
        if turn := self.turn_here():
            things.append(About(turn.guid, f"this turn: “{self._words(turn.passage)}”"))
        if self.source is not None:
            things.append(About(self.source.guid, f"the source {self.source.name}"))
        codes = dict.fromkeys(self.book.resolve(coding.code) for coding in here)
        known = [guid for guid in codes if guid in self.book.by_guid]
        things += [About(guid, f"the code {self.book.by_guid[guid].name}") for guid in known]
        return things

    async def _write(self, about: About) -> None:
        held = next(
            (
                memo
                for memo in seeing.memos(self.store, self.coder.user, about.guid)
                if memo.user == self.me and memo.passage == about.passage
            ),
            None,
        )
        kept = await self.write_down(
            f"Memo on {about.words}",
            lambda text: self._keep(about, held, text),
            value=held.text if held else "",
        )
        if kept and self.open is not None:
            self.read_along()
            self.show_here()
            self.in_step()

    def _keep(self, about: About, held: Memo | None, text: str) -> None:
        user = self.coder.user
        if held is not None:
            acts.edit_memo(self.store, user, held.guid, text)
        else:
            acts.add_memo(self.store, user, about.guid, text, passage=about.passage)

    # Examples, pins, and putting the transcript right.

    @work
    async def action_example(self) -> None:
        """Add the words selected to the examples of a code."""
        from coder.operations.codes import add_example
        from coder.tui.screens.choosing import Choose

        words, here = self.view.quotation, self.codings_here()
        codes = list(dict.fromkeys(self.book.resolve(coding.code) for coding in here))
        options = [(g, self.book.path(g)) for g in codes if g in self.book.by_guid]
        code: Guid | None = _ANY_CODE
        if options:
            options.append((_ANY_CODE, "another code …"))
            code = await self.app.push_screen_wait(Choose("An example of which code?", options))
        if code == _ANY_CODE:
            code = await self.picked("An example of which code?")
        if code is None:
            return
        with self.coder.saying():
            new = add_example(self.store, self.coder.user, code, words)
            name = self.book.by_guid[code].name
            self.coder.say(f"{name} has {'one example more' if new else 'this example already'}.")
            self.coder.changed()

    @work
    async def action_pin(self) -> None:
        """Pin a code to one of the keys 1 to 9."""
        from coder.tui.screens.dialogs import AskLine
        from coder.tui.screens.picker import CodePicker

        code = await self.app.push_screen_wait(CodePicker(self.book, "Pin which code?"))
        if code is None:
            return
        answer = await self.app.push_screen_wait(AskLine("To which key, 1 to 9?", "1"))
        if answer is None:
            return
        if answer.strip() not in set("123456789"):
            self.coder.say("Pins have the keys 1 to 9.", wrong=True)
            return
        with self.coder.saying():
            pins.pin(self.store, self.coder.user, code, int(answer))
            self.coder.changed()

    @work
    async def action_repair(self) -> None:
        """Put right the speaker or the turn under the cursor."""
        from coder.tui.screens.repair import repair

        turn = self.turn_here()
        if turn is None:
            self.coder.say("There is no turn here.")
            return
        with self.coder.saying():
            if await repair(self.coder, turn, self.view.selection):
                self.coder.changed()
