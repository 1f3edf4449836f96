"""School 8a as the report has it, and other cases of one school, for typing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coder.codebook import code_guid, load_codebook
from coder.model import (
    Assessment,
    Case,
    Code,
    CodeBook,
    Coding,
    Evidence,
    Passage,
    Source,
    Speaker,
    Turn,
    User,
)
from coder.rulefiles import load_typology
from coder.typology import Trace, trace

CODEBOOKS = Path(__file__).parents[1] / "codebooks"
CODES = load_codebook(CODEBOOKS / "stuck-schools.toml").codes
TYPOLOGY = load_typology(CODEBOOKS / "typology.toml")

U, O, I, S, L, V = (attribute.id for attribute in TYPOLOGY.attributes)  # noqa: E741
UNSTABLE, UNCLEAR, UNION = (
    "Unstable leadership",
    "Unclear direction for school oversight",
    "Antagonistic union voice",
)

Said = tuple[str, str, Sequence[str]]  # a label, the words of its turn, the codes on them
# The published words of school 8a (paragraphs 62, 71, 76, 101 and 129), shortened.
SCHOOL_8A: list[Said] = [
    ("Senior leader", "It was the dumping ground.", ["Dumping ground"]),
    ("Teacher", "In the last seven years, we’ve had four headteachers.", [UNSTABLE, UNCLEAR]),
    ("Headteacher", "They would go on strike and cripple us.", [UNION]),
    ("Teacher", "The staff are very militant.", [UNION]),
    ("Senior leader", "Without the continuity of our leadership...", [UNSTABLE]),
    ("Headteacher", "The unions were objecting to the basics.", [UNION]),
]


def school(
    *transcripts: Sequence[Said],
    values: Mapping[str, str] | None = None,
    users: Sequence[str] = ("report",),
    codes: Sequence[Code] = CODES,
) -> Evidence:
    """Return the evidence of one case, 8a, each turn coded whole by each user."""
    sources, speakers, turns, codings = {}, {}, {}, []
    for number, said in enumerate(transcripts):
        guid = f"source {number}"
        turns[guid], start = [], 0
        for label, words, coded in said:
            who = f"{guid} {label}"
            role = label.rstrip(" 0123456789")
            speakers[who] = Speaker(who, guid, label, role, role == "Interviewer", role != label)
            start += len(f"{label}: ")
            passage = Passage(start, start + len(words))
            turns[guid].append(Turn(f"{guid} {start}", guid, who, passage))
            codings += [
                Coding(f"{guid} {passage} {code} {user}", guid, code_guid(code), user, passage)
                for code in coded
                for user in users
            ]
            start = passage.end + 1
        name = "8a.txt" if len(transcripts) == 1 else f"8a-{number + 1}.txt"
        sources[guid] = Source(guid, name, "8a", "interview", "", start, 0, "")
    case = Case("8a", "8a", {"status": "stuck"} if values is None else values)
    return Evidence(
        users={user: User(user, user) for user in (*users, "ann", "bob")},
        cases={"8a": case},
        sources=sources,
        speakers=speakers,
        turns=turns,
        codebook=CodeBook(codes),
        codings=codings,
        reads=(),
    )


def traced(
    evidence: Evidence,
    assessments: Sequence[Assessment] = (),
    **readings: str,
) -> Trace:
    named = {name.replace("_", "-"): option for name, option in readings.items()}
    return trace(evidence, TYPOLOGY, assessments, evidence.cases["8a"], named)


def statuses(found: Trace) -> dict[str, str]:
    return {each.attribute.id: each.status for each in found.attributes}


def outcomes(found: Trace) -> dict[tuple[str, str], str]:
    return {(each.type.id, each.reading): each.outcome for each in found.types}


def assessed(attribute: str, status: str, user: str = "ann") -> Assessment:
    return Assessment(f"{attribute} {status} {user}", "8a", attribute, status, user, "because", "")
