"""What stands over the trace of a case whatever is scrolled: outcome, decision, margin, doubts."""

from __future__ import annotations

from textual.content import Content

from coder.display import counted, one_line
from coder.model import Guid
from coder.operations import queue
from coder.operations.decisions import Decided
from coder.operations.explaining import margin, without_evidence
from coder.operations.queue import Act, State
from coder.typology import Trace

_STATES: dict[State, str] = {
    "to decide": "Nobody has decided yet",
    "query open": "A query waits for an answer",
    "query answered": "A query is answered, and waits to be closed",
    "changed since": "What it rests on has changed since",
    "to review": "It waits for review",
}
"""What a case waits for; settled ones wait for nothing."""

_ACTS: dict[Act, str] = {
    "decide": "d decides",
    "answer": "it is yours: r answers",
    "close": "you asked it: c closes it",
    "decide again": "d decides again",
    "review": "y agrees, q asks, o overrules",
}


def head(trace: Trace, decided: Decided | None, user: Guid, *, past: bool = False) -> Content:
    """Return the answer, what was decided, what waits, the margin and the first doubt.

    In the project as it was, no key is named that does nothing there.
    """
    lines = [Content.styled(f"{one_line(trace.case.name)}: {trace.summary}", "bold")]
    if trace.typed:
        state, act = queue.state(trace, decided), queue.act(trace, decided, user)
        keys = None if past else _ACTS.get(act)
        waits = "; ".join(filter(None, (_STATES.get(state), keys)))
        told = (_decided(decided) if decided else "", f"{waits}." if waits else "")
        lines.append(Content(" ".join(filter(None, told))))
        lines.append(Content(without_evidence(trace) or margin(trace)))
    if trace.flags:
        more = len(trace.flags) - 1
        others = f" ({counted(more, 'other doubt')} below)" if more else ""
        lines.append(Content(f"! {trace.flags[0]}{others}"))
    return Content("\n").join(lines)


def _decided(decided: Decided) -> str:
    if decided.others:
        return f"Decided: {decided.words}."
    return f"{decided.name(decided.typing.user)} decided {decided.words}."


def queue_words(states: list[State], acts: dict[Guid, Act], *, past: bool = False) -> str:
    """Return what waits for review in the whole project, and how much of it for this user."""
    nothing = all(state in ("not typed", "to decide") for state in states)
    if past:
        return "Nothing was decided yet." if nothing else f"{queue.in_words(states)}."
    if nothing:
        return "Nothing is decided yet: d decides how the case under the cursor is typed."
    mine = sum(act != "decide" for act in acts.values())
    waits = "nothing waits for you"
    if mine:
        waits = f"{mine} {'waits' if mine == 1 else 'wait'} for you: n goes to the next"
    return f"{queue.in_words(states)}; {waits}."
