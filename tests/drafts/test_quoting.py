"""Which words in quotation marks are a quotation, where they end, and whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.drafts import Known, Quoted, find_quotations, numbers
from coder.model import Draft, Paragraph
from coder.model.drafts import BLOCK, HEADING, NOTE
from coder.readers import read_draft

KNOWN = Known(("8a", "8b", "10a", "Hill Road"), ("Teacher", "Headteacher"))


def quoted(*paragraphs: str | Paragraph) -> Quoted:
    made = [
        each if isinstance(each, Paragraph) else Paragraph(each, at)
        for at, each in enumerate(paragraphs, 1)
    ]
    return find_quotations(made, KNOWN)


def words(*paragraphs: str | Paragraph) -> list[str]:
    return [each.words for each in quoted(*paragraphs).quotations]


@pytest.mark.parametrize(
    "said",
    [
        "'We had four heads.' (Teacher, School 8a)",
        "‘We had four heads.’ (Teacher, School 8a)",
        "'We had four heads.’ (Teacher, School 8a)",
        '"We had four heads." (Teacher, School 8a)',
        "“We had four heads.” (Teacher, School 8a)",
        "- 'We had four heads.' (Teacher, School 8a).",
        "12. “We had four heads.” (Teacher, School 8a)",
        "One told us: “We had four heads.” (Teacher, School 8a)",
        "“We had four heads.” — Teacher, School 8a",
    ],
)
def test_curly_straight_and_mixed_marks_quote_alike(said: str) -> None:
    (found,) = quoted(said).quotations
    assert found.words == "We had four heads."
    assert found.attribution is not None
    assert (found.attribution.role, found.attribution.school) == ("Teacher", "8a")


def test_a_short_phrase_without_an_attribution_is_no_quotation() -> None:
    found = quoted("Five schools said 'dumping ground', and one spoke of moves 'in the hundreds'.")
    assert not found.quotations
    assert found.phrases == 2


def test_six_words_without_an_attribution_are_a_quotation_five_are_not() -> None:
    assert words("He said 'we had four new heads here' twice.") == ["we had four new heads here"]
    assert words("He said 'we had four new heads' twice.") == []


def test_a_short_phrase_with_an_attribution_is_a_quotation() -> None:
    assert words("It was 'a power thing' (Teacher, School 8a) to some.") == ["a power thing"]


@pytest.mark.parametrize(
    "cited",
    [
        "Its finding: 'the frequent introduction of new initiatives led to overload.'¹⁰",
        "See 'Leadership in schools facing very challenging circumstances', Harris, A., 2002.",
        Paragraph("'Social mobility and opportunity areas in our towns' says more.", 1, NOTE),
        "¹ 'The Annual Report of Her Majesty's Chief Inspector of Education', Ofsted.",
    ],
)
def test_literature_is_cited_not_quoted(cited: str | Paragraph) -> None:
    assert words(cited) == []


def test_apostrophes_close_nothing() -> None:
    said = "'It's the schools' own view, isn't it, and they didn't ask us.' (Teacher, School 8a)"
    assert words(said) == ["It's the schools' own view, isn't it, and they didn't ask us."]
    inline = "One said 'the governors' minutes showed nothing in all that time' and left."
    assert words(inline) == ["the governors' minutes showed nothing in all that time"]


def test_marks_of_the_same_kind_may_stand_inside() -> None:
    said = "'Seen as the 'toilet of schools', with \"no\" capacity.' (Teacher, School 8a)"
    assert words(said) == ["Seen as the 'toilet of schools', with \"no\" capacity."]


def test_two_quotations_in_one_sentence_are_two() -> None:
    said = '"We had four heads in seven years" and "nobody stayed long enough to know us".'
    assert words(said) == [
        *("We had four heads in seven years", "nobody stayed long enough to know us")
    ]


def test_an_attribution_may_stand_on_the_next_line_or_before() -> None:
    (next_line,) = quoted("'We had four heads.'", "(Teacher, School 8a)").quotations
    assert next_line.attribution is not None
    assert next_line.last == 1
    said = "A teacher (School 8b) said, 'we had four new heads in seven years'."
    (before,) = quoted(said).quotations
    assert before.attribution is not None
    assert before.attribution.school == "8b"


def test_a_quotation_goes_over_a_page_end_and_a_footnote() -> None:
    broken = (
        "'It was a good start but",
        Paragraph("² See the annex.", 2, NOTE),
        "then they'd go off for weeks.' (Teacher, School 8a)",
        "5. Others said nothing.",
    )
    (found,) = quoted(*broken).quotations
    assert found.words == "It was a good start but then they'd go off for weeks."
    assert (found.first, found.last) == (0, 2)


def test_every_paragraph_of_a_long_quotation_may_open_with_a_mark() -> None:
    (found,) = quoted("“We began badly.", "“Then it got better.” (Teacher, School 8a)").quotations
    assert found.words == "We began badly. Then it got better."


def test_a_quotation_may_open_inside_a_paragraph_and_close_in_the_next() -> None:
    (found,) = quoted("She said: “We began", "badly.” (Teacher, School 8a)").quotations
    assert found.words == "We began badly."


def test_a_quotation_that_never_closes_is_told_of() -> None:
    found = quoted("“We began badly and it went on", Paragraph("Next", 2, HEADING), "All well.")
    assert not found.quotations
    assert found.open == [0]


def test_a_block_quotation_needs_no_marks() -> None:
    block = Paragraph("We had four heads in seven years.", 1, BLOCK)
    own_line = Paragraph("— Teacher, School 8a", 2, BLOCK)
    (found,) = quoted(block, own_line).quotations
    assert found.words == "We had four heads in seven years."
    assert found.attribution is not None
    assert words(Paragraph("“We had four heads in seven years.” (Teacher, 8a)", 1, BLOCK)) == [
        "We had four heads in seven years."
    ]


@pytest.mark.parametrize(
    ("said", "role", "school"),
    [
        ("Senior leader, School 7x", None, None),
        ("Senior leader, School 8A", "Senior leader", "8a"),
        ("Senior leader, 10a", "Senior leader", "10a"),
        ("School 8a, Vice chair of trust", "Vice chair of trust", "8a"),
        ("CEO of trust, School 8b", "CEO of trust", "8b"),
        ("Headteacher of School 8a", "Headteacher", "8a"),
        ("Teacher at Hill Road", "Teacher", "Hill Road"),
        ("School 10a", "", "10a"),
        ("Teacher", "Teacher", ""),
    ],
)
def test_forms_of_attribution(said: str, role: str | None, school: str | None) -> None:
    read = KNOWN.read(said)
    assert read is not None
    if school is None:
        assert read.unknown == "School 7x"
    else:
        assert (read.role, read.school, read.unknown) == (role, school, "")


@pytest.mark.parametrize("said", ["see the annex", "2019", "paragraph 62", "10% of them", ""])
def test_other_brackets_are_no_attribution(said: str) -> None:
    assert KNOWN.read(said) is None


def test_brackets_that_cannot_be_read_are_told_of() -> None:
    (found,) = quoted("'We had four new heads in seven years.' (a parent, spring)").quotations
    assert found.attribution is None
    assert found.unread == "a parent, spring"


def test_paragraphs_are_numbered_as_the_draft_numbers_them() -> None:
    texts = (
        "Title",
        "1. One:",
        "- a point",
        "1. a list",
        "2. Two.",
        "- 3. Three.",
        "2019. A year.",
    )
    draft = Draft("d", tuple(Paragraph(text, at) for at, text in enumerate(texts)), True)
    assert numbers(draft) == ["", "1", "1", "1", "2", "3", "3"]


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text(
        "Heading\n=======\n\nOne told us:\n\n> We had four heads\n> in seven years.\n>\n"
        "> — Teacher, School 8a\n\n'We began\nbadly.'\n(Teacher, 8b)\n- a point\n",
        encoding="utf-8",
    )
    draft = read_draft(path)
    assert [(each.text, each.at) for each in draft.paragraphs] == [
        ("Heading", 1),
        ("One told us:", 4),
        ("We had four heads in seven years.", 6),
        ("— Teacher, School 8a", 9),
        ("'We began badly.'", 11),
        ("(Teacher, 8b)", 13),
        ("- a point", 14),
    ]
    found = find_quotations(draft.paragraphs, KNOWN).quotations
    assert [(each.words, each.attribution and each.attribution.school) for each in found] == [
        ("We had four heads in seven years.", "8a"),
        ("We began badly.", "8b"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“We had four heads in seven years.” (Teacher, School 8a) “Nobody ever stayed on with us.”"
        " (Headteacher, School 8b)",
        "'We had four heads in seven years.' (Teacher, 8a)\t'Nobody ever stayed on with us.'"
        " (Headteacher, School 8b)",
        '"We had four heads in seven years." Others said: "Nobody ever stayed on with us."'
        " (Headteacher, School 8b)",
    ],
)
def test_two_quotations_in_a_paragraph_are_two(paragraph: str) -> None:
    assert words(paragraph) == [
        "We had four heads in seven years.",
        "Nobody ever stayed on with us.",
    ]


def test_a_quotation_in_a_quotation_is_part_of_it() -> None:
    assert words("'The 'old' guard went; it is 'ramped up' now.' (Teacher, School 8a)") == [
        "The 'old' guard went; it is 'ramped up' now."
    ]
    assert words("'The pupils' own 'voice' is heard in it.' (Teacher, School 8a)") == [
        "The pupils' own 'voice' is heard in it."
    ]
