"""What stands beneath the figures: what was counted, of how many, by whom."""

from __future__ import annotations

from collections.abc import Mapping

from coder.display import counted
from coder.errors import NotFound
from coder.frequencies.counting import ALL, ANY, Asked, Selection
from coder.frequencies.units import ROLE, USER, WHOLE
from coder.model import Evidence

Notes = tuple[tuple[str, str], ...]

PERCENT_FROM = 50
"""The smallest base of which a percentage is given (method notes, section C)."""

# Paragraphs 7 and 31 of the report.
CAVEAT = ("Caveat", "Evidence is self-reported and was not independently verified.")

_UNITS = {
    "schools": "Schools. A school has a theme when at least one of its sources has it.",
    "sources": "Sources, each a transcript.",
    "speakers": (
        "Speakers, as labelled in a source. A label is a voice, not a person: a figure says "
        "“at least” unless the transcript numbers the voices."
    ),
    "turns": "Turns. A coding belongs to every turn it overlaps.",
    "passages": (
        "Passages. The same words of a source count once, however many codings they have; "
        "passages have no base."
    ),
}

_ROLES = (
    "A group holds every unit in which a speaker of that role speaks, so that one unit can be in "
    "several groups and the groups need not add up to the whole."
)

_BY_USER = (
    "Each column counts the codings and readings of one user only, so that one unit is in several "
    "columns; the first column counts by the users rule."
)

STATES = (
    "with: the theme was found; without: every source of it was read to the end since the theme, "
    "and every code that counts for it, was made or redefined, and the theme was not found "
    "(extracts never show that); not yet read: the rest; no source: a school of which nothing was "
    "imported."
)


def versions(evidence: Evidence) -> Notes:
    """Return the note on corrected transcripts: only the newest version of each is counted."""
    number = sum(source.version > 1 for source in evidence.sources.values())
    if not number:
        return ()
    stands = "stands" if number == 1 else "stand"
    words = f"{counted(number, 'source')} {stands} in a corrected version; only that is counted."
    return (("Versions", words),)


def of_themes(
    evidence: Evidence, selection: Selection, asked: Asked, bases: Mapping[str, int | None]
) -> Notes:
    """Return the notes of a theme frequency table."""
    told = [("Unit", _UNITS[asked.unit])]
    if asked.unit != "passages":
        told.append(("Base", _base(evidence, asked, bases)))
    if asked.by == ROLE:
        told.append(("Roles", _ROLES))
    if asked.by == USER:
        told.append(("By user", _BY_USER))
    told += [users_rule(evidence, asked.users), codes_rule(asked.roll_up)]
    if asked.unit != "passages":
        told += [("States", STATES), ("Percentages", f"Off below a base of {PERCENT_FROM}.")]
    told += versions(evidence)
    return (*told, *left_out(selection), *_in_no_turn(selection, asked), CAVEAT)


def users_rule(evidence: Evidence, users: str) -> tuple[str, str]:
    """Return in words which users count. Raises NotFound for a user who is not there."""
    return "Users", _users(evidence, users)


def _users(evidence: Evidence, users: str) -> str:
    if users == ANY:
        return "Any: a theme counts where at least one user coded it."
    if users == ALL:
        return (
            "All: a theme counts where every user who read the source to its end coded it; a "
            "source that nobody read to its end adds nothing. Without: all of them read it for "
            "the theme, and not all coded it."
        )
    if users not in evidence.users:
        raise NotFound("There is no such user in this project; say any, all or a user's name.")
    return f"One: only the codings and readings of {evidence.users[users].name}."


def codes_rule(roll_up: bool) -> tuple[str, str]:
    """Return in words whether the codes under a theme count with it."""
    if roll_up:
        return "Codes", "A theme counts with the codes under it, each unit once."
    return "Codes", "Each code counts alone, without the codes under it."


def left_out(selection: Selection) -> Notes:
    """Return what was coded and is in no figure."""
    asked = "The interviewer's turns are not counted."
    if selection.interviewers:
        number = counted(selection.interviewers, "coding")
        asked = f"The interviewer's turns are not counted; {number} wholly in them left out."
    if not selection.astray:
        return (("Interviewers", asked),)
    number = counted(selection.astray, "coding")
    why = "no words, or a code or source that is not in the project"
    return ("Interviewers", asked), ("Left out", f"{number} with {why}.")


def _in_no_turn(selection: Selection, asked: Asked) -> Notes:
    """Return what a table by turns, speakers or role cannot place; sources and schools have it."""
    number = selection.in_no_turn
    if not number or not (asked.by == ROLE or asked.unit in ("speakers", "turns")):
        return ()
    lie = "lies" if number == 1 else "lie"
    where = f"{counted(number, 'coding')} {lie} in no turn, as in a heading or a label"
    return (("In no turn", f"{where}, and so in no figure by turn, speaker or role."),)


def _base(evidence: Evidence, asked: Asked, bases: Mapping[str, int | None]) -> str:
    whole = counted(bases[WHOLE] or 0, asked.unit.removesuffix("s"))
    if asked.unit == "speakers":
        whole = f"at least {whole}"
    # By user each column has the same units.
    groups = {} if asked.by == USER else bases
    parts = [f"{base} {group}" for group, base in groups.items() if group != WHOLE]
    words = f"{whole}: {', '.join(parts)}." if parts else f"{whole}."
    if asked.unit != "schools":
        return words
    apart = sum(source.case not in evidence.cases for source in evidence.sources.values())
    outside = f" {counted(apart, 'source')} of no school not counted." if apart else ""
    return f"Every school in the project: {words}{outside}"
