"""A decision that was made under other rules or another codebook: then and now side by side."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model import Evidence, Typing
from coder.operations import typing
from coder.operations.decisions import Decided
from coder.operations.explaining.parts import Part
from coder.operations.typologies import called, versions
from coder.store import Store
from coder.typology import Trace


def side_by_side(
    store: Store, user: str, evidence: Evidence, trace: Trace, decided: Decided | None
) -> Iterator[Part]:
    """Yield, for each decision under other rules or codes than the trace, what each then gives."""
    for each in decided.every if decided else ():
        made = each.typing
        if made.typology != trace.typology.digest:
            yield from _rules(store, user, evidence, trace, made)
        if made.codebook != (now := evidence.codebook.digest):
            words = f"Under the codebook of then, {made.codebook}: {made.computed}"
            yield Part("text", f"{words} Under the codebook of now, {now}: {trace.summary}", "!")


def _rules(
    store: Store, user: str, evidence: Evidence, trace: Trace, made: Typing
) -> Iterator[Part]:
    known = {rules.digest: rules for rules in versions(store)}
    then = known.get(made.typology)
    if then is None:
        yield Part(
            "text", f"Under rules that are not here, {made.typology} (then): {made.computed}"
        )
    else:
        (again,) = typing.traces(store, user, [trace.case], evidence, then)
        words = f"Under the rules of {called(then)} (then): {made.computed}"
        yield Part("text", f"{words} With all that is known now they give: {again.summary}", "!")
    shown = "now" if trace.typology.digest == typing.rules(store).digest else "as shown here"
    yield Part("text", f"Under {called(trace.typology)} ({shown}): {trace.summary}", "!")
