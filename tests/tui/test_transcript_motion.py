"""Where the cursor and the ends of a selection go."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coder.model import Passage
from coder.tui.widgets import transcript_words
from coder.tui.widgets.transcript_motion import Places

from .hostile import texts

TEXT = "H: We don't know. Nobody asked “us” – ever.\n\nT: Staff left [laughs] and left."
TURNS = [Passage(3, 43), Passage(48, 78)]
SENTENCES = [Passage(3, 17), Passage(18, 43), Passage(48, 78)]
PLACES = Places(TEXT, TURNS, SENTENCES)


def part(passage: Passage) -> str:
    """The words of a passage of TEXT."""
    return passage.quotation(TEXT)


def test_the_sample_is_cut_as_meant() -> None:
    assert [part(turn) for turn in TURNS] == [
        "We don't know. Nobody asked “us” – ever.",
        "Staff left [laughs] and left.",
    ]
    assert part(SENTENCES[0]) == "We don't know."


@st.composite
def places(draw: st.DrawFn) -> tuple[Places, set[int]]:
    """A text cut into turns and sentences at any characters, and all its cuts."""
    text, cuts = draw(texts(max_size=60))
    at = sorted(draw(st.sets(st.sampled_from(sorted(cuts)))) | {0, len(text)})
    pieces = [Passage(*pair) for pair in pairwise(at)]
    turn_ends = [*draw(st.sets(st.sampled_from(at))), len(text)]
    turns, start = [], 0
    for end in sorted(turn_ends):
        if start < end:
            turns.append(Passage(start, end))
            start = end
    chosen = draw(st.booleans())
    return Places(text, turns, pieces if chosen else ()), cuts


class TestSentences:
    def test_the_sentence_at_an_offset_or_the_last_before_it(self) -> None:
        assert [PLACES.number_at(at) for at in (0, 3, 16, 17, 18, 45, 48, 999)] == [
            *(0, 0, 0, 0, 1, 1, 2, 2)
        ]

    def test_a_turn_without_sentences_is_one(self) -> None:
        found = Places(TEXT, TURNS, SENTENCES[:2])
        assert [found.sentence(number) for number in range(len(found))] == [
            *SENTENCES[:2],
            TURNS[1],
        ]

    def test_a_sentence_outside_of_turns_is_none(self) -> None:
        assert len(Places(TEXT, TURNS, [Passage(0, 2), *SENTENCES])) == 3

    def test_a_text_without_words_has_an_empty_one(self) -> None:
        assert Places("", ()).sentence(0) == Passage(0, 0)
        assert Places("", ()).turn_at(0) == Passage(0, 0)
        assert Places("", ()).turn_start(0, 1) == 0

    def test_back_by_a_turn_goes_first_to_where_this_one_begins(self) -> None:
        assert PLACES.turn_start(18, -1) == 3
        assert PLACES.turn_start(48, -1) == 3
        assert PLACES.turn_start(3, -1) == 3
        assert PLACES.turn_start(18, 1) == 48
        assert PLACES.turn_start(48, 1) == 48


class TestExtending:
    def test_by_sentences_on_and_back_again(self) -> None:
        base = SENTENCES[1]
        more = PLACES.extended(base, base)
        assert more == Passage(18, 78)
        assert PLACES.extended(more, base) == more
        assert PLACES.shrunk(more, base) == base
        before = PLACES.shrunk(base, base)
        assert before == Passage(3, 43)
        assert PLACES.extended(before, base) == base

    @given(places(), st.data())
    def test_what_was_added_is_taken_away_again(
        self, made: tuple[Places, set[int]], data: st.DataObject
    ) -> None:
        found, _ = made
        base = found.sentence(data.draw(st.integers(0, len(found))))
        for there, and_back in (
            (found.extended, found.shrunk),
            (found.shrunk, found.extended),
        ):
            steps = [base]
            while (longer := there(steps[-1], base)) != steps[-1]:
                assert longer.contains(steps[-1])
                steps.append(longer)
            for expected in reversed(steps[:-1]):
                assert and_back(longer, base) == expected
                longer = expected

    @given(places(), st.lists(st.sampled_from("eslrLR"), max_size=25), st.data())
    def test_no_way_of_moving_the_ends_parts_a_character_or_leaves_the_text(
        self, made: tuple[Places, set[int]], moves: list[str], data: st.DataObject
    ) -> None:
        found, cuts = made
        base = chosen = found.sentence(data.draw(st.integers(0, len(found))))
        for move in moves:
            if move in "es":
                chosen = (found.extended if move == "e" else found.shrunk)(chosen, base)
            elif move in "lr":
                base = chosen = found.end_moved(chosen, 1 if move == "r" else -1)
            else:
                base = chosen = found.start_moved(chosen, 1 if move == "R" else -1)
            assert {chosen.start, chosen.end} <= cuts
            assert bool(chosen) == bool(found.text)


class TestWords:
    def test_are_what_a_reader_calls_words(self) -> None:
        words = list(transcript_words.words(TEXT, Passage(0, len(TEXT))))
        assert [part(word) for word in words] == [
            *("H", "We", "don't", "know.", "Nobody", "asked", "us", "–", "ever."),
            *("T", "Staff", "left", "laughs", "and", "left."),
        ]

    def test_of_other_scripts(self) -> None:
        text = "日本語 café cafe\u0301s 👨\u200d👩\u200d👧 [/]"
        words = transcript_words.words(text, Passage(0, len(text)))
        assert [word.quotation(text) for word in words] == [
            *("日", "本", "語", "café", "cafe\u0301s", "👨\u200d👩\u200d👧", "[/]")
        ]

    def test_the_end_goes_over_to_the_next_turn_and_never_into_its_label(self) -> None:
        assert part(PLACES.end_moved(SENTENCES[1], 1)).endswith("ever.\n\nT: Staff")
        assert part(PLACES.end_moved(Passage(18, 53), -1)) == part(SENTENCES[1])
        both = PLACES.start_moved(SENTENCES[2], -1)
        assert part(both).startswith("ever.\n\nT: Staff")
        assert PLACES.start_moved(both, 1) == SENTENCES[2]

    def test_the_ends_stop_before_nothing_is_left(self) -> None:
        word = Passage(3, 5)
        assert PLACES.end_moved(word, -1) == word
        assert PLACES.start_moved(word, 1) == word
        assert PLACES.start_moved(word, -1) == word
        assert PLACES.end_moved(SENTENCES[2], 1) == SENTENCES[2]

    def test_one_word_under_the_mouse_comes_without_the_full_stop(self) -> None:
        know = TEXT.index("know")
        assert part(PLACES.words_over(Passage(know + 1, know + 2))) == "know"
        assert part(PLACES.words_over(Passage(know + 4, know + 5))) == "know."
        assert part(PLACES.words_over(Passage(know - 1, know + 1))) == " know"

    @given(st.text("ab' ", max_size=80), st.data())
    def test_agree_with_a_plain_search(self, text: str, data: st.DataObject) -> None:
        turn = Passage(0, len(text))
        offset = data.draw(st.integers(0, len(text)))
        found = [match.span() for match in re.finditer(r"[ab]+(?:'[ab]+)*|(?<!\S)'+(?!\S)", text)]
        later = [end for _, end in found if end > offset]
        earlier = [end for _, end in found if end < offset]
        assert transcript_words.next_end(text, offset, turn) == min(later, default=None)
        assert transcript_words.previous_end(text, offset, turn) == max(earlier, default=None)
        later = [start for start, _ in found if start > offset]
        earlier = [start for start, _ in found if start < offset]
        assert transcript_words.next_start(text, offset, turn) == min(later, default=None)
        assert transcript_words.previous_start(text, offset, turn) == max(earlier, default=None)

    def test_are_found_beyond_the_part_looked_at_first(self) -> None:
        text = "one " + "x" * 5000 + " " * 3000 + "two"
        turn = Passage(0, len(text))
        assert transcript_words.next_end(text, 4, turn) == 5004
        assert transcript_words.next_start(text, 4, turn) == 8004
        assert transcript_words.previous_start(text, 8004, turn) == 4
        assert transcript_words.previous_end(text, 5004, turn) == 3
