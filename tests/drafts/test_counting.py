"""Numbers and quantity words of a sentence, and how the project's figure is held against them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coder.drafts import Count, Counting, Figure
from coder.drafts.counts import judge
from coder.model import Band, Scale

COUNTING = Counting(
    ["stuck", "unstuck"],
    {"Behaviour policy": "policy", "behaviour": "policy", "Union voice": "union", "union": "union"},
)
PLAIN = Scale("Plain", "1", "", (Band("few", at_most=20), Band("most", at_least=75)))


def one(sentence: str) -> Count:
    (count,) = COUNTING.read(sentence)
    return count


@pytest.mark.parametrize(
    ("sentence", "number", "of", "status"),
    [
        ("Five of the 20 schools said so.", 5, 20, ""),
        ("Six of the 10 stuck schools fell into it.", 6, 10, "stuck"),
        ("Four of these schools were stuck.", 4, None, "stuck"),
        ("At least three schools commented.", 3, None, ""),
        ("Two out of 12 unstuck schools did.", 2, 12, "unstuck"),
        ("It was said in 1,200 schools.", 1200, None, ""),
    ],
)
def test_numbers(sentence: str, number: int, of: int | None, status: str) -> None:
    count = one(sentence)
    assert (count.number, count.of, count.status, count.word) == (number, of, status, "")


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("A third of schools had it.", Fraction(1, 3)),
        ("Two thirds of the stuck schools had it.", Fraction(2, 3)),
        ("One in four schools had it.", Fraction(1, 4)),
        ("Half of the schools had it.", Fraction(1, 2)),
        ("46% of stuck schools had it.", Fraction(46, 100)),
        ("12.5 per cent of schools had it.", Fraction(125, 1000)),
    ],
)
def test_shares(sentence: str, share: Fraction) -> None:
    assert one(sentence).share == share


@pytest.mark.parametrize(
    ("sentence", "word", "bound"),
    [
        ("Nearly all unstuck schools made reference to it.", "nearly all", ""),
        ("Most schools stated it.", "most", ""),
        ("A number of schools invoked it.", "a number", ""),
        ("The majority of the schools said so.", "the majority", ""),
        ("None of the schools had moved.", "none", ""),
    ],
)
def test_quantity_words(sentence: str, word: str, bound: str) -> None:
    count = one(sentence)
    assert (count.word, count.bound) == (word, bound)


@pytest.mark.parametrize(
    "sentence",
    [
        "One school commented on it.",
        "Of the 10 stuck schools it is said.",
        "The school's leaders left.",
        "It took 10 years.",
        "In 2006–2008 schools changed.",
        "It is for grade 3 or grade 4 schools.",
        "They are in MATs with fewer than 10 academies.",
    ],
)
def test_what_counts_no_schools(sentence: str) -> None:
    assert COUNTING.read(sentence) == []


def test_only_two_did_not() -> None:
    count = one("Only two of the 10 unstuck schools did not mention behaviour policy at all.")
    assert (count.number, count.of, count.bound) == (2, 10, "only")
    assert (count.status, count.negated) == ("unstuck", True)
    assert COUNTING.themes(count.sentence) == ["policy"]


def test_people_are_not_schools() -> None:
    assert not one("Two senior leaders spoke of it.").schools


def test_a_theme_is_named_by_its_name_or_an_indicator_as_whole_words() -> None:
    assert COUNTING.themes("Most schools spoke of unions.") == ["union"]
    assert COUNTING.themes("Most schools made a reunion.") == []
    assert COUNTING.themes("Union voice and behaviour policy.") == ["policy", "union"]
    assert COUNTING.themes("All schools have behaviour policies.") == ["policy"]


def test_a_word_that_only_hints_at_a_theme_does_not_name_it() -> None:
    counting = Counting([], {"Union voice": "union"}, {"union": "union", "head’s": "lead"})
    assert counting.themes("Two schools spoke of unions.") == []
    assert counting.hinted("Two schools spoke of unions.") == ["union"]
    assert counting.hinted("Two schools lost the head's trust.") == ["lead"]


def test_a_group_said_with_the_number_is_known_from_one_the_sentence_happens_to_name() -> None:
    assert not one("Five stuck schools said so.").guessed
    count = one("It is of 20 schools, which are stuck.")
    assert (count.status, count.guessed) == ("stuck", True)


def holds(sentence: str, with_: int, without: int, base: int) -> bool | None:
    return judge(one(sentence), Figure(with_, without, base), (PLAIN,))[0]


@pytest.mark.parametrize(
    ("sentence", "figure", "expected"),
    [
        ("Five of the 20 schools did.", (5, 15, 20), True),
        ("Five of the 20 schools did.", (5, 0, 20), False),  # fifteen are open
        ("Five of the 20 schools did.", (6, 14, 20), False),
        ("Five of the 20 schools did.", (5, 5, 10), False),  # another base
        ("At least three schools did.", (4, 0, 20), True),
        ("At least three schools did.", (2, 18, 20), False),
        ("Only two of the 10 stuck schools did not.", (8, 2, 10), True),
        ("Only two of the 10 stuck schools did not.", (8, 0, 10), False),
        ("All stuck schools did.", (10, 0, 10), True),
        ("All stuck schools did.", (9, 1, 10), False),
        ("None of the schools did.", (0, 20, 20), True),
        ("None of the schools did.", (1, 19, 20), False),
        ("A third of schools did.", (4, 8, 12), True),
        ("A third of schools did.", (3, 9, 12), False),
        ("46% of schools did.", (46, 54, 100), True),
        ("Most schools did.", (15, 5, 20), True),  # 75%, in the scale's band
        ("Most schools did.", (14, 6, 20), False),
        ("Most schools did.", (15, 0, 20), True),  # whatever the open five will say
        ("Few schools did.", (4, 0, 20), False),
        ("Several schools did.", (15, 5, 20), None),  # no scale has the word
        ("Nearly all schools did.", (15, 0, 20), None),
        ("Nearly all schools did.", (3, 12, 20), False),  # eight at most, whatever scale
        ("The majority of schools did.", (10, 10, 20), False),
        ("Only a small number of schools did.", (12, 0, 20), False),
        ("42% of schools did.", (6, 14, 20), None),  # no percentage is of 20 schools
        ("Under ten schools did.", (4, 14, 20), True),
        ("Most teachers did.", (15, 5, 20), None),
    ],
)
def test_a_figure_is_held_against_what_is_said(
    sentence: str, figure: tuple[int, int, int], expected: bool | None
) -> None:
    assert holds(sentence, *figure) is expected


def test_the_figure_is_said_in_the_scales_words() -> None:
    _, said = judge(one("Most stuck schools did."), Figure(1, 9, 10), (PLAIN,))
    assert said == (
        "In the project 1 of 10 stuck schools have it, 9 do not, 0 are open."
        " In words: Plain: few. The draft says otherwise."
    )
