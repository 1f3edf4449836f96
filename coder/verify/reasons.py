"""Why an attribute of a school has its status, in the sentences of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .arithmetic import words as in_words
from .evidence import Ground, Place, voices
from .judging import Attribute, Judged
from .rules import CONTESTED, LEAST, MET, NOT_KNOWN, NOT_MET, least
from .saying import capital, counted, joined, minute, one_line, paragraphs
from .standing import Standing
from .texts import words
from .words import Row, folded


def speak(number: int) -> str:
    """Return the verb of so many passages."""
    return "speaks" if number == 1 else "speak"


def why(case: Judged, id: str) -> str:
    """Return on how much the status of an attribute rests, and from whom."""
    attribute = case.attributes[id]
    told = [_status(case, id, attribute)]
    if attribute.grounds.for_:
        told.append(_heard(attribute))
    if attribute.grounds.against:
        against = voices(case.standing, attribute.grounds.against.values())
        told.append(f"Against it: {against} ({_roles(against.roles)}).")
    return " ".join(told)


def _status(case: Judged, id: str, attribute: Attribute) -> str:
    status, alone = case.status(id, case.readings), case.computed(id, case.readings)
    if attribute.assessments:
        named = (one_line(case.standing.named(user)) for user in attribute.assessments)
        people = "people differ" if status == CONTESTED else "a person says so"
        return (
            f"It is {status} because {people} ({joined(dict.fromkeys(named))}); by the evidence"
            f" alone it would be {alone}. {_evidence(case, id, attribute)}"
        )
    if status == NOT_KNOWN:
        return _not_known(case, attribute)
    before = "Contested, and for the rules not known. " if status == CONTESTED else ""
    return before + _evidence(case, id, attribute)


def _not_known(case: Judged, attribute: Attribute) -> str:
    for_, against = attribute.grounds.for_, len(attribute.grounds.against)
    passages = counted(against, "passage")
    if for_:
        also = f" {passages} {speak(against)} against it: nothing is there to contest."
        return f"{capital(lacking(case, attribute))}.{also if against else ''}"
    said = "No passage speaks for or against it"
    if against:
        said = f"No passage speaks for it, {passages} {speak(against)} against it"
    return f"{said}, and no measure settles it. Not known is not the same as not met."


def _evidence(case: Judged, id: str, attribute: Attribute) -> str:
    for_, against = len(attribute.grounds.for_), len(attribute.grounds.against)
    if not for_ and not against:
        measured = case.computed(id, case.readings) in (MET, NOT_MET)
        return f"No passage speaks for or against it{', a measure does' * measured}."
    other = counted(against, "passage") if against else "none"
    short = lacking(case, attribute)
    more = f" {capital(short)}." if short else ""
    return f"{counted(for_, 'passage')} {speak(for_)} for it, {other} against.{more}"


def lacking(case: Judged, attribute: Attribute) -> str:
    """Return what the passages for an attribute lack of what is asked; nothing where none is."""
    number, heard = len(attribute.grounds.for_), attribute.voices
    if not number:
        return ""
    project = least(case.standing)
    speakers, roles = max(1, heard.count), max(1, len(heard.roles))
    rests = f"it rests on {'at least ' * heard.at_least}{counted(speakers, 'speaker')}"
    found = (
        (number, f"{counted(number, 'passage')} {speak(number)} for it"),
        (speakers, rests),
        (roles, f"it rests on {counted(roles, 'role')}"),
    )
    asked = [attribute.rule.get(f"least_{name}") or project[name] for name in LEAST]
    short = zip(found, asked, strict=True)
    return "; ".join(
        f"{words}; at least {wanted} are asked for"
        for (has, words), wanted in short
        if has < wanted
    )


def _roles(roles: Mapping[str, str]) -> str:
    return joined(one_line(role) for role in roles.values()) or "no role given"


def _heard(attribute: Attribute) -> str:
    heard = attribute.voices
    if heard.count <= 1:
        rests = "may rest" if heard.at_least else "rests"
        return f"All of it {rests} on a single speaker ({_roles(heard.roles)})."
    one = ", all of one role" * (len(heard.roles) <= 1)
    return f"From {heard}{one} ({_roles(heard.roles)})."


def assessments(case: Judged, id: str) -> Iterator[str]:
    """Yield each user's assessment of an attribute in words."""
    for user, row in case.attributes[id].assessments.items():
        reason = one_line(words(case.standing.texts, row["reason"]))
        who = one_line(case.standing.named(user))
        yield f"{who} assessed it as {row['status']} on {minute(row['time'])}: “{reason}”"


