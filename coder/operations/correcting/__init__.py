"""A corrected transcript becomes a new version of its source, and what stood on it goes along."""

from __future__ import annotations

from coder.operations.correcting.doing import Done, carry_out, in_words, marks_in_words
from coder.operations.correcting.listing import counts, listed, problems, waiting
from coder.operations.correcting.plan import Plan, chosen, plan_correction, plan_waiting
from coder.operations.correcting.things import Thing

__all__ = [
    "Done",
    "Plan",
    "Thing",
    "carry_out",
    "chosen",
    "counts",
    "in_words",
    "listed",
    "marks_in_words",
    "plan_correction",
    "plan_waiting",
    "problems",
    "waiting",
]
