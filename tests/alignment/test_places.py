"""Where a passage of an old text is in a corrected one: exactly, or listed, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder.alignment import Kind, Places
from coder.model import Passage

LETTERS = "abcdefghij界語e\u0301ñ\U0001f642"
WORD = st.text(alphabet=LETTERS, min_size=1, max_size=6)
NEW_WORD = st.text(alphabet="uvwxyz界\u0301", min_size=1, max_size=6)


def at(words: str, text: str, number: int = 1) -> Passage:
    """Return the place of words in a text, the first or a later one."""
    start = -1
    for _ in range(number):
        start = text.index(words, start + 1)
    return Passage(start, start + len(words))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, Passage, Passage]:
    """Draw a text and it with edits of words around a passage; the passage in both."""
    words = [f"{draw(WORD)}{n}" for n in range(draw(st.integers(8, 40)))]
    start = draw(st.integers(0, len(words) - 7))
    end = draw(st.integers(start + 7, len(words)))
    before, after = list(words[:start]), list(words[end:])
    for part in (before, after):
        for _ in range(draw(st.integers(0, 6))):
            place = draw(st.integers(0, len(part)))
            if draw(st.booleans()):
                part.insert(place, draw(NEW_WORD))
            else:
                del part[place : place + draw(st.integers(0, 3))]
    old, new = " ".join(words), " ".join([*before, *words[start:end], *after])
    quotation = " ".join(words[start:end])
    lead, new_lead = len(" ".join(words[:start])), len(" ".join(before))
    lead, new_lead = lead + bool(words[:start]), new_lead + bool(before)
    length = len(quotation)
    return old, new, Passage(lead, lead + length), Passage(new_lead, new_lead + length)


@given(edited())
def test_a_passage_moves_exactly_whatever_is_edited_around_it(
    drawn: tuple[str, str, Passage, Passage],
) -> None:
    old, new, passage, expected = drawn
    assert expected.quotation(new) == passage.quotation(old)  # the test's own arithmetic
    found = Places(old, new).find(passage)
    assert (found.kind, found.passage) == (Kind.MOVED, expected)


@given(
    st.text(alphabet="ab \n", min_size=1, max_size=40),
    st.text(alphabet="ab \n", max_size=40),
    st.integers(0, 39),
    st.integers(1, 10),
)
@example("a a a", "a a", 0, 1)
def test_what_moved_has_the_same_words_in_any_two_texts(
    old: str, new: str, start: int, length: int
) -> None:
    passage = Passage(min(start, len(old) - 1), min(len(old), min(start, len(old) - 1) + length))
    found = Places(old, new).find(passage)
    if found.passage is not None:
        assert 0 <= found.passage.start < found.passage.end <= len(new)
    if found.kind in (Kind.MOVED, Kind.DOUBTFUL):
        assert found.passage is not None
        assert found.passage.quotation(new) == passage.quotation(old)


@given(st.integers(2, 5), st.data())
def test_of_turns_with_the_same_words_each_goes_with_its_neighbours(
    many: int, data: st.DataObject
) -> None:
    """Every "Yes, that is so." stands after another question; a question is deleted or put in."""
    asked = [f"Interviewer: Question {n} of the {n}th visit?\nTeacher: " for n in range(many)]
    answer = "Yes, that is so.\n"
    kept = data.draw(st.sets(st.integers(0, many - 1), min_size=1))
    old = "".join(question + answer for question in asked)
    new = "".join(question + answer for n, question in enumerate(asked) if n in kept)
    places = Places(old, new)
    for number in range(many):
        found = places.find(at("Yes, that is so.", old, number + 1))
        if number in kept:
            rank = sorted(kept).index(number) + 1
            right = at("Yes, that is so.", new, rank)
            assert found.kind in (Kind.MOVED, Kind.DOUBTFUL)
            assert found.kind is Kind.DOUBTFUL or found.passage == right
        else:
            assert found.kind is not Kind.MOVED


def test_a_quotation_that_occurs_twice_goes_to_its_own_place() -> None:
    old = (
        "Teacher: The union was strong, and it opposed the merger of the two schools for years.\n"
        "Interviewer: Did that end at some point, or is it still so?\n"
        "Governor: The union was strong, but only on pay; on all else we always found a way.\n"
    )
    new = "Checked by the school.\n" + old.replace("for years", "for many years")
    places = Places(old, new)
    for number in (1, 2):
        found = places.find(at("The union was strong", old, number))
        assert found.kind is Kind.MOVED
        assert found.passage == at("The union was strong", new, number)


@pytest.mark.parametrize("number", [1, 2])
def test_where_one_of_two_equal_turns_is_gone_neither_is_guessed(number: int) -> None:
    turn = "Teacher: No, never. Not once in all those years, to be honest with you.\n"
    rest = "Governor: We asked for help and got none from anybody at all, as you know.\n"
    found = Places(turn + turn + rest, turn + rest).find(at("Not once", turn + turn, number))
    assert found.kind is not Kind.MOVED


def test_where_a_turn_was_put_in_beside_its_equal_neither_is_guessed() -> None:
    turn = "Teacher: No, never. Not once in all those years, to be honest with you.\n" * 3
    rest = "Governor: We asked for help and got none from anybody at all, as you know.\n" * 4
    found = Places(turn + rest, turn + turn + rest).find(at("Not once", turn))
    assert found.kind is not Kind.MOVED


def test_words_changed_inside_a_passage_are_shown_for_the_old_ones() -> None:
    old = "Headteacher: We had four heads in as many years. Nobody stayed for long."
    new = old.replace("four", "five or six")
    found = Places(old, new).find(at("We had four heads in as many years.", old))
    assert found.kind is Kind.CHANGED
    assert found.passage == at("We had five or six heads in as many years.", new)


def test_a_passage_whose_last_word_grew_is_a_changed_one() -> None:
    old, new = "The union was militant then.", "The union was militantly against it then."
    found = Places(old, new).find(at("union was militant", old))
    assert (found.kind, found.passage) == (Kind.CHANGED, at("union was militantly", new))


def test_a_deleted_turn_is_lost() -> None:
    kept = "Headteacher: We had four heads in as many years.\n"
    old = kept + "Teacher: I left because of the workload.\n" + kept.replace("four", "six")
    found = Places(old, kept + kept.replace("four", "six")).find(at("I left because", old))
    assert (found.kind, found.passage) == (Kind.LOST, None)


def test_a_turn_that_changed_places_is_found_but_not_taken_for_sure() -> None:
    first = "Ann: we had four heads in as many years, and it never once stopped.\n"
    second = "Ben: the union was as strong as it gets.\n"
    places = Places(first + second, second + first)
    moved = [places.find(at(w, first + second)) for w in ("four heads in as many", "as strong as")]
    assert sorted(found.kind for found in moved) == [Kind.DOUBTFUL, Kind.MOVED]
    for words, found in zip(("four heads in as many", "as strong as"), moved, strict=True):
        assert found.passage == at(words, second + first)


def test_wide_and_joined_characters_keep_their_places() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    old = f"先生: 学校は変わりました。 Teacher: the cafe\u0301 was a family {family} place."
    new = "二〇二〇年 " + old
    for words in ("変わりました", "cafe\u0301 was", f"{family} place"):
        found = Places(old, new).find(at(words, old))
        assert (found.kind, found.passage) == (Kind.MOVED, at(words, new))


def test_likeness_is_the_share_of_the_old_letters_that_stand() -> None:
    kept, gone = "We had four heads in as many years.", "Nobody stayed for longer than that."
    letters = [len(part.replace(" ", "")) for part in (kept, gone)]
    places = Places(f"{kept}\n{gone}", f"{kept}\nxyz xyz")
    assert abs(places.likeness - 100 * letters[0] / sum(letters)) <= 2
    assert Places(kept, kept + gone).likeness == 100
    assert Places(kept, "xyz" * 30).likeness == 0
