"""The section of the page on one school: what it rests on, how it comes out, who decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .answering import FINE, TWICE, Said, answer, decision, reading, those, unders
from .deciding import Deciding
from .doubts import doubts
from .evidence import Ground, Place
from .history import inspections
from .judging import Judged, Under
from .margins import margins
from .markup import Line, Run, Sheet, line
from .reasons import Quoting, assessments, meaning, measures, note, why
from .records import record
from .rules import said
from .saying import SIGNS, counted, minute
from .telling import Telling, Touched
from .texts import words
from .words import Row, ends, natural

Data = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a case in its section."""

    deciding: Deciding
    quoting: Quoting
    telling: Telling
    touched: Mapping[str, Touched]


def sign(status: str) -> Run:
    """Return the sign of a status, or of a sentence, for the eye only."""
    return Run(f"{SIGNS.get(status, status)}\u00a0", look="sign")


def value(shown: str, data: Data, as_data: str = "") -> Run:
    """Return words that a program can read as a value."""
    return Run(shown, {**data, "value": as_data or shown})


def status(case: Judged, id: str) -> Line:
    """Return the status of an attribute with its sign."""
    return sign(case.status(id, case.readings)), _status(case, id)


def _status(case: Judged, id: str) -> Run:
    return value(case.status(id, case.readings), {"case": case.name, "attribute": id})


def outcome(case: Judged, type_: str, under: Under) -> Line:
    """Return the outcome of a type with its sign."""
    data = {"case": case.name, "type": type_, "reading": reading(under)}
    data |= {"in-use": "yes"} if under.in_use else {}
    return sign(under.outcome), value(said(under.outcome), data, under.outcome)


def school(sheet: Sheet, case: Judged, beside: Beside) -> None:
    """Add the section of a school."""
    heading, place = line(f"{case.name}: {case.summary}"), f"school-{case.case}"
    with sheet.section(heading, place, name=case.name, new_page=True):
        _sentences(sheet, answer(case))
        _silent(sheet, case)
        _figures(sheet, case)
        if not case.outside or case.case in beside.deciding.of:
            with sheet.section(line("What people decided")):
                _sentences(sheet, decision(case, beside.deciding))
        with sheet.section(line("What it rests on: the attributes")):
            for id in case.attributes:
                _attribute(sheet, case, id, beside.quoting)
        _otherwise(sheet, case)
        _recorded(sheet, case, beside)
        _known(sheet, case)
        _history(sheet, beside.touched.get(case.case, Touched()), beside.telling)
        sheet.paragraph(Run("Back to all schools", link="schools"), look="back")


def _sentences(sheet: Sheet, every: Iterable[Said]) -> None:
    for mark, sentence in every:
        if mark in (FINE, TWICE):
            sheet.paragraph(sentence, look=FINE if mark == FINE else "mark")
        else:
            sheet.paragraph(*((sign(mark),) if mark else ()), sentence)


def _silent(sheet: Sheet, case: Judged) -> None:
    if any(each.grounds.for_ or each.grounds.against for each in case.attributes.values()):
        return
    sources, none = len(case.standing.sources_of[case.case]), "No source of this school is in the"
    silent = f"In the {counted(sources, 'source')} of this school no passage is coded as evidence"
    told = silent if sources else f"{none} project"
    sheet.paragraph(
        f"{told}: nothing that anyone said speaks for or against any attribute. That shows nothing"
        " of the school.",
        look="mark",
    )


_ATTRIBUTES = (
    *("Attribute", "Status", "By the evidence alone", "Passages for", "Passages against"),
    *("Speakers for", "Their roles", "Measured", "Assessed"),
)


def _figures(sheet: Sheet, case: Judged) -> None:
    rows = ([line(case.attributes[id].rule["name"]), *_row(case, id)] for id in case.attributes)
    caption = f"{case.name}: the attributes in figures"
    sheet.grid(f"attributes-{case.case}", caption, _ATTRIBUTES, rows)


def _row(case: Judged, id: str) -> Iterator[Line]:
    attribute = case.attributes[id]
    figures = {
        "computed": case.computed(id, case.readings),
        "for": str(len(attribute.grounds.for_)),
        "against": str(len(attribute.grounds.against)),
        "speakers": f"{'at least ' * attribute.voices.at_least}{attribute.voices.count}",
        "roles": ", ".join(attribute.voices.roles.values()),
    }
    yield status(case, id)
    for name, shown in figures.items():
        data = {"case": case.name, "attribute": id, "figure": name}
        yield line(Run(shown, {**data, "value": shown}))
    measured = case.measures(id, case.readings)
    names = (each["name"] for each in attribute.rule["measures"])
    yield line("; ".join(f"{name}: {measured[name]}" for name in names) or "–")
    given = (str(row["status"]) for row in attribute.assessments.values())
    yield line(", ".join(given) or "–")


def _attribute(sheet: Sheet, case: Judged, id: str, quoting: Quoting) -> None:
    attribute = case.attributes[id]
    status_ = case.status(id, case.readings)
    heading = line(sign(status_), f"{attribute.rule['name']}: ", _status(case, id))
    with sheet.section(heading, name=f"“{attribute.rule['name']}”"):
        sheet.paragraph(why(case, id))
        for sentence in assessments(case, id):
            sheet.paragraph(sentence)
        for side, found in (
            ("for", attribute.grounds.for_),
            ("against", attribute.grounds.against),
        ):
            for place, ground in found.items():
                data = {"case": case.name, "attribute": id, "side": side}
                _quotation(sheet, quoting, place, ground, data)
        for sentence, look in measures(case, id):
            sheet.paragraph(sentence, look=look)
        sheet.paragraph(meaning(attribute.rule), look="fine")


