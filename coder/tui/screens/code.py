"""Code mode: where inspectors spend the day."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import work

from coder.display import one_line
from coder.model import Coding, Guid, Memo, Passage
from coder.operations import coding as acts
from coder.operations import history, pins
from coder.operations.codes import add_code
from coder.store import reads
from coder.tui.commands import Command
from coder.tui.screens.choosing import Choose
from coder.tui.screens.code_commands import COMMANDS
from coder.tui.screens.correct import correct
from coder.tui.screens.dialogs import AskLine
from coder.tui.screens.picker import NEW, CodePicker
from coder.tui.screens.reading import ReadingScreen
from coder.tui.screens.repair import repair


class Target(NamedTuple):
    """A passage of a source."""

    source: Guid
    passage: Passage


class CodeScreen(ReadingScreen):
    """Read a transcript and apply codes to passages of it."""

    NAME = "code"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS

    # Coding.

    @property
    def target(self) -> Target | None:
        """What a code is applied to, taken before anything is asked."""
        return Target(self.source.guid, self.view.selection) if self.source else None

    def apply(self, code: Guid, target: Target | None) -> None:
        """Apply a code to a passage; it is on disk before the next key."""
        if target is None:
            return
        with self.coder.saying():
            guid = acts.apply_code(self.store, self.coder.user, *target, code)
            self._recent = [code, *(each for each in self._recent if each != code)][:9]
            if self.source is None or self.source.guid != target.source:
                self.coder.changed()
            elif any(coding.guid == guid for coding in self._codings):
                self.coder.say(f"{self.book.by_guid[code].name} stands here already.")
            else:
                me = acts.user_guid(self.coder.user)
                coding = Coding(guid, target.source, code, me, target.passage)
                self._users.setdefault(me, self.coder.user)
                self._codings.append(coding)
                self.view.add_stripe(self._stripe(coding))
                self.note_codings()

    def action_pinned(self, number: int) -> None:
        """Apply a pinned code."""
        if number <= len(self._pins):
            self.apply(self._pins[number - 1], self.target)
        else:
            self.coder.say(f"No code is pinned to {number}; press P to pin one.")

    def action_again(self) -> None:
        """Apply the code applied last."""
        if self._recent:
            self.apply(self._recent[0], self.target)
        else:
            self.coder.say("No code was applied yet; press c to choose one.")

    @work
    async def action_pick(self) -> None:
        """Choose any code and apply it."""
        target = self.target
        if target and (code := await self._picked("Apply a code to", create=True)):
            self.apply(code, target)

    async def _picked(self, title: str, *, create: bool = False) -> Guid | None:
        quotation = self.view.quotation
        picker = CodePicker(self.book, title, quotation, self._recent, can_create=create)
        answer = await self.app.push_screen_wait(picker)
        if answer is None or not answer.startswith(NEW):
            return answer
        with self.coder.saying():
            guid = add_code(self.store, self.coder.user, answer.removeprefix(NEW))
            self.coder.changed()
            return guid
        return None

    @work
    async def action_in_vivo(self) -> None:
        """Make a code named by the words selected, and apply it."""
        target = self.target
        name = await self.app.push_screen_wait(
            AskLine("New code in the speaker’s own words", one_line(self.view.quotation, 60))
        )
        if name is None or target is None:
            return
        with self.coder.saying():
            guid = add_code(self.store, self.coder.user, name)
            self.coder.changed()
            self.apply(guid, target)

    @work
    async def action_uncode(self) -> None:
        """Take one of one's own codings off the selection."""
        coding = await self._one_of(self.codings_here(own=True), "Take off which coding?")
        if coding is None:
            return
        with self.coder.saying():
            acts.uncode(self.store, self.coder.user, coding)
            self._codings = [each for each in self._codings if each.guid != coding.guid]
            self.view.remove_stripe(coding.guid)
            self.note_codings()
            self.coder.say(f"Took off {self._code_name(coding)}. Press u to undo.")

    @work
    async def action_recode(self) -> None:
        """Put another code in place of one's own coding."""
        coding = await self._one_of(self.codings_here(own=True), "Change which coding?")
        if coding and (code := await self._picked(f"Instead of {self._code_name(coding)}, on")):
            with self.coder.saying():
                acts.recode(self.store, self.coder.user, coding, code)
                self.coder.changed()

    @work
    async def action_move_ends(self) -> None:
        """Move one's own coding to the words selected now."""
        passage = self.view.selection
        coding = await self._one_of(self.codings_here(own=True), "Move which coding?")
        if coding is not None:
            with self.coder.saying():
                acts.move_coding(self.store, self.coder.user, coding, passage)
                self.coder.changed()

    async def _one_of(self, codings: list[Coding], question: str) -> Coding | None:
        if not codings:
            self.coder.say("No coding of yours stands here.")
            return None
        if len(codings) == 1:
            return codings[0]
        named = [(c.guid, f"{self._code_name(c)}  “{self._words(c)}”") for c in codings]
        answer = await self.app.push_screen_wait(Choose(question, named))
        return next((coding for coding in codings if coding.guid == answer), None)

    def _code_name(self, coding: Coding) -> str:
        code = self.book.by_guid.get(self.book.resolve(coding.code))
        return code.name if code else "a removed code"

    def _words(self, coding: Coding) -> str:
        return one_line(coding.passage.quotation(self.text), 40)

    # Memos, pins, and putting the transcript right.

    @work
    async def action_memo(self) -> None:
        """Write a memo on a coding here, on the turn or on the source; or change one's own."""
        if self.source is None:
            return
        things = [(c.guid, f"the coding {self._code_name(c)}") for c in self.codings_here()]
        if turn := self.turn_here():
            words = one_line(turn.passage.quotation(self.text), 50)
            things.append((turn.guid, f"this turn: “{words}”"))
        things.append((self.source.guid, f"the source {self.source.name}"))
        about = await self.app.push_screen_wait(Choose("A memo on", things))
        if about is None:
            return
        me = acts.user_guid(self.coder.user)
        held = next((m for m in reads.memos(self.store, about) if m.user == me), None)
        kept = await self.write_down(
            f"Memo on {dict(things)[about]}",
            lambda text: self._keep_memo(about, held, text),
            value=held.text if held else "",
        )
        if kept:
            self._show_here()
            self.in_step()

    def _keep_memo(self, about: Guid, held: Memo | None, text: str) -> None:
        if held is not None:
            acts.edit_memo(self.store, self.coder.user, held.guid, text)
        else:
            acts.add_memo(self.store, self.coder.user, about, text)

    @work
    async def action_pin(self) -> None:
        """Pin a code to one of the keys 1 to 9."""
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

    def action_history(self) -> None:
        """Show the history of the words selected."""
        if self.source is not None:
            with self.coder.saying():
                passage, user = self.view.selection, self.coder.user
                about = history.of_passage(self.store, user, self.source.guid, passage)
                words = one_line(self.view.quotation, 40)
                self.coder.show_history(about, f"“{words}” in {one_line(self.source.name)}")

    @work
    async def action_repair(self) -> None:
        """Put right the speaker or the turn under the cursor."""
        turn = self.turn_here()
        if turn is None:
            self.coder.say("There is no turn here.")
            return
        with self.coder.saying():
            if await repair(self.coder, turn, self.view.selection):
                self.coder.changed()

    @work
    async def action_correct(self) -> None:
        """Bring in a corrected transcript, or look at older versions and what waits there."""
        if self.source is None:
            self.coder.say("There is no source here to correct; press i to import one.")
            return
        with self.coder.saying():
            if await correct(self.coder, self.source):
                self.coder.changed()
