"""Typing: rules over the evidence of a case, their outcome, and the trace of how it came about."""

from __future__ import annotations

from coder.typology.grounds import Ground, Grounds, Voices, passages_for, voices
from coder.typology.named import codes_meant
from coder.typology.rules import (
    CONTESTED,
    MET,
    NOT_DETERMINED,
    NOT_KNOWN,
    NOT_MET,
    STATUSES,
    Measured,
    Outcome,
    Status,
    as_number,
    outcome,
    quantifier,
    readings_in_use,
    said,
)
from coder.typology.trace import AttributeTrace, Trace, TypeTrace, trace, trace_rows

__all__ = [
    "CONTESTED",
    "MET",
    "NOT_DETERMINED",
    "NOT_KNOWN",
    "NOT_MET",
    "STATUSES",
    "AttributeTrace",
    "Ground",
    "Grounds",
    "Measured",
    "Outcome",
    "Status",
    "Trace",
    "TypeTrace",
    "Voices",
    "as_number",
    "codes_meant",
    "outcome",
    "passages_for",
    "quantifier",
    "readings_in_use",
    "said",
    "trace",
    "trace_rows",
    "voices",
]
