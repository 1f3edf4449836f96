"""Figures as they may be published: every kind of table and every format comes by here."""

from __future__ import annotations

from dataclasses import replace

from coder import frequencies
from coder.errors import Refused
from coder.frequencies import ROLE, USER
from coder.model import Evidence
from coder.operations import publishing
from coder.operations.figures import Answer
from coder.operations.grouped import Grouped
from coder.operations.kinds import NONE, PAIRS, Question
from coder.operations.publishing import View
from coder.store import Store


def view(store: Store, evidence: Evidence, question: Question) -> View:
    """Return what to count on. Raises Refused for what would say which schools are meant."""
    if question.kind == PAIRS and question.code is not None:
        raise Refused(
            "Pair by pair, a table says which two schools are a pair, and with that who they are;"
            " publish it without --code, or say --profile internal."
        )
    seen = publishing.view(store, evidence, question.release, question.kind)
    publishing.check_group(seen, question.group)
    return seen


def published(seen: View, evidence: Evidence, answered: Answer) -> Answer:
    """Return an answer as it may be published."""
    by = _grouped(seen, evidence, answered) if answered.themes is not None else None
    done = publishing.finished(seen, answered.table, answered.records, by)
    return replace(
        answered,
        table=done.table,
        records=done.records,
        themes=done.themes,
        framework=None,
        told=done.told,
    )


def _grouped(seen: View, evidence: Evidence, answered: Answer) -> Grouped | None:
    """Return how many schools each group has, where groups are of schools."""
    asked, themes = answered.question, answered.themes
    if themes is None or asked.by == NONE:
        return None
    of = frequencies.themes(evidence, unit="schools", by=asked.by)
    rare = {label: value for value, label in seen.hidden.rare.get(asked.by, {}).items()}
    schools = {} if asked.by in (ROLE, USER) else of.bases
    return Grouped(themes, schools, seen.policy.k, rare)
