"""Captions become turns: who speaks, when it begins, and what is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coder.errors import UnreadableSource
from coder.readers import Transcript, read


def captions(folder: Path, *blocks: str, encoding: str = "utf-8") -> Transcript:
    path = folder / "talk.VTT"
    path.write_bytes("\r\n\r\n".join(["WEBVTT", *blocks]).encode(encoding))
    return read(path)


def cue(second: int, words: str) -> str:
    return f"00:00:{second:02}.500 --> 00:00:{second + 1:02}.000\n{words}"


def said(transcript: Transcript) -> list[tuple[str | None, str, str]]:
    return [
        (
            None if turn.speaker is None else transcript.speakers[turn.speaker].name,
            turn.passage.quotation(transcript.text),
            turn.time,
        )
        for turn in transcript.turns
    ]


def test_cues_of_one_voice_in_a_row_are_one_turn_with_the_first_time(tmp_path: Path) -> None:
    transcript = captions(
        tmp_path,
        cue(1, "<v HMI 1>How was\nit?</v>"),
        cue(2, "<v.loud HMI 1>In March.</v>"),
        cue(1, "<v Smith, Ann (Head)>Hard.</v>"),
        cue(4, "<v HMI 1>Why?"),
    )
    assert said(transcript) == [
        ("HMI 1", "How was it? In March.", "00:00:01.500"),
        ("Smith, Ann (Head)", "Hard.", "00:00:01.500"),
        ("HMI 1", "Why?", "00:00:04.500"),
    ]
    assert transcript.text == (
        "HMI 1: How was it? In March.\n\nSmith, Ann (Head): Hard.\n\nHMI 1: Why?"
    )
    assert [(s.role, s.interviewer) for s in transcript.speakers] == [("HMI", True), ("", False)]
    assert transcript.notes == ()


def test_utf_16_captions_are_read_like_any_text(tmp_path: Path) -> None:
    transcript = captions(tmp_path, cue(1, "<v Zoë>Café.</v>"), encoding="utf-16")
    assert said(transcript) == [("Zoë", "Café.", "00:00:01.500")]


def test_a_name_before_a_colon_is_a_speaker_when_it_recurs(tmp_path: Path) -> None:
    transcript = captions(
        tmp_path,
        *(f"{number}\n{cue(number, f'ann b: Word {number}.')}" for number in range(1, 3)),
        *(cue(number, f"Ann: Word {number}.\nThe issue is: money.") for number in range(3, 5)),
    )
    assert said(transcript) == [
        (None, "ann b: Word 1.", "00:00:01.500"),
        (None, "ann b: Word 2.", "00:00:02.500"),
        (
            "Ann",
            "Word 3. The issue is: money. Word 4. The issue is: money.",
            "00:00:03.500",
        ),
    ]


def test_two_voices_in_one_cue_are_two_turns(tmp_path: Path) -> None:
    transcript = captions(
        tmp_path, cue(1, "<v Ann>Yes.</v> <v Tom>No."), cue(2, "HMI: Why?\nHead: Money.")
    )
    assert [(who, words) for who, words, _ in said(transcript)] == [
        ("Ann", "Yes."),
        ("Tom", "No."),
        ("HMI", "Why?"),
        ("Head", "Money."),
    ]


def test_where_few_cues_name_a_speaker_the_name_stands_until_the_next(tmp_path: Path) -> None:
    transcript = captions(
        tmp_path,
        cue(1, "Before."),
        cue(2, "HMI: Why"),
        cue(3, "is that?"),
        cue(4, "Head: Money,"),
        cue(5, "mostly."),
    )
    assert [(who, words) for who, words, _ in said(transcript)] == [
        (None, "Before."),
        ("HMI", "Why is that?"),
        ("Head", "Money, mostly."),
    ]


def test_where_nearly_all_do_an_unnamed_cue_is_nobodys(tmp_path: Path) -> None:
    named = [cue(number, "HMI: Were you there?") for number in range(4)]
    transcript = captions(tmp_path, *named, cue(9, "Yes. Okay."))
    assert [who for who, _, _ in said(transcript)] == ["HMI", None]
    [note] = transcript.notes
    assert note.words == "Yes. Okay."
    assert "no speaker" in note.problem


def test_captions_without_names_are_turns_by_sentences(tmp_path: Path) -> None:
    transcript = captions(tmp_path, cue(1, "We had to"), cue(2, "rebuild it."), cue(3, "Yes."))
    assert said(transcript) == [
        (None, "We had to rebuild it.", "00:00:01.500"),
        (None, "Yes.", "00:00:03.500"),
    ]
    assert transcript.text == "We had to rebuild it.\n\nYes."


def test_tags_are_taken_out_and_what_is_no_tag_stays_with_a_note(tmp_path: Path) -> None:
    transcript = captions(
        tmp_path,
        cue(
            1,
            "<i.x>We</i> <c.red>&lt;had&gt;</c> <00:00:01.700>to&nbsp;go <inaudible> &amp; 2 < 3",
        ),
    )
    assert [words for _, words, _ in said(transcript)] == ["We <had> to\xa0go <inaudible> & 2 < 3"]
    assert [(note.line, note.words) for note in transcript.notes] == [(3, "<inaudible>")]


def test_what_is_in_no_cue_is_reported_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    path.write_text(
        "WEBVTT - Visit to 8a\nKind: captions\n\nNOTE made by hand\nin March\n\n"
        "STYLE\n::cue {color: red}\n\nREGION\nid:fred\n\n"
        "first\n00:01.000 --> 00:02.000 align:start\nHead: Yes.\n\nwords astray\nand more\n\n"
        "00:03.000 --> 00:04.000\n\nNOTE\n"
    )
    transcript = read(path)
    assert transcript.text == "Head: Yes."
    assert [(note.line, note.words) for note in transcript.notes] == [
        (1, "Visit to 8a"),
        (2, "Kind: captions"),
        (4, "NOTE made by hand in March"),
        (7, "STYLE ::cue {color: red}"),
        (10, "REGION id:fred"),
        (17, "words astray and more"),
        (20, ""),
        (22, "NOTE"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Head: Yes.", "line 1"),
        ("WEBVTT\n\n00:01 --> 00:02\nYes.", "line 3"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:99.000 --> 00:99.500\nNo.", "line 6"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nthis --> that", "line 4"),
        ("WEBVTT\n\n00:01.000 -->\nYes.", "line 3"),
    ],
)
def test_a_malformed_file_is_refused_by_its_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "talk.vtt"
    path.write_text(text)
    with pytest.raises(UnreadableSource, match=rf"talk\.vtt: {re.escape(line)}\b"):
        read(path)


def test_captions_without_a_cue_hold_no_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no words"):
        captions(tmp_path, "NOTE nothing was said")
