"""A case in one sentence: how little would alter how it is typed, or that nothing speaks of it."""

from __future__ import annotations

from coder.display import one_line
from coder.typology import NOT_KNOWN, Trace, said

_FIRST = ("passage", "speaker", "assessment", "reading", "settle")
"""Kinds of change, those that take evidence away first: they are what a reviewer asks about."""

_TOGETHER = {1: "One change", 2: "Two changes together", 3: "Three changes together"}


def without_evidence(trace: Trace) -> str:
    """Return, where nothing speaks for or against any attribute, that it is so and what to do."""
    if not trace.typed or any(
        each.status != NOT_KNOWN or each.assessments or each.grounds.for_ or each.grounds.against
        for each in trace.attributes
    ):
        return ""
    return (
        f"No passage is coded as evidence about {one_line(trace.case.name)}, and nobody has"
        " assessed an attribute: the rules have nothing to go by. Code passages of its sources with"
        " the codes of the attributes, or assess what you know otherwise."
    )


def margin(trace: Trace) -> str:
    """Return the smallest change that alters an outcome, and in how many other ways it is had."""
    if not trace.typed:
        return ""
    size = min((each.size for each in trace.margins if each.size), default=0)
    smallest = [(each, one) for each in trace.margins if each.size == size for one in each.sets]
    if not size:
        return "No three changes would alter an outcome."
    of, ways = min(smallest, key=lambda found: _FIRST.index(found[1].changes[0].kind))
    words = " and ".join(change.words.rstrip(",") for change in ways.changes)
    others = len(smallest) - 1
    more = f" ({others} other {'way' if others == 1 else 'ways'})" if others else ""
    then = f"Type {of.type} would be {said(ways.after)}"
    return f"{_TOGETHER[size]} would alter it: {words}: {then}{more}."