def _quotation(sheet: Sheet, quoting: Quoting, place: Place, ground: Ground, data: Data) -> None:
    source, passage = place
    standing, (start, end) = quoting.standing, ends(passage)
    marks = {**data, "source": source, "passage": passage}
    id = standing.rows["sources"][source]["text"]
    quoted = Run("", marks, length=end - start)
    if id in standing.texts:
        quoted = Run(words(standing.texts, id)[start:end], marks)
    sheet.quotation(quoted, quoting.before(place, ground), quoting.after(ground), data["side"])


def _otherwise(sheet: Sheet, case: Judged) -> None:
    """Add what would alter it, what to look at twice, and how it comes out in each reading."""
    if not case.outside:
        with sheet.section(line("Which changes would alter it")):
            together, alone = margins(case)
            for sentence in together:
                sheet.paragraph(sentence)
            if alone:
                sheet.paragraph("Each of these alone:")
            _sentences(sheet, (("–", sentence) for sentence in alone))
    if twice := [*doubts(case)]:
        with sheet.section(line("Look twice")):
            _sentences(sheet, ((TWICE, sentence) for sentence in twice))
    if not case.outside:
        with sheet.section(line("Under each reading")):
            _types(sheet, case)


_TYPES = ("Type", "Reading", "Outcome", "Met", "Not met", "Not known or contested")


def _types(sheet: Sheet, case: Judged) -> None:
    rows = (
        (
            line(f"Type {id}"),
            line(reading(under) or "only one", " (in use)" if under.in_use else ""),
            outcome(case, id, under),
            *(
                line(", ".join(those(case, type_, ids)) or "–")
                for ids in (under.met, under.not_met, under.unknown)
            ),
        )
        for id, type_ in case.typology.types.items()
        for under in unders(case, type_)
    )
    caption = f"{case.name}: the types under each reading"
    sheet.grid(f"types-{case.case}", caption, _TYPES, rows)


def _recorded(sheet: Sheet, case: Judged, beside: Beside) -> None:
    made = beside.deciding.made(case.case)
    with sheet.section(line("Decisions as they are recorded")):
        for guid, row in made:
            decided(sheet, case.name, record(case.standing, guid, row))
        if not made:
            sheet.paragraph("No decision is recorded.")


def decided(sheet: Sheet, case: str, made: Mapping[str, object]) -> None:
    """Add a decision as it is recorded, with what was said to it."""

    def figure(name: str) -> Line:
        data = {"case": case, "typing": str(made["typing"]), "figure": name}
        return line(value(str(made[name]), data))

    def id(name: str) -> Line:
        return line(Run(str(made[name]), look="id"))

    sheet.facts(
        (
            ("Decided", figure("outcome")),
            ("By", line(f"{made['user']}, {minute(made['time'])}")),
            ("Reason", line(f"“{made['reason']}”")),
            ("The rules then gave", figure("computed")),
            ("Journal head then", id("head")),
            ("Rules then", id("typology")),
            ("Codebook then", id("codebook")),
        )
    )
    if thread := [*_thread(made["reviews"])]:
        sheet.points(thread)


def _thread(reviews: object) -> Iterator[Line]:
    for review in reviews if isinstance(reviews, list) else ():
        to = f" to “{review['outcome']}”" if review["outcome"] else ""
        yield _told(review, f"review, {review['verdict']}{to}")
        for reply in review["replies"]:
            yield _told(reply, f"to this review, {reply['kind']}")


def _told(made: Mapping[str, object], what: str) -> Line:
    return line(f"{minute(made['time'])}, {made['user']}: {what}. “{made['reason']}”")


_VALUES = ("Variable", "Value", "Known from", "Reason")
_INSPECTIONS = ("Day", "Kind", "Grade", "Known from")


def _known(sheet: Sheet, case: Judged) -> None:
    """Add the values and inspections of a case, each with where it is known from."""
    standing = case.standing
    values = [row for _, row in standing.by("case_values", "case", case.case)]
    values.sort(key=lambda row: natural(str(row["variable"])))
    grids = (
        ("values", "variables", _VALUES, [_value(case, row) for row in values]),
        (
            "inspections",
            "inspections",
            _INSPECTIONS,
            [
                (row["date"], row["kind"], row["grade"], note(standing, row["origin"]))
                for row in inspections(standing, case.case)
            ],
        ),
    )
    with sheet.section(line("What is known of the school")):
        for id, what, headings, rows in grids:
            if rows:
                cells = ([line(str(cell or "–")) for cell in row] for row in rows)
                sheet.grid(f"{id}-{case.case}", f"{case.name}: {what}", headings, cells)
        if not any(rows for *_, rows in grids):
            sheet.paragraph("Nothing is recorded of it.")


def _value(case: Judged, row: Row) -> tuple[object, ...]:
    origin, reason = (note(case.standing, row[column]) for column in ("origin", "reason"))
    return row["variable"], row["value"], origin, reason


def _history(sheet: Sheet, touched: Touched, telling: Telling) -> None:
    with sheet.section(line("History of the case")):
        sheet.points((telling(entry) for entry in touched.told), numbered=True)
        if worked := touched.worked:
            first, last = (minute(worked[at].body["time"]) for at in (0, -1))
            sheet.paragraph(
                f"Besides, {counted(len(worked), 'entry', 'entries')} from {first} to {last} coded,"
                " read or noted something in its sources: they are in journal.jsonl, and what of"
                " them is evidence stands above with who coded it.",
                look="fine",
            )