def measures(case: Judged, id: str) -> Iterator[tuple[str, str]]:
    """Yield what each measure of an attribute says, and where its values are known from."""
    rows = (row for _, row in case.standing.by("case_values", "case", case.case))
    known = {folded(row["variable"]): row for row in rows}
    statuses = case.measures(id, case.readings)
    for each in case.attributes[id].rule["measures"]:
        told = "; ".join(in_words(each, case.values, case.readings, case.thresholds))
        yield f"Measured, “{each['name']}”: {statuses[each['name']]}. {capital(told)}.", ""
        names = [n for c in each["conditions"] for n in (c["variable"], c["per"]) if n]
        for name in dict.fromkeys(map(folded, names)):
            if name in known:
                yield _known(case.standing, known[name]), "fine"


def _known(standing: Standing, row: Row) -> str:
    origin, reason = (note(standing, row[column]) for column in ("origin", "reason"))
    where = f"known from “{one_line(origin)}”" if origin else "from where is not said"
    because = f"; because “{one_line(reason)}”" if reason else ""
    return f"{row['variable']} = {row['value']}: {where}{because}."


def note(standing: Standing, id: object) -> str:
    """Return the words of a column that may hold no text at all."""
    return words(standing.texts, id) if id else ""


def meaning(rule: Mapping[str, Any]) -> str:
    """Return what an attribute means."""
    return f"The rule means: {rule['definition']} ({paragraphs(rule['paragraphs'])})"


class Quoting:
    """What stands before and after the words of a passage: who speaks where, who coded it."""

    def __init__(self, standing: Standing, coded: Mapping[str, str]) -> None:
        self.standing, self._coded = standing, coded
        self._numbers: dict[str, dict[str, int]] = {}
        self._memos: dict[tuple[object, object], list[str]] = {}
        for _, row in standing.there("memos"):
            about = row["about"], row["user"]
            self._memos.setdefault(about, []).append(words(standing.texts, row["text"]))

    def before(self, place: Place, ground: Ground) -> str:
        """Return who speaks, and where."""
        source, passage = place
        heard = ground.speakers(self.standing).values()
        who = ", ".join(map(self._speaker, heard)) or "unnamed speaker"
        where = str(self.standing.rows["sources"][source]["name"])
        if ground.turns:
            numbers = self._turns(source)
            first, last = (numbers[ground.turns[at][0]] for at in (0, -1))
            where += f", turn {first}" + (f"–{last}" if len(ground.turns) > 1 else "")
        return f"{who}, {where} [{passage}]"

    def _speaker(self, row: Row) -> str:
        name = self.standing.called(row)
        return name if row["role"] in ("", name) else f"{name} ({row['role']})"

    def _turns(self, source: str) -> dict[str, int]:
        if source not in self._numbers:
            every = self.standing.heard(source).every
            self._numbers[source] = {guid: at for at, guid in enumerate(every, 1)}
        return self._numbers[source]

    def after(self, ground: Ground) -> str:
        """Return who coded it as what, with their own memos, and when."""
        rows = self.standing.rows["codings"]
        said = "; ".join(self._coding(guid, rows[guid]) for guid in ground.codings)
        times = dict.fromkeys(minute(self._coded[guid]) for guid in ground.codings)
        return f"{said} ({joined(times)})"

    def _coding(self, guid: str, row: Row) -> str:
        codes = self.standing.codes
        code = str(codes.rows[codes.now[str(row["code"])]]["name"])
        notes = self._memos.get((guid, row["user"]), [])
        told = f": {' '.join(notes)}" if notes else ""
        return f"coded {code} by {one_line(self.standing.named(row['user']))}{told}"
