"""The margin of a case in one sentence: how little would alter how it is typed."""

from __future__ import annotations

from coder.typology import Trace

_FIRST = ("passage", "speaker", "assessment", "reading", "lose", "settle")
"""Kinds of change, those that take evidence away first: they are what a reviewer asks about."""


def margin(trace: Trace) -> str:
    """Return the one change that would alter an outcome most easily, and how many others would."""
    if not trace.typed:
        return ""
    if not trace.flips:
        return "No single change would alter an outcome."
    first = min(trace.flips, key=lambda flip: _FIRST.index(flip.kind))
    others = len({flip.change for flip in trace.flips}) - 1
    more = f" (and {others} other single changes would)" if others else ""
    return f"One change would alter it: {first.words.rstrip('.')}{more}."
