"""A label is believed when it is surely a speaker's; prose with a colon is not."""

from __future__ import annotations

import pytest

from coder.readers import Transcript, split


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Return each turn as the speaker's name and the words."""
    return [
        (
            None if turn.speaker is None else transcript.speakers[turn.speaker].name,
            turn.passage.quotation(transcript.text),
        )
        for turn in transcript.turns
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Headteacher: We stayed.", "Headteacher"),
        ("Teacher 2: We stayed.", "Teacher 2"),
        ("Vice chair of trust: We stayed.", "Vice chair of trust"),
        ("CEO of trust: We stayed.", "CEO of trust"),
        ("Senior leader, 10a: We stayed.", "Senior leader, 10a"),
        ("Deputy head (pastoral): We stayed.", "Deputy head (pastoral)"),
        ("Head of year 9: We stayed.", "Head of year 9"),
        ("Mr O’Brien: We stayed.", "Mr O’Brien"),
        ("Dr. J. Smith: We stayed.", "Dr. J. Smith"),
        ("JANE SMITH: We stayed.", "JANE SMITH"),
        ("P12: We stayed.", "P12"),
        ("HMI 1: We stayed.", "HMI 1"),
        ("Headteacher:We stayed.", "Headteacher"),
        ("Headteacher : We stayed.", "Headteacher"),
        ("  Headteacher: We stayed.", "Headteacher"),
        ("Headteacher\tWe stayed.", "Headteacher"),
        ("**Jane**: We stayed.", "Jane"),
        ("**Jane:** We stayed.", "Jane"),
        ("__Jane Smith:__ We stayed.", "Jane Smith"),
        ("[Jane]: We stayed.", "Jane"),
        ("[Jane:] We stayed.", "Jane"),
        ("Headteacher:\nWe stayed.", "Headteacher"),
        ("Headteacher:\n\nWe stayed.", "Headteacher"),
        ("[Headteacher]\nWe stayed.", "Headteacher"),
        ("**Headteacher**\nWe stayed.", "Headteacher"),
        ("Headteacher\nWe stayed.", "Headteacher"),
    ],
)
def test_a_sure_label_needs_to_stand_only_once(line: str, name: str) -> None:
    assert said(split(line)) == [(name, "We stayed.")]


@pytest.mark.parametrize(
    "prose",
    [
        "I said: no.",
        "The issue is: money.",
        "So my question is this: what then?",
        "10:30 was when they came.",
        "At 10:30 they came.",
        "http://example.org is the page.",
        "HTTP://EXAMPLE.ORG is the page.",
        "Note: this was later.",
        "NB: this was later.",
        "Note 2: this was later.",
        "Type A: chaotic and change fatigued.",
        "School 8a: seen in March.",
        "Date: 12 March.",
        "Laughter: a lot of it.",
        "Pupil behaviour: it was awful.",
        "The head: she left us.",
        "It was the\nHeadteacher\nwho left us.",
        "Another thing: money.",
        "Lastly: money.",
        "Yes: money.",
        "Then Mr Keith: he came.",
        "Of the governors: two left.",
        "It cost 3:1 more.",
        "Ratio 3:1 is bad.",
        "She said, to the head: no.",
        "He left. Headteacher: him.",
        "A very long start of an ordinary sentence about the school we knew: no.",
        "“Headteacher: no,” she said.",
        "teacher 2: he came",
        "[city name] was hard.",
        "[Migrant communities] are always sent to us.",
        "[Migrant communities]",
        "[laughs]",
        "[Laughter]",
        "[Pause]",
        "[Headteacher] told us so.",
        "**Not at all** what I meant.",
        "Thank you",
        "(nods)",
    ],
)
def test_prose_at_the_start_of_a_line_stays_the_words_of_the_turn(prose: str) -> None:
    text = f"Headteacher: We stayed.\n\n{prose}\n\nAnd so on."
    assert said(split(text)) == [("Headteacher", text.partition(": ")[2])]


def test_redactions_that_recur_stay_words() -> None:
    text = (
        "Headteacher: Yes.\n\n" + "[Migrant communities] are sent to us.\n\n" * 3 + "[City]\n\nNo."
    )
    [(name, words)] = said(split(text))
    assert name == "Headteacher"
    assert words.count("[Migrant communities]") == 3


def test_a_name_is_believed_when_it_recurs() -> None:
    lines = ["Jane: One.", "And more.", "And more.", "Site supervisor: Two.", "And more."]
    once = split("\n\n".join(lines))
    assert said(once) == [(None, line) for line in lines]
    assert [(note.line, note.words) for note in once.notes] == [(1, lines[0]), (7, lines[3])]
    thrice = split("\n\n".join(lines * 3))
    assert [name for name, _ in said(thrice)] == ["Jane", "Site supervisor"] * 3
    assert thrice.notes == ()


