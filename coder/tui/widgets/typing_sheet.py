"""The typing of all cases as rows: attributes, types, decision; and any cell in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from coder.display import counted, one_line
from coder.model import Guid
from coder.operations import queue
from coder.operations.explaining import GLYPHS
from coder.operations.typing import NEITHER, Decided
from coder.tui.widgets.themes_sheets import Heading
from coder.typology import CONTESTED, MET, NOT_DETERMINED, NOT_KNOWN, AttributeTrace, Trace, said

LEGEND = (
    "● met   ○ not: not met   ? n/k: not known   ± con: contested   ! one speaker\n"
    "? n/d: not yet determined   * another reading gives another outcome"
)
"""What the short words of the narrow form stand for."""

_SHORT = {"met": "met", "not met": "not", NOT_KNOWN: "n/k", CONTESTED: "con", NOT_DETERMINED: "n/d"}
_SHORT_OUTCOMES = {said(NOT_DETERMINED): "n/d", NEITHER: "none"}
_WAITS = {"query open": "query", "query answered": "answered", "changed since": "changed"}
"""What a decision waits for, for a narrow column; the sentence beneath says it in full."""
_STYLES = {"met": "bold", CONTESTED: "bold", NOT_KNOWN: "dim", NOT_DETERMINED: "dim"}
BRIEF = {
    said(status): (f"{GLYPHS[status]} {short}", _STYLES.get(status, ""))
    for status, short in _SHORT.items()
}
"""What stands in a narrow column for a status or an outcome in words, and its style."""
_BAR = 2
_TALL = 30
"""Rows of the terminal from which two lines a case are shown."""


@dataclass(frozen=True, slots=True)
class _Widths:
    attribute: int
    type: int
    decision: int


_WIDE, _NARROW = _Widths(12, 13, 15), _Widths(7, 7, 15)


def in_brief(words: str) -> Text:
    """Return a status or an outcome in words as the narrow form has it: `? n/d`."""
    return Text(*BRIEF[words], overflow="ellipsis")


class TypingSheet:
    """Cases down; attributes, types and the decision across."""

    def __init__(
        self,
        traces: Sequence[Trace],
        decided: Mapping[Guid, Decided],
        names: Mapping[Guid, str],
        size: tuple[int, int],
    ) -> None:
        self._traces, self._decided, self._names = traces, decided, names
        rules = traces[0].typology
        self.attributes = rules.attributes
        self._types = rules.types
        school = max(4, *(len(one_line(trace.case.name, 12)) for trace in traces)) + 1
        self.wide = self._room(_WIDE, school) <= size[0] and size[1] >= _TALL
        widths = _WIDE if self.wide else _NARROW
        rest = max(widths.decision, size[0] - self._room(widths, school) + widths.decision)
        self._decided_width = rest
        self.columns = [
            Heading(Text("case"), school),
            *(_heading(each.name, widths.attribute) for each in rules.attributes),
            *(_heading(f"Type {each.id} {each.name}", widths.type) for each in rules.types),
            _heading("decision review", rest),
        ]
        self.heading_height = 3
        self.rows = [self._row(trace) for trace in traces]
        self.heights = [2 if self.wide and trace.typed else 1 for trace in traces]
        self.legend = "" if self.wide else LEGEND

    def _room(self, widths: _Widths, school: int) -> int:
        attributes = len(self.attributes) * widths.attribute
        return school + attributes + len(self._types) * widths.type + widths.decision + _BAR

    def _row(self, trace: Trace) -> list[Text]:
        name = Text(one_line(trace.case.name, 12), "bold" if trace.typed else "dim")
        return [
            name,
            *(self._attribute(each) for each in trace.attributes),
            *(self._type(trace, each.id) for each in self._types),
            self._decision(trace),
        ]

    def _word(self, status: str) -> Text:
        if not self.wide:
            return in_brief(said(status))
        words = said(status)
        return Text(f"{GLYPHS[status]} {words}", _STYLES.get(status, ""), overflow="ellipsis")

    def _attribute(self, each: AttributeTrace) -> Text:
        shown = self._word(each.status)
        if self.wide:
            shown.append(f"\n  {_basis(each)}", "not bold dim")
        elif each.single_speaker and each.status == MET:
            shown.append("!")
        return shown

    def _type(self, trace: Trace, type_: str) -> Text:
        mine = [each for each in trace.types if each.type.id == type_]
        if not mine:
            return Text("–", "dim")
        now = next(each.outcome for each in mine if each.in_use)
        shown = self._word(now)
        differs = any(each.outcome != now for each in mine)
        if self.wide and now == NOT_DETERMINED:
            shown = Text("? not yet\n  determined", "dim")
        elif self.wide and len(mine) > 1:
            shown.append("\n  or else *" if differs else "\n  either way", "not bold dim")
        if differs:
            shown.append("*")
        return shown

    def _decision(self, trace: Trace) -> Text:
        if not trace.typed:
            return Text("not typed", "dim")
        found = self._decided.get(trace.case.guid)
        if found is None:
            return Text("–", "dim")
        if found.differ:
            return Text("! decisions differ" if self.wide else "! differ")
        state, outcome = queue.state(trace, found), found.typing.outcome
        if self.wide:
            words = f"{outcome}\n{'! ' if found.stale else ''}{state}"
        else:
            words = self._fitting("! " if found.stale else "", state, outcome)
        return Text(words, overflow="ellipsis")

    def _fitting(self, stale: str, state: str, outcome: str) -> str:
        """Return a decision and what it waits for, in as many words as there is room for."""
        brief, waits = _brief(outcome), _WAITS.get(state, state)
        ways = ((state, outcome), (state, brief), (waits, brief))
        worded = [f"{stale}{', '.join(way)}" for way in ways]
        return next((words for words in worded if len(words) <= self._decided_width), worded[-1])

    def attribute_at(self, column: int) -> int | None:
        """Return the number of the attribute in a column."""
        return column - 1 if 0 < column <= len(self.attributes) else None

    def say(self, row: int, column: int) -> list[str]:
        """Return what a case and the cell under the cursor say, in sentences."""
        trace = self._traces[row]
        told = [f"{one_line(trace.case.name)}: {trace.summary}"]
        at = self.attribute_at(column)
        if at is not None:
            told.append(_said_attribute(trace.attributes[at]))
        elif trace.typed and 0 < column <= len(self.attributes) + len(self._types):
            told.append(_said_type(trace, self._types[column - 1 - len(self.attributes)].id))
        else:
            told += [self._said_decision(trace), *(f"! {flag}" for flag in trace.flags)]
        return [sentence for sentence in told if sentence]

    def _said_decision(self, trace: Trace) -> str:
        found = self._decided.get(trace.case.guid)
        if found is None:
            return "Nobody has decided yet." if trace.typed else ""
        if found.others:
            return f"Decisions of {len(found.every)} users stand: {found.words}."
        who = self._names.get(found.typing.user, "Somebody")
        words = f"{who} decided {found.words.removesuffix(', changed since')}"
        if queue.state(trace, found) == "to review":
            words += "; it waits for review"
        stale = f" Since then: {'; '.join(found.stale)}." if found.stale else ""
        return f"{one_line(words)}.{stale}"


def _brief(outcome: str) -> str:
    """Return an outcome for a narrow column: `A+B` for `Type A and Type B`."""
    return _SHORT_OUTCOMES.get(outcome, outcome.replace("Type ", "").replace(" and ", "+"))


def _basis(each: AttributeTrace) -> str:
    """Return in a word or two what a status rests on."""
    if each.assessments:
        return "assessed"
    if each.grounds.against:
        return f"{len(each.grounds.for_)} : {len(each.grounds.against)}"
    if each.single_speaker:
        return "1 speaker"
    if each.grounds.for_:
        return f"{len(each.grounds.for_)} for"
    return "measured" if each.status not in (NOT_KNOWN, CONTESTED) else ""


def _said_attribute(each: AttributeTrace) -> str:
    grounds = each.grounds
    for_ = counted(len(grounds.for_), "passage") if grounds.for_ else "no passage"
    words = f"{each.attribute.name}: {each.status}; {for_} for it"
    words += f", {len(grounds.against) or 'none'} against"
    if each.single_speaker:
        words += ", from a single speaker"
    measured = "; ".join(f"measured: {one.status}" for one in each.measures)
    if each.assessments:
        measured = f"assessed by a person; the evidence alone: {each.computed}"
    return f"{words}; {measured}." if measured else f"{words}."


def _said_type(trace: Trace, type_: str) -> str:
    mine = [each for each in trace.types if each.type.id == type_]
    told = []
    for each in mine:
        reading = f" under {each.reading}{' (in use)' if each.in_use else ''}"
        told.append(said(each.outcome) + (reading if each.reading else ""))
    name = f"Type {type_}, {one_line(mine[0].type.name)}"
    settling = next((trace.settling(each) for each in mine if each.in_use), "")
    return f"{name}: {'; '.join(told)}. {settling}"


def _heading(name: str, width: int) -> Heading:
    """Return the words of a name below each other, each cut to the column."""
    lines: list[str] = []
    for word in one_line(name).split():
        if lines and len(lines[-1]) + 1 + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(one_line(word, width - 1))
    return Heading(Text("\n".join(lines[:3])), width)
