"""Where the cursor and the ends of a selection go: by sentence, by turn, by word."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from coder.model import Passage
from coder.tui.widgets import transcript_words as words


class Places:
    """The turns and sentences of a text, in order, and the ways between them."""

    def __init__(
        self,
        text: str,
        turns: Sequence[Passage],
        sentences: Sequence[Passage] | array[int] = (),
    ) -> None:
        """Sentences are given as passages or, which is quicker, as starts and ends in turn."""
        self.text = text
        self.turns = [turn for turn in turns if turn]
        self._turn_starts = array("I", [turn.start for turn in self.turns])
        self._starts, self._ends = self._inside_turns(sentences)

    def _inside_turns(
        self, sentences: Sequence[Passage] | array[int]
    ) -> tuple[array[int], array[int]]:
        """Return starts and ends of the sentences of turns; a turn without is one itself."""
        if isinstance(sentences, array):
            starts, ends = sentences[::2], sentences[1::2]
        else:
            starts = array("I", [sentence.start for sentence in sentences])
            ends = array("I", [sentence.end for sentence in sentences])
        all_starts, all_ends = array("I"), array("I")
        for turn in self.turns:
            low, high = bisect_left(starts, turn.start), bisect_left(starts, turn.end)
            if low == high:
                all_starts.append(turn.start)
                all_ends.append(turn.end)
            else:
                all_starts.extend(starts[low:high])
                all_ends.extend(ends[low:high])
        return all_starts, all_ends

    def __len__(self) -> int:
        """How many sentences there are."""
        return len(self._starts)

    def sentence(self, number: int) -> Passage:
        """Return a sentence by its number; an empty passage where there is none at all."""
        if not self._starts:
            return Passage(0, 0)
        number = min(max(number, 0), len(self) - 1)
        return Passage(self._starts[number], self._ends[number])

    def number_at(self, offset: int) -> int:
        """Return the number of the sentence at an offset, or of the last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def turn_number_at(self, offset: int) -> int:
        """Return the number of the turn at an offset, or of the last before it."""
        return max(0, bisect_right(self._turn_starts, offset) - 1)

    def turn_at(self, offset: int) -> Passage:
        """Return the turn at an offset, or the last before it."""
        return self.turns[self.turn_number_at(offset)] if self.turns else Passage(0, 0)

    def turn_start(self, offset: int, by: int) -> int:
        """Return where the turn begins that is `by` turns on; back, where this one begins first."""
        if not self.turns:
            return 0
        number = self.turn_number_at(offset) + by
        if by < 0 and self.number_at(offset) > self.number_at(self.turn_at(offset).start):
            number += 1
        return self.turns[min(max(number, 0), len(self.turns) - 1)].start

    # The ends of a selection. `base` is the passage it was extended from, which it never loses.

    def extended(self, chosen: Passage, base: Passage) -> Passage:
        """Return a selection with a sentence more at its end, or less at its beginning."""
        if chosen.start < base.start:
            following = bisect_right(self._starts, chosen.start)
            start = self._starts[following] if following < len(self) else base.start
            return Passage(min(start, base.start), chosen.end)
        following = bisect_right(self._ends, chosen.end)
        return Passage(chosen.start, self._ends[following]) if following < len(self) else chosen

    def shrunk(self, chosen: Passage, base: Passage) -> Passage:
        """Return a selection with a sentence less at its end, or more at its beginning."""
        if chosen.end > base.end:
            before = bisect_left(self._ends, chosen.end) - 1
            end = self._ends[before] if before >= 0 else base.end
            return Passage(chosen.start, max(end, base.end))
        before = bisect_left(self._starts, chosen.start) - 1
        return Passage(self._starts[before], chosen.end) if before >= 0 else chosen

    def end_moved(self, chosen: Passage, by: int) -> Passage:
        """Return a selection that ends a word later (`by` 1) or earlier (-1), never empty."""
        end = self._next(chosen.end, ends=True) if by > 0 else self._before(chosen.end, ends=True)
        return chosen if end is None or end <= chosen.start else Passage(chosen.start, end)

    def start_moved(self, chosen: Passage, by: int) -> Passage:
        """Return a selection that begins a word later (`by` 1) or earlier (-1), never empty."""
        offset = chosen.start
        start = self._next(offset, ends=False) if by > 0 else self._before(offset, ends=False)
        return chosen if start is None or start >= chosen.end else Passage(start, chosen.end)

    def end_moved_to_sentence(self, chosen: Passage, by: int) -> Passage:
        """Return a selection that ends with a sentence later (`by` 1) or earlier, never empty."""
        find = bisect_right if by > 0 else bisect_left
        number = find(self._ends, chosen.end) - (by < 0)
        if not 0 <= number < len(self) or self._ends[number] <= chosen.start:
            return chosen
        return Passage(chosen.start, self._ends[number])

    def start_moved_to_sentence(self, chosen: Passage, by: int) -> Passage:
        """Return a selection that begins with a sentence later (`by` 1) or earlier, never empty."""
        find = bisect_right if by > 0 else bisect_left
        number = find(self._starts, chosen.start) - (by < 0)
        if not 0 <= number < len(self) or self._starts[number] >= chosen.end:
            return chosen
        return Passage(self._starts[number], chosen.end)

    def word_beside(self, passage: Passage, by: int, *, inside: bool) -> Passage | None:
        """Return the word after a passage (`by` 1) or before it (-1), None where there is none.

        `inside` asks for its own first word, or its own last.
        """
        if by > 0:
            start = self._next((passage.start if inside else passage.end) - 1, ends=False)
        else:
            start = self._before(passage.end if inside else passage.start, ends=False)
        return None if start is None else words.word_at(self.text, start, self.turn_at(start))

    def words_over(self, passage: Passage) -> Passage:
        """Return a passage grown to whole words."""
        first = words.word_at(self.text, passage.start, self.turn_at(passage.start))
        last = words.word_at(self.text, passage.end - 1, self.turn_at(passage.end - 1))
        return passage.hull(first).hull(last)

    def _next(self, offset: int, *, ends: bool) -> int | None:
        find = words.next_end if ends else words.next_start
        for number in range(self.turn_number_at(offset), len(self.turns)):
            turn = self.turns[number]
            place = find(self.text, max(offset, turn.start - 1), turn)
            if place is not None:
                return place
        return None

    def _before(self, offset: int, *, ends: bool) -> int | None:
        find = words.previous_end if ends else words.previous_start
        for turn in reversed(self.turns[: self.turn_number_at(offset) + 1]):
            place = find(self.text, min(offset, turn.end + 1), turn)
            if place is not None:
                return place
        return None
