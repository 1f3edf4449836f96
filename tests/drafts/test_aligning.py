"""Quoted words are found where they are: to the letter, around gaps, or edited."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.drafts import DRAFT, SAME, SOURCE, Found, Sources
from coder.drafts.aligning import EDITED, EXACT, MARKED
from coder.drafts.fitting import fit
from coder.model import Passage

SAID = (
    "Headteacher: We had four heads in seven years. The union fought every change we made – "
    "and nobody stayed long.\n\nTeacher: Our SLE wasn’t effective at all. They visited "
    "[city name] to see the tall buildings."
)

LONG = SAID[SAID.index("We had") : SAID.index(" long.")]
TALL = SAID[SAID.index("They visited") :].rstrip(".")


def find(words: str, text: str = SAID) -> tuple[str, str, int]:
    """Return the manner, the words found and how many words were left out."""
    (found,) = Sources({"s": text, "other": "Nothing of the kind was said."}).find(words)
    assert found.source == "s"
    return found.manner, found.passage.quotation(text), found.omitted


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We had four heads", "We had four heads"),
        ("Our SLE wasn't effective at all.", "Our SLE wasn’t effective at all."),
        ("every change we made - and nobody", "every change we made – and nobody"),
        ("We had four heads in seven years,", "We had four heads in seven years"),
        ("visited [city name] to see", "visited [city name] to see"),
    ],
)
def test_the_shape_of_marks_and_the_last_stop_are_no_difference(words: str, found: str) -> None:
    assert find(words) == (EXACT, found, 0)


@pytest.mark.parametrize(
    ("words", "found", "omitted"),
    [
        ("We had four heads ... nobody stayed", LONG, 11),
        ("We had four heads [...] nobody stayed", LONG, 11),
        ("We had four heads … nobody stayed", LONG, 11),
        ("[The] SLE wasn't effective", "SLE wasn’t effective", 0),
        ("[t]he union fought every change", "The union fought every change", 0),
        ("They visited [it] to see the tall buildings", TALL, 2),
        ("four heads [headteachers] in seven", "four heads in seven", 0),
    ],
)
def test_ellipses_and_brackets_are_marked_changes(words: str, found: str, omitted: int) -> None:
    assert find(words) == (MARKED, found, omitted)


def test_an_ellipsis_of_the_source_itself_leaves_nothing_out() -> None:
    assert find("we tried... and failed", "So we tried... and failed.") == (
        *(EXACT, "we tried... and failed", 0),
    )
    assert find("we tried… and failed", "So we tried... and failed.") == (
        *(MARKED, "we tried... and failed", 0),
    )


def test_an_edit_is_shown_with_both_words() -> None:
    (found,) = Sources({"s": SAID}).find("The union fought all change we made, and nobody stayed.")
    assert found.manner == EDITED
    assert (
        found.passage.quotation(SAID) == "The union fought every change we made – and nobody stayed"
    )
    assert [(piece.kind, piece.words) for piece in found.pieces] == [
        (SAME, "The union fought"),
        (DRAFT, "all"),
        (SOURCE, "every"),
        (SAME, "change we made"),
        (DRAFT, ","),
        (SOURCE, "–"),
        (SAME, "and nobody stayed"),
    ]


def test_a_changed_last_word_is_held_against_the_sources() -> None:
    (found,) = Sources({"s": SAID}).find("We had four heads in seven months.")
    assert found.passage.quotation(SAID) == "We had four heads in seven years."
    assert [piece.words for piece in found.pieces] == [
        *("We had four heads in seven", "months", "years")
    ]
    (added,) = Sources({"s": SAID}).find("We had four heads in seven years indeed.")
    assert added.passage.quotation(SAID) == "We had four heads in seven years."
    assert [piece.kind for piece in added.pieces] == [SAME, DRAFT]


def test_a_changed_capital_is_an_edit() -> None:
    assert find("the union fought every change")[0] == EDITED


@pytest.mark.parametrize(
    "words",
    [
        "Purple elephants came to every assembly we ever held.",
        "The union was delighted with whatever anybody proposed.",
        "...",
        "[...]",
        "",
    ],
)
def test_words_that_nobody_said_are_found_nowhere(words: str) -> None:
    assert Sources({"s": SAID}).find(words) == []


def test_the_same_words_in_two_sources_are_two_places() -> None:
    found = Sources({"a": "We had four heads.", "b": "Yes. We had four heads."}).find("four heads")
    assert [(each.source, each.passage) for each in found] == [
        *(("a", Passage(7, 17)), ("b", Passage(12, 22))),
    ]


def test_words_inside_a_word_are_not_found_there() -> None:
    assert find("rain came", "The train came. Then rain came.")[1] == "rain came"
    assert not Sources({"s": "The train came."}).find("rain came")


# Any passage of a text whose words are all different is found where it is, whatever is left out,
# bracketed or edited in it, so long as enough of it is left.


def text_of(words: Sequence[str]) -> tuple[str, list[Passage]]:
    """Return a text of sentences, and where each word stands in it."""
    text, places = "Teacher: ", []
    for at, word in enumerate(words):
        places.append(Passage(len(text), len(text) + len(word)))
        text += word + (".\n\n" if at % 11 == 10 else ", " if at % 5 == 4 else " ")
    return text, places


ALL = [f"w{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}x" for n in range(100)]
TEXT, PLACES = text_of(ALL)


@st.composite
def passages(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(st.integers(0, 70))
    return first, first + draw(st.integers(9, 28))


def quote(first: int, last: int) -> str:
    return " ".join(TEXT[PLACES[first].start : PLACES[last].end].split())


def found_at(words: str) -> Found:
    (found,) = Sources({"other": "x " * 50, "s": TEXT}).find(words)
    assert found.source == "s"
    return found


@given(passages())
def test_any_passage_is_found_where_it_is(where: tuple[int, int]) -> None:
    first, last = where
    found = found_at(quote(first, last))
    assert found.passage == Passage(PLACES[first].start, PLACES[last].end)
    assert found.manner == EXACT


@given(passages(), st.data())
def test_any_passage_with_gaps_is_found_where_it_is(
    where: tuple[int, int], data: st.DataObject
) -> None:
    first, last = where
    cut = data.draw(st.integers(first + 1, last - 2))
    end = data.draw(st.integers(cut + 1, last - 1))
    gap = data.draw(st.sampled_from([" ... ", "... ", " […] ", " [...] "]))
    found = found_at(f"{quote(first, cut)}{gap}{quote(end + 1, last)}")
    assert found.passage == Passage(PLACES[first].start, PLACES[last].end)
    assert (found.manner, found.omitted) == (MARKED, end - cut)


@given(passages(), st.data())
def test_any_passage_with_a_bracket_is_found_where_it_is(
    where: tuple[int, int], data: st.DataObject
) -> None:
    first, last = where
    cut = data.draw(st.integers(first + 1, last - 2))
    end = data.draw(st.integers(cut, min(cut + 4, last - 2)))
    found = found_at(f"{quote(first, cut)} [the pupils] {quote(end + 1, last)}")
    assert found.passage == Passage(PLACES[first].start, PLACES[last].end)
    assert (found.manner, found.omitted) == (MARKED, end - cut)


@given(passages(), st.data())
def test_any_edited_passage_is_found_where_it_is(
    where: tuple[int, int], data: st.DataObject
) -> None:
    """One word in six changed, added or left out, never the first or the last."""
    first, last = where
    words = quote(first, last).split()
    inner = range(1, len(words) - 1)
    changed = data.draw(
        st.sets(st.sampled_from(inner), min_size=1, max_size=max(1, len(words) // 6))
    )
    changed = {at for at in changed if at - 1 not in changed}
    how = data.draw(st.sampled_from(["change", "add", "leave"]))
    made: list[str] = []
    for at, word in enumerate(words):
        if at not in changed:
            made.append(word)
        elif how != "leave":
            made.extend([word, "zebra"] if how == "add" else ["zebra"])
    found = found_at(" ".join(made))
    assert found.passage == Passage(PLACES[first].start, PLACES[last].end)
    assert found.manner == EDITED
    ours = [w for piece in found.pieces if piece.kind == DRAFT for w in piece.words.split()]
    theirs = [w for piece in found.pieces if piece.kind == SOURCE for w in piece.words.split()]
    assert ours == ([] if how == "leave" else ["zebra"] * len(changed))
    assert len(theirs) >= (0 if how == "add" else len(changed))


@given(passages(), st.data())
def test_an_edited_passage_with_an_ellipsis_is_found_where_it_is(
    where: tuple[int, int], data: st.DataObject
) -> None:
    first, last = where[0], where[0] + 24
    if last > 99:
        first, last = 75, 99
    words = quote(first, first + 10).split()
    words[data.draw(st.integers(1, 9))] = "zebra"
    found = found_at(f"{' '.join(words)} ... {quote(first + 14, last)}")
    assert found.passage == Passage(PLACES[first].start, PLACES[last].end)
    assert (found.manner, found.omitted) == (EDITED, 3)


def test_a_long_quotation_is_compared_in_pieces() -> None:
    words = [f"w{number}" for number in range(2000)]
    text = "Teacher: " + " ".join(words) + "."
    words[700], words[1500] = "zebra", "zebra"
    (found,) = Sources({"s": text}).find(" ".join(words))
    assert found.passage.quotation(text) == text.removeprefix("Teacher: ").rstrip(".")
    assert [p.words for p in found.pieces if p.kind == SOURCE] == ["w700", "w1500"]
    assert [p.words for p in found.pieces if p.kind == DRAFT] == ["zebra", "zebra"]
    assert found.omitted == 0


def brute_force(ours: list[str], theirs: list[str]) -> tuple[int, int]:
    """Return the least cost of fitting words anywhere, and the most words shared at that cost.

    In tenths: 10 a word that only the source has, 30 one that only the draft has, 26 one for
    another. Every range of the source is tried, by the plain recurrence.
    """

    def cost(words: list[str]) -> tuple[int, int]:
        row = [(10 * at, 0) for at in range(len(words) + 1)]
        for one in ours:
            before, row = row, [(row[0][0] + 30, row[0][1])]
            for at, other in enumerate(words):
                same = one == other
                row.append(
                    min(
                        (before[at][0] + (0 if same else 26), before[at][1] - same),
                        (before[at + 1][0] + 30, before[at + 1][1]),
                        (row[at][0] + 10, row[at][1]),
                    )
                )
        return row[-1]

    ranges = range(len(theirs) + 1)
    least, shared = min(cost(theirs[low:high]) for low in ranges for high in ranges if low <= high)
    return least, -shared


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=6),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=8),
)
def test_a_fit_is_the_cheapest_there_is(ours: list[str], theirs: list[str]) -> None:
    text = " ".join(theirs)
    found = fit(" ".join(ours), text, Passage(0, len(text)))
    _, shared = brute_force(ours, theirs)
    if found is None:
        assert not shared
        return
    assert found.shared == shared
    of_draft = [w for p in found.pieces if p.kind != SOURCE for w in p.words.split()]
    of_source = [w for p in found.pieces if p.kind != DRAFT for w in p.words.split()]
    assert sorted(of_draft) == sorted(ours)
    assert sorted(of_source) == sorted(found.passage.quotation(text).split())
