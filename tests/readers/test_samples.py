"""Public transcripts, read by other means too: a plain search, another tool for captions."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from coder.readers import Transcript, read

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def sample(name: str) -> Path:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not here")
    return path


def names(transcript: Transcript) -> list[str]:
    return [
        "" if turn.speaker is None else transcript.speakers[turn.speaker].name
        for turn in transcript.turns
    ]


@pytest.mark.parametrize(
    ("name", "speakers", "contributions"),
    [("inquiry-evidence.md", 19, 1100), ("inquiry-day.md", 12, 36)],
)
def test_an_inquiry_of_bold_labels(name: str, speakers: int, contributions: int) -> None:
    path = sample(name)
    transcript = read(path)
    labels = re.findall(r"(?m)^\*\*([^*]+)\*\*:", path.read_text())
    assert names(transcript) == labels
    assert len(transcript.speakers) == speakers
    # Those who counted the sample joined what one speaker says before and after an interruption.
    assert len(list(groupby(names(transcript)))) == contributions
    assert all("**" not in turn.passage.quotation(transcript.text) for turn in transcript.turns)
    known = ("a heading; in no turn", "a stage direction; in no turn")
    assert {note.problem for note in transcript.notes} == set(known)


@pytest.mark.parametrize("name", ["zoom", "teams"])
def test_captions_agree_with_an_independent_conversion(name: str) -> None:
    """Speaker and words agree turn by turn, with two differences of layout.

    The conversion cuts a long contribution into several rows and marks where it joined cues by
    `---`; here one contribution is one turn, its cues joined by a space. So rows of one speaker
    in a row are joined, and white space is folded, before comparing. Where Zoom names nobody the
    conversion has an empty speaker, and so have we.
    """
    transcript = read(sample(f"{name}.vtt"))
    rows = [row.split("\t") for row in sample(f"{name}-expected.txt").read_text().split("\n")[1:]]
    expected = [
        (who, " ".join(" ".join(row[2] for row in group).replace("---", " ").split()), first)
        for who, group, first in (
            (who, [first, *rest], first[0].split(".")[0])
            for who, (first, *rest) in groupby((row for row in rows if row[1:]), lambda row: row[1])
        )
    ]
    found = [
        (who, " ".join(turn.passage.quotation(transcript.text).split()), turn.time.split(".")[0])
        for who, turn in zip(names(transcript), transcript.turns, strict=True)
    ]
    assert found == expected
