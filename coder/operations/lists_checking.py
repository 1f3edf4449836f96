"""What checking a draft found, as a list."""

from __future__ import annotations

from collections.abc import Collection

from coder.display import counted, one_line
from coder.drafts import LOOK, Finding
from coder.frequencies import CAVEAT
from coder.operations.checking import Checked
from coder.operations.listing import Field, Listing, Record

FIELDS = (
    Field("level", "look (to be looked at), note or right", "level"),
    Field("finding", "its kind; `--only` names them"),
    Field("place", "where in the draft, in words"),
    Field("paragraph", "the draft's own number of the paragraph; empty for none", shown=False),
    Field("at", "its line, or in a word processor's file its number", shown=False, numeric=True),
    Field("said", "what was found, in a sentence", "what was found"),
    Field(
        "words",
        "of the draft: the quotation, or the sentence",
        "the draft's words",
        show=lambda record: one_line(str(record["words"]), 60),
    ),
    Field("attribution", "as the draft writes it"),
    Field("school", "of the source the words stand in; empty for none", "found in"),
    Field("role", "of whoever says them there", "said by"),
    Field("source", "its name"),
    Field("turn", "number of the turn in the source, from 1", numeric=True),
    Field("start", "of the passage, in code points", shown=False, numeric=True),
    Field("end", "of the passage", shown=False, numeric=True),
    Field("source_words", "the words of the passage", shown=False),
    Field("code", "the theme that the sentence of a count names", shown=False),
)


def listed(checked: Checked, only: Collection[str] = ()) -> Listing:
    """Return the findings, or those of some kinds, as a list with its notes."""
    records = [
        _record(checked, finding)
        for finding in checked.findings
        if not only or finding.kind in only
    ]
    return Listing(f"Check of {one_line(checked.draft.name)}", FIELDS, records, _notes(checked))


def failed(listing: Listing) -> bool:
    """Whether something in a list of findings must be looked at."""
    return any(record["level"] == LOOK for record in listing.records)


def _record(checked: Checked, finding: Finding) -> Record:
    at = finding.paragraph
    return {
        "level": finding.level,
        "finding": finding.kind,
        "place": checked.places[at],
        "paragraph": checked.numbers[at],
        "at": checked.draft.paragraphs[at].at,
        "said": finding.said,
        "words": finding.words,
        "attribution": finding.attribution,
        "school": finding.school,
        "role": finding.role,
        "source": finding.source_name,
        "turn": finding.turn,
        "start": finding.passage.start if finding.passage else None,
        "end": finding.passage.end if finding.passage else None,
        "source_words": finding.source_words,
        "code": finding.code,
    }


def _notes(checked: Checked) -> tuple[tuple[str, str], ...]:
    phrases = counted(checked.phrases, "phrase")
    return (
        ("Quotations", f"{checked.in_words}."),
        ("Phrases", f"{phrases} in quotation marks, too short for a quotation: not looked up."),
        ("To look at", counted(checked.to_look_at, "finding") + "."),
        (
            "Counts",
            "Figures are of schools, of any user, with the codes under a theme. “Open” is not yet"
            " read to the end, or of no source.",
        ),
        CAVEAT,
        *checked.provenance,
    )