def test_a_doubtful_label_is_kept_as_words_and_mentioned() -> None:
    text = (
        "Headteacher: We had much to do.\n\nIt went on.\n\nIt did.\n\nFree School Meals: they rose."
    )
    transcript = split(text)
    assert len(transcript.turns) == 1
    [note] = transcript.notes
    assert (note.line, note.words) == (7, "Free School Meals: they rose.")
    assert "looked like a speaker label" in note.problem


def test_where_every_line_has_a_label_a_name_needs_no_second_time() -> None:
    text = "Interviewer: Who are you?\nJane: The cook.\nTom: The caretaker."
    assert [name for name, _ in said(split(text))] == ["Interviewer", "Jane", "Tom"]
    two = "Jane Smith: Hello.\n\nTom Brown: Hello."
    assert [name for name, _ in said(split(two))] == ["Jane Smith", "Tom Brown"]


def test_headings_of_structured_notes_are_no_speakers() -> None:
    text = "Behaviour: calm.\n\nCurriculum: broad.\n\nSafeguarding: effective."
    assert split(text).speakers == ()


def test_where_labels_are_bold_plain_names_are_words() -> None:
    bold = "**Mr Keith**: Go on.\n\n**Lady Hallett**: I see.\n\n"
    text = bold * 3 + "Michael McBride: he joined.\n\nMichael McBride: he left.\n\n" + bold
    assert {name for name, _ in said(split(text))} == {"Mr Keith", "Lady Hallett"}


def test_names_in_brackets_alone_on_their_line_must_recur() -> None:
    text = "[Jane]\nHello.\n\n[Tom]\nHello.\n\n[Jane]\nGoodbye.\n\n[Tom]\nGoodbye."
    assert [name for name, _ in said(split(text))] == ["Jane", "Tom", "Jane", "Tom"]
    once = split("[Jane]\nHello.")
    assert once.speakers == ()
    assert [note.line for note in once.notes] == [1]


def test_one_voice_however_it_is_spelled() -> None:
    transcript = split("Headteacher: One.\nHEADTEACHER: Two.\n**Headteacher**: Three.")
    assert [speaker.name for speaker in transcript.speakers] == ["Headteacher"]
    assert [turn.speaker for turn in transcript.turns] == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "role", "interviewer", "numbered"),
    [
        ("Headteacher", "Headteacher", False, False),
        ("Teacher 2", "Teacher", False, True),
        ("Teacher (2)", "Teacher", False, True),
        ("Teacher B", "Teacher", False, True),
        ("VICE CHAIR OF TRUST", "Vice chair of trust", False, False),
        ("Senior Leader", "Senior leader", False, False),
        ("Year 6 Teacher", "Year 6 teacher", False, False),
        ("Head of English", "Head of English", False, False),
        ("SENCO", "SENCO", False, False),
        ("Interviewer", "Interviewer", True, False),
        ("Ofsted inspector", "Ofsted inspector", True, False),
        ("HMI 1", "HMI", True, True),
        ("Lead researcher", "Lead researcher", True, False),
        ("MODERATOR", "Moderator", True, False),
        ("INT", "INT", True, False),
        ("Q", "Q", True, False),
        ("Speaker 1", "", False, True),
        ("Mr Teacherson", "", False, False),
        ("JANE SMITH", "", False, False),
        ("P3", "", False, True),
    ],
)
def test_a_label_tells_role_and_number(
    name: str, role: str, interviewer: bool, numbered: bool
) -> None:
    [speaker] = split(f"{name}: Yes.").speakers
    assert (speaker.name, speaker.role) == (name, role)
    assert (speaker.interviewer, speaker.numbered) == (interviewer, numbered)


def test_a_single_letter_that_recurs_is_a_voice() -> None:
    transcript = split("I: Why?\nR: Money.\nI: Why?\nR: Money.")
    assert [(s.name, s.interviewer) for s in transcript.speakers] == [("I", True), ("R", False)]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("[00:01:20] Teacher: Yes.", "00:01:20.000"),
        ("1:20 Teacher: Yes.", "00:01:20.000"),
        ("(01:02:03.5) **Teacher**: Yes.", "01:02:03.500"),
        ("Teacher [00:01:20]: Yes.", "00:01:20.000"),
        ("Teacher (1:20)\nYes.", "00:01:20.000"),
        ("Teacher   1:20\nYes.", "00:01:20.000"),
        ("[00:01:20]\tTeacher\tYes.", "00:01:20.000"),
        ("Teacher: Yes.", ""),
    ],
)
def test_a_time_beside_the_label_goes_with_the_turn(line: str, time: str) -> None:
    transcript = split(line)
    assert said(transcript) == [("Teacher", "Yes.")]
    assert transcript.turns[0].time == time
