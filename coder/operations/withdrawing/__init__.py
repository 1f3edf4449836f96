"""A participant, a source or a school leaves: their words are taken out for good."""

from __future__ import annotations

from coder.operations.withdrawing.doing import Done, carry_out, clear_what_is_left
from coder.operations.withdrawing.plan import Plan, plan
from coder.operations.withdrawing.target import Target, find, of_case, of_source, of_speaker
from coder.operations.withdrawing.telling import FOR_GOOD, consequences, outcome
from coder.operations.withdrawing.written import Written, written

__all__ = [
    "FOR_GOOD",
    "Done",
    "Plan",
    "Target",
    "Written",
    "carry_out",
    "clear_what_is_left",
    "consequences",
    "find",
    "of_case",
    "of_source",
    "of_speaker",
    "outcome",
    "plan",
    "written",
]
