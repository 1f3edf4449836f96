"""Code mode: where inspectors spend the day."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import work

from coder.display import one_line
from coder.model import Coding, Guid, Passage
from coder.operations import coding as acts
from coder.tui.commands import Command
from coder.tui.screens.accepting import AcceptingScreen
from coder.tui.screens.code_commands import COMMANDS


class Target(NamedTuple):
    """A passage of a source."""

    source: Guid
    passage: Passage


class CodeScreen(AcceptingScreen):
    """Read a transcript and apply codes to passages of it."""

    NAME = "code"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS

    @property
    def target(self) -> Target | None:
        """What a code is applied to, taken before anything is asked."""
        return Target(self.source.guid, self.view.selection) if self.source else None

    def apply(self, code: Guid, target: Target | None) -> None:
        """Apply a code to a passage; it is on disk before the next key."""
        if target is None:
            return
        with self.coder.saying():
            text = self.text if self.source and self.source.guid == target.source else None
            guid = acts.apply_code(self.store, self.coder.user, *target, code, text=text)
            if self.open is not None and guid in self.open.codings:
                self.coder.say(f"{self.book.by_guid[code].name} stands here already.")
            self.add_codings([Coding(guid, target.source, code, self.me, target.passage)])

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
        if target and (code := await self.picked("Apply a code to", create=True)):
            self.apply(code, target)

    @work
    async def action_in_vivo(self) -> None:
        """Make a code named by the words selected, and apply it."""
        from coder.operations.codes import add_code
        from coder.tui.screens.dialogs import AskLine

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
        coding = await self.one_of(self.codings_here(own=True), "Take off which coding?")
        if coding is None or self.open is None:
            return
        with self.coder.saying():
            acts.uncode(self.store, self.coder.user, coding)
            self.open.codings.remove(coding.guid)
            self.view.remove_stripe(coding.guid)
            self.note_codings([coding])
            self.coder.say(f"Took off {self.code_name(coding)}. Press u to undo.")

    @work
    async def action_recode(self) -> None:
        """Put another code in place of one's own coding."""
        coding = await self.one_of(self.codings_here(own=True), "Change which coding?")
        if coding and (code := await self.picked(f"Instead of {self.code_name(coding)}, on")):
            with self.coder.saying():
                acts.recode(self.store, self.coder.user, coding, code)
                self.coder.changed()

    @work
    async def action_move_ends(self) -> None:
        """Move one's own coding to the words selected now."""
        passage = self.view.selection
        coding = await self.one_of(self.codings_here(own=True), "Move which coding?")
        if coding is not None:
            with self.coder.saying():
                acts.move_coding(self.store, self.coder.user, coding, passage)
                self.coder.changed()

    @work
    async def action_withdraw(self) -> None:
        """Take the words of who speaks here, of the source or of its case out for good."""
        from coder.tui.screens.withdraw import withdraw

        if self.source is None:
            self.coder.say("There is nothing here to withdraw.")
            return
        with self.coder.saying():
            if await withdraw(self.coder, self.source, self.turn_here(), self.pause):
                self.coder.changed()

    @work
    async def action_correct(self) -> None:
        """Bring in a corrected transcript, or look at older versions and what waits there."""
        from coder.tui.screens.correct import correct

        if self.source is None:
            self.coder.say("There is no source here to correct; press i to import one.")
            return
        with self.coder.saying():
            if await correct(self.coder, self.source):
                self.coder.changed()
