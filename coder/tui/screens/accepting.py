"""What a person does with suggestions in Code mode: go to one, accept it, reject it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from coder.display import counted, one_line
from coder.model import Coding
from coder.operations import suggesting
from coder.store import reads
from coder.suggest import Suggestion
from coder.tui.screens.code_suggestions import SuggestionsScreen

if TYPE_CHECKING:
    from coder.tui.screens.preview import Proposed

AROUND = 160
"""Characters that stand around the words of a suggestion in the preview."""


class AcceptingScreen(SuggestionsScreen):
    """A source whose suggestions are accepted or rejected; subclasses code it."""

    def action_next_suggestion(self, by: int) -> None:
        """Go to the next suggestion in this source (`by` 1), or the one before (-1)."""
        listed = self.suggestions
        after = self._after(listed, by)
        if after is None:
            self.coder.say(
                f"There is no suggestion {'further on' if by > 0 else 'before'} in this source."
                if listed
                else self._standing_of_suggestions()
            )
            return
        self._chosen = after
        self.view.go_to(after.passage, select=True)
        self.show_suggested()

    def _after(self, listed: list[Suggestion], by: int) -> Suggestion | None:
        if self._chosen in listed:
            at = listed.index(self._chosen) + by
            return listed[at] if 0 <= at < len(listed) else None
        at = self.view.selection.start
        if by > 0:
            return next((each for each in listed if each.passage.start >= at), None)
        return next((each for each in reversed(listed) if each.passage.start < at), None)

    def _one(self) -> Suggestion | None:
        if self._chosen is None:
            self.coder.say("Nothing is suggested here; q goes to the next suggestion.")
        return self._chosen

    def action_accept_suggestion(self) -> None:
        """Code what the suggestion here proposes."""
        if chosen := self._one():
            self._accept([chosen], f"Accepted: {self.book.name(chosen.code)}. Press u to undo.")

    def _accept(self, chosen: list[Suggestion], words: str) -> None:
        with self.coder.saying():
            guids = suggesting.accept(self.store, self.coder.user, chosen)
            self.add_codings(
                Coding(guid, each.source, each.code, self.me, each.passage)
                for guid, each in zip(guids, chosen, strict=True)
            )
            self._sift_over((each.code, each.passage) for each in chosen)
            self.coder.say(words)

    def action_reject_suggestion(self) -> None:
        """Remember that this passage is not to have this code."""
        if chosen := self._one():
            with self.coder.saying():
                suggesting.reject(self.store, self.coder.user, [chosen])
                self._held.reject(chosen.source, chosen.code, chosen.passage)
                self._sift_over([(chosen.code, chosen.passage)])
                self.in_step()
                self.coder.say(f"Rejected: {self.book.name(chosen.code)}. Press u to undo.")

    @work
    async def action_accept_suggestions(self) -> None:
        """Choose among all suggestions of this code in this source, and code those ticked."""
        from coder.tui.screens.preview import Preview

        chosen = self._one()
        if chosen is None:
            return
        alike = suggesting.apart(each for each in self.suggestions if each.code == chosen.code)
        title = f"Apply “{one_line(self.book.name(chosen.code))}” to these?"
        ticked = await self.app.push_screen_wait(Preview(title, list(map(self._proposed, alike))))
        if ticked:
            words = f"Accepted {counted(len(ticked), 'suggestion')}. Press u to undo."
            self._accept([alike[at] for at in ticked], words)

    def _proposed(self, each: Suggestion) -> Proposed:
        from coder.tui.screens.preview import Proposed

        start, end = each.passage.start, each.passage.end
        turn = self.open.turn_number(start) if self.open else 0
        before, after = self.text[max(0, start - AROUND) : start], self.text[end : end + AROUND]
        words = self.text[start:end]
        return Proposed(f"turn {turn}", each.passage, words, each.reason, before, after)

    def action_suggestions(self) -> None:
        """Switch the suggestions off for now, on again, or start them anew after a failure."""
        if not self._failed:
            self._wanted = not self._wanted
        self._basis = None
        self.show_project()
        words = f"Suggestions are {'on' if self._wanted else 'off'}."
        if reads.setting(self.store, suggesting.SHOWN, suggesting.ON) != suggesting.ON:
            words = "The settings of this project have suggestions switched off."
        self.coder.say(words)
