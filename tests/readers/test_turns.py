"""A text's turns: where they begin and end, what is in none, and that nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.readers import Transcript, split

LINES = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            "Headteacher: We stayed.",
            "Headteacher:",
            "Jane: Hello.",
            "Jane Smith",
            "**Tom**: Hello.",
            "[Teacher 2]",
            "[City] was hard.",
            "TEACHER: no",
            "Ordinary words, and more.",
            "The issue is: money.",
            "# Heading",
            "Heading",
            "=======",
            "---",
            "(Pause)",
            "*(10.00 am)*",
            "Date: 12 March",
            "School: 8a",
            "\u2028",
            "[00:01:20] Teacher: Yes.",
            "Teacher\tYes.",
        ]
    )
    | st.text(max_size=20).filter(lambda text: "\n" not in text and "\r" not in text),
    max_size=40,
)


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Return each turn as the speaker's name and the words."""
    return [
        (
            None if turn.speaker is None else transcript.speakers[turn.speaker].name,
            turn.passage.quotation(transcript.text),
        )
        for turn in transcript.turns
    ]


def outside(transcript: Transcript) -> list[tuple[int, str]]:
    return [(note.line, note.words) for note in transcript.notes]


def lost(transcript: Transcript) -> list[str]:
    """Return the lines with words that are in no turn, in no label and under no note.

    Labels are looked for by what a person sees: a speaker's name, its marks and perhaps a time,
    right before the words of a turn.
    """
    text, noted = transcript.text, {note.line for note in transcript.notes}
    covered = bytearray(len(text))
    for turn in transcript.turns:
        covered[turn.passage.start : turn.passage.end] = b"x" * (
            turn.passage.end - turn.passage.start
        )
    names = {" ".join(speaker.name.casefold().split()) for speaker in transcript.speakers}
    missing, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        left = "".join(
            char for at, char in enumerate(line, start) if not covered[at] and not char.isspace()
        )
        start += len(line) + 1
        underlines = number - 1 in noted and len(set(left)) == 1
        if not left or number in noted or underlines:
            continue
        label = left.strip("*[]_:()0123456789.,–—- ").casefold()
        if not any(name.replace(" ", "").startswith(label) and label for name in names):
            missing.append(line)
    return missing


@given(LINES, st.booleans())
def test_nothing_is_lost_and_turns_are_in_order(lines: list[str], by_line: bool) -> None:
    text = "\n".join(lines)
    transcript = split(text, paragraph_per_line=by_line)
    assert transcript.text == text
    end = 0
    for turn in transcript.turns:
        words = turn.passage.quotation(text)
        assert end <= turn.passage.start < turn.passage.end <= len(text)
        assert words == words.strip()
        assert turn.speaker is None or 0 <= turn.speaker < len(transcript.speakers)
        end = turn.passage.end
    assert lost(transcript) == []
    assert {turn.speaker for turn in transcript.turns} - {None} == set(
        range(len(transcript.speakers))
    )


@given(st.text())
def test_any_text_at_all_is_split_without_loss(text: str) -> None:
    assert lost(split(text.replace("\r", "\n"))) == []


def test_a_turn_runs_over_blank_lines_to_the_next_label() -> None:
    text = "Headteacher: One.\n\nTwo.\n\n\n  Three.\nTeacher 2:\n\nFour.\n"
    assert said(split(text)) == [
        ("Headteacher", "One.\n\nTwo.\n\n\n  Three."),
        ("Teacher 2", "Four."),
    ]


def test_each_label_begins_a_turn_even_of_the_same_speaker() -> None:
    assert said(split("Teacher: One.\nTeacher: Two.")) == [("Teacher", "One."), ("Teacher", "Two.")]


def test_speakers_stand_in_order_of_appearance() -> None:
    transcript = split("Teacher 2: a\nHMI: b\nTeacher 1: c\nHMI: d")
    assert [speaker.name for speaker in transcript.speakers] == ["Teacher 2", "HMI", "Teacher 1"]


def test_without_labels_each_paragraph_is_a_turn_of_no_speaker() -> None:
    text = "One line,\nits second.\n\n \nAnother.\n(Pause)\n"
    assert said(split(text)) == [(None, "One line,\nits second."), (None, "Another.\n(Pause)")]
    assert said(split("One.\nTwo.", paragraph_per_line=True)) == [(None, "One."), (None, "Two.")]


