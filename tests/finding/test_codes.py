"""Finding codes by a few letters, and words in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.finding import CodeFinder, occurrences
from coder.model import Code, CodeBook

BOOK = CodeBook(
    [
        Code("bp", "Behaviour policy", position=0, indicators=("crowd control",)),
        Code("mat", "MAT support", position=1),
        Code("dg", "Dumping ground", position=2, indicators=("mid-year transfers",)),
        Code("uv", "Union voice", position=3),
        Code("auv", "Antagonistic union voice", parent="uv", position=0),
        Code("old", "Beacon schools", position=4, retired=True),
    ]
)


def names(typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [code.name for code in CodeFinder(BOOK).rank(typed, recent)]


def test_initials_find_a_code() -> None:
    assert names("bp")[0] == "Behaviour policy"
    assert names("auv") == ["Antagonistic union voice"]


def test_beginnings_of_words_find_a_code() -> None:
    assert names("mat sup") == ["MAT support"]
    assert names("beh pol")[0] == "Behaviour policy"


def test_an_indicator_finds_its_code() -> None:
    assert names("crowd") == ["Behaviour policy"]


def test_beginnings_of_the_words_of_an_indicator_find_its_code() -> None:
    assert names("cr con") == ["Behaviour policy"]


def test_letters_of_a_name_in_their_order_find_it() -> None:
    assert names("dmpgr") == ["Dumping ground"]
    assert names("bhvp") == ["Behaviour policy"]


def test_what_was_typed_counts_before_what_was_used_lately() -> None:
    assert names("bp", ("mat", "dg")) == names("bp")
    assert names("union voice", ("auv",))[0] == "Union voice"


def test_the_name_itself_comes_before_names_that_hold_it() -> None:
    assert names("union voice") == ["Union voice", "Antagonistic union voice"]


def test_a_misspelt_name_is_found() -> None:
    assert names("dumpnig grund")[0] == "Dumping ground"


def test_nonsense_finds_nothing() -> None:
    assert names("zzzzqqq") == []


def test_with_nothing_typed_recent_codes_come_first_and_retired_ones_never() -> None:
    assert names("", ("dg",))[:2] == ["Dumping ground", "Behaviour policy"]
    assert "Beacon schools" not in names("")


def test_of_two_that_fit_as_well_the_one_used_lately_is_first() -> None:
    book = CodeBook([Code("a", "Staff morale"), Code("b", "Staff turnover", position=1)])
    assert [c.guid for c in CodeFinder(book).rank("staff", ("b",))] == ["b", "a"]


def test_words_are_found_in_any_case_and_over_line_ends() -> None:
    text = "A Dumping\nground. The dumping  ground"
    assert [p.quotation(text) for p in occurrences(text, "dumping ground")] == [
        "Dumping\nground",
        "dumping  ground",
    ]


def test_signs_of_regular_expressions_are_only_signs() -> None:
    text = "why? (well) [city name] a.b aXb"
    assert [p.quotation(text) for p in occurrences(text, "[city name]")] == ["[city name]"]
    assert [p.quotation(text) for p in occurrences(text, "a.b")] == ["a.b"]


@given(st.text(alphabet="ab \n.", max_size=40), st.text(alphabet="ab .", max_size=3))
def test_what_is_found_stands_in_the_text(text: str, words: str) -> None:
    """Against a search by hand: split both at white space and compare word by word."""
    found = [passage.quotation(text) for passage in occurrences(text, words)]
    assert all(each.split() == words.split() for each in found)
    flat, wanted = " ".join(text.split()), " ".join(words.split())
    assert len(found) == (flat.count(wanted) if wanted else 0)
