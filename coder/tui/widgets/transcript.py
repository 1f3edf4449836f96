"""The transcript as an inspector reads and codes it: sentence cursor, selection, keys, mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual import events
from textual.actions import SkipAction
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from coder.display import one_line
from coder.model import Guid, Passage
from coder.tui.widgets import transcript_look as look
from coder.tui.widgets.stripes import Stripe, abbreviate
from coder.tui.widgets.transcript_canvas import TranscriptCanvas, TranscriptContent
from coder.tui.widgets.transcript_motion import Places
from coder.tui.widgets.transcript_paint import Marks

__all__ = ["Stripe", "TranscriptContent", "TranscriptView", "abbreviate"]

_AUTO_SCROLL = 1 / 20
"""Seconds between rows while the mouse drags beyond an edge."""


class TranscriptView(TranscriptCanvas, can_focus=True):
    """A transcript in which a sentence is under the cursor and a passage can be selected."""

    BINDINGS = look.BINDINGS

    class StripeClicked(Message):
        """A stripe, or its label, was clicked."""

        def __init__(self, guid: Guid) -> None:
            super().__init__()
            self.guid = guid

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.follow: Callable[[Passage], None] | None = None
        """Called with the selection where it is another, by a move of the cursor too. What it draws
        comes in the cursor's frame; what a message draws would come a frame or two later."""
        self._places = Places("", ())
        self._number = 0
        self._chosen: Passage | None = None
        self._base: Passage | None = None
        self._drag_from: Passage | None = None
        self._dragged = False
        self._pointer = (0, 0, False)
        self._scroller: Timer | None = None

    # What is shown, and where the cursor is.

    def show(
        self, content: TranscriptContent, stripes: Iterable[Stripe] = (), *, at: int = 0
    ) -> None:
        """Show a transcript with its codings and put the cursor on the sentence at an offset."""
        self._places = Places(content.text, content.passages, content.sentences)
        self._number = self._places.number_at(at)
        self._chosen = self._base = None
        self.draw(content, stripes, Marks(self._sentence))
        self._tell()

    def set_sentences(self, sentences: Sequence[Passage]) -> None:
        """Give the sentences of the transcript shown, where they were not ready before."""
        if self._shown is not None:
            cursor = self.cursor
            self._places = Places(self._shown.text, self._shown.passages, sentences)
            self._put(self._places.number_at(cursor), self._chosen, self._base)

    @property
    def _sentence(self) -> Passage:
        return self._places.sentence(self._number)

    @property
    def cursor(self) -> int:
        """Offset of the sentence under the cursor."""
        return self._sentence.start

    @property
    def selection(self) -> Passage:
        """The passage a code is applied to: as selected, or else the sentence under the cursor."""
        return self._chosen or self._sentence

    @property
    def chosen(self) -> Passage | None:
        """What was selected on purpose; None where only the cursor says what is meant."""
        return self._chosen

    @property
    def quotation(self) -> str:
        """The words of the selection, as stored."""
        return self.selection.quotation(self._shown.text) if self._shown else ""

    def go_to(self, passage: Passage, *, select: bool = False) -> None:
        """Put the cursor on the sentence where a passage begins, and bring it into view."""
        self._put(self._places.number_at(passage.start), passage if select else None)
        self._reveal(passage)

    def _put(self, number: int, chosen: Passage | None, base: Passage | None = None) -> None:
        """Put the cursor on a sentence and select a passage, or nothing."""
        selection = self._marks.chosen or self._marks.cursor
        self._number, self._chosen = number, chosen or None
        self._base = base or self._chosen
        self.mark(replace(self._marks, cursor=self._sentence, chosen=self._chosen))
        if self.selection != selection:
            self._tell()

    def _tell(self) -> None:
        """Say which passage is selected now."""
        if self.follow is not None:
            self.follow(self.selection)

    # Keys.

    def action_move_sentence(self, by: int) -> None:
        """Go to the next sentence (`by` 1) or the one before (-1); first read a long one."""
        first, last = self._rows.rows_of(self._sentence)
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height - 1
        if first <= bottom and top <= last and (last > bottom if by > 0 else first < top):
            self._place(top + by * max(1, (bottom - top) // 2), 0)
            return
        edge = (self._chosen.end - 1 if by > 0 else self._chosen.start) if self._chosen else None
        number = self._number if edge is None else self._places.number_at(edge)
        self._go(number + by)

    def _go(self, number: int) -> None:
        self._put(min(max(number, 0), max(0, len(self._places) - 1)), None)
        self._reveal(self._sentence)

    def action_move_turn(self, by: int) -> None:
        """Go to the first sentence of the next turn, or of this one, or of the one before."""
        self._go(self._places.number_at(self._places.turn_start(self.cursor, by)))

    def action_move_page(self, by: int) -> None:
        """Go a page on or back; the cursor keeps its row."""
        if self._painter is None:
            return
        page, top = max(1, self.size.height - 2), self.scroll_offset.y
        row = self._cursor_row()
        row = min(max(row, top), top + self.size.height - 1) + by * page
        self._place(top + by * page, 0)
        row = min(max(row, 0), len(self._rows) - 1)
        self._put(self._places.number_at(self._rows.starts[row]), None)

    def action_move_to_start(self) -> None:
        """Go to the first sentence."""
        self._go(0)

    def action_move_to_end(self) -> None:
        """Go to the last sentence."""
        self._go(len(self._places) - 1)

    def action_extend(self, by: int) -> None:
        """Select a sentence more (`by` 1) or less (-1); before where it began, the other way."""
        base = self._base or self._sentence
        move = self._places.extended if by > 0 else self._places.shrunk
        before = self.selection
        self._choose(move(before, base), before, base)

    def action_move_end(self, by: int) -> None:
        """Let the selection end a word later (`by` 1) or earlier (-1)."""
        self._choose(self._places.end_moved(self.selection, by), self.selection)

    def action_move_start(self, by: int) -> None:
        """Let the selection begin a word later (`by` 1) or earlier (-1)."""
        self._choose(self._places.start_moved(self.selection, by), self.selection)

    def action_move_end_sentence(self, by: int) -> None:
        """Let the selection end a sentence later (`by` 1) or earlier (-1)."""
        self._choose(self._places.end_moved_to_sentence(self.selection, by), self.selection)

    def action_move_start_sentence(self, by: int) -> None:
        """Let the selection begin a sentence later (`by` 1) or earlier (-1)."""
        self._choose(self._places.start_moved_to_sentence(self.selection, by), self.selection)

    def action_move_word(self, by: int) -> None:
        """Select the next word (`by` 1) or the one before (-1), of the sentence to begin with."""
        word = self._places.word_beside(self.selection, by, inside=self._chosen is None)
        if word:
            self._put(self._places.number_at(word.start), word)
            self._reveal(word)

    def _choose(self, chosen: Passage, before: Passage, base: Passage | None = None) -> None:
        """Select a passage and bring the end of it that moved into view."""
        if not chosen or chosen == before:
            return
        self._put(self._number, chosen, base)
        start_moved = chosen.start != before.start
        at = chosen.start if start_moved else chosen.end - 1
        self._reveal(Passage(at, at + 1))

    def action_select_turn(self) -> None:
        """Select the turn that the cursor is in."""
        if turn := self._places.turn_at(self.cursor):
            self._put(self._number, turn)

    def action_clear_selection(self) -> None:
        """Give up the selection for the sentence under the cursor."""
        if self._chosen is None:
            raise SkipAction
        self._put(self._number, None)
        self._reveal(self._sentence)

    def action_copy(self) -> None:
        """Copy the words of the selection, as stored."""
        self.app.copy_to_clipboard(self.quotation)

    # The mouse.

    def on_mount(self) -> None:
        """Make the timer that scrolls while the mouse drags beyond an edge."""
        self._scroller = self.set_interval(_AUTO_SCROLL, self._drag_on, pause=True)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag, where the mouse is on the text."""
        self._dragged = False
        x, y = event.get_content_offset_capture(self)
        if self._painter is None or x < self._painter.columns.margin or event.button != 1:
            return
        self._drag_from = self._painter.character_at(self._row_at(y), x)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select what the mouse is dragged over; otherwise name the stripe under it."""
        x, y = event.get_content_offset_capture(self)
        if self._drag_from is not None:
            self._pointer = (x, y, event.ctrl)
            self._drag_on()
            self._auto_scroll(not 0 <= y < self.size.height)
        elif self._painter is not None:
            stripe = self._painter.stripe_at(self._row_at(y), x)
            self.tooltip = Content(one_line(stripe.title)) if stripe else None

    def _auto_scroll(self, on: bool) -> None:
        if self._scroller is not None:
            (self._scroller.resume if on else self._scroller.pause)()

    def _drag_on(self) -> None:
        """Select up to the mouse: whole words, with Ctrl characters; beyond an edge, scroll."""
        if self._drag_from is None or self._painter is None:
            return
        x, y, by_character = self._pointer
        if not 0 <= y < self.size.height:
            self._place(self.scroll_offset.y + (1 if y > 0 else -1), 0)
            y = min(max(y, 0), self.size.height - 1)
        here = self._painter.character_at(self._row_at(y), x)
        if here == self._drag_from and not self._dragged:
            return
        self._dragged = True
        chosen = here.hull(self._drag_from)
        if chosen and not by_character:
            chosen = self._places.words_over(chosen)
        self._put(self._places.number_at(chosen.start), chosen or None)

    def on_mouse_up(self) -> None:
        """End a drag."""
        self._drag_from = None
        self._auto_scroll(False)
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Go to a sentence; twice, select the word; thrice, or beside it, the turn."""
        if self._painter is None or self._dragged:
            return
        x, y = event.get_content_offset_capture(self)
        row = self._row_at(y)
        if stripe := self._painter.stripe_at(row, x):
            self.post_message(self.StripeClicked(stripe.guid))
            return
        at = self._painter.character_at(row, x).start
        number, turn = self._places.number_at(at), self._places.turn_at(at)
        if x <= self._painter.columns.speaker or event.chain > 2:
            self._put(self._places.number_at(turn.start), turn or None)
        elif event.chain == 2:
            self._put(number, self._places.words_over(Passage(at, at + 1)))
        else:
            self._put(number, None)