def test_headings_and_rules_are_in_no_turn() -> None:
    text = (
        "Interview\n=========\n\nHead: One.\n\n# Behaviour\n\nTeacher: Two.\n\n---\n\n"
        "Staffing\n--------\n\nHead: Three.\n"
    )
    transcript = split(text)
    assert said(transcript) == [("Head", "One."), ("Teacher", "Two."), ("Head", "Three.")]
    assert outside(transcript) == [
        (1, "Interview"),
        (6, "# Behaviour"),
        (10, "---"),
        (12, "Staffing"),
    ]


def test_a_line_drawn_under_spoken_words_makes_them_no_heading() -> None:
    text = "Head: One,\nand one more.\n-------------\n\nTeacher: Two."
    transcript = split(text)
    assert said(transcript) == [("Head", "One,\nand one more."), ("Teacher", "Two.")]
    assert outside(transcript) == [(3, "-------------")]


def test_words_after_a_heading_are_given_to_nobody() -> None:
    transcript = split("Head: One.\n\n# Behaviour\n\n(Pause)\n\nWhose words?\n\nHead: Two.")
    assert said(transcript) == [("Head", "One."), (None, "Whose words?"), ("Head", "Two.")]
    assert [line for line, _ in outside(transcript)] == [3, 5, 7]


def test_stage_directions_are_left_out_at_the_end_of_a_turn_only() -> None:
    text = "Head: One.\n\n*(Pause)*\n\nTwo.\n\n(The bell rings)\n\nTeacher: (nods)\n\nHead:\n(nods)"
    transcript = split(text)
    assert said(transcript) == [
        ("Head", "One.\n\n*(Pause)*\n\nTwo."),
        ("Teacher", "(nods)"),
        ("Head", "(nods)"),
    ]
    assert outside(transcript) == [(7, "(The bell rings)")]


def test_redactions_at_the_end_of_a_turn_are_words() -> None:
    assert said(split("Head: One.\n\n[name of school]\n\nTeacher: Two."))[0] == (
        "Head",
        "One.\n\n[name of school]",
    )


def test_a_label_without_words_is_reported_and_makes_no_turn() -> None:
    transcript = split("Teacher:\n\nHead: One.\nTeacher 2:")
    assert said(transcript) == [("Head", "One.")]
    assert outside(transcript) == [(1, "Teacher:"), (4, "Teacher 2:")]
    assert [speaker.name for speaker in transcript.speakers] == ["Head"]


def test_the_header_of_a_transcript_is_no_turn() -> None:
    text = (
        "Interview, second visit\n\nSchool: 8a\nInterviewer: J Smith\nDate: 12 March\n"
        "Headteacher: A Jones\n\nInterviewer: How was it?\nHeadteacher: Hard.\n"
    )
    transcript = split(text)
    assert said(transcript) == [("Interviewer", "How was it?"), ("Headteacher", "Hard.")]
    assert [line for line, _ in outside(transcript)] == [1, 3, 4, 5, 6]


def test_a_header_right_above_the_first_turn_ends_with_its_last_fact() -> None:
    text = "Interviewer: J Smith\nDate: 12 March\n" + "Interviewer: Why?\nHead: Money.\n" * 10
    transcript = split(text)
    assert len(transcript.turns) == 20
    assert [line for line, _ in outside(transcript)] == [1, 2]


def test_many_words_before_the_first_label_are_more_than_a_preamble() -> None:
    paragraphs = [f"Paragraph {number} of notes." for number in range(40)]
    transcript = split("\n\n".join([*paragraphs, "Headteacher: Yes."]))
    assert said(transcript) == [
        *[(None, paragraph) for paragraph in paragraphs],
        ("Headteacher", "Yes."),
    ]
    assert [line for line, _ in outside(transcript)] == [1]


def test_notes_quote_safely_and_briefly() -> None:
    [note] = split("\x1b[31m" + "words " * 100 + "\nTeacher: Yes.").notes
    assert "\x1b" not in note.words
    assert len(note.words) == 60
