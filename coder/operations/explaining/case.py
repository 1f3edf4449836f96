"""How one case is typed: the outcome, what people decided, what would change it, its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.display import one_line
from coder.errors import NotFound
from coder.frequencies import CAVEAT
from coder.model import Evidence, Guid, Reply, Review, Typing, Typology
from coder.operations import project, typing
from coder.operations.explaining.attributes import attribute_parts
from coder.operations.explaining.margin import without_evidence
from coder.operations.explaining.material import Material, material
from coder.operations.explaining.parts import GLYPHS, Part, listed, minute, number, paragraphs
from coder.operations.explaining.versions import side_by_side
from coder.operations.memory import uncollected
from coder.operations.queries import AGREE, CLOSE, OVERRULE, QUERY, queries
from coder.operations.queue import to_review
from coder.operations.typing import Decided
from coder.store import Store, at_one_moment, judged
from coder.typology import NOT_DETERMINED, Trace, TypeTrace, quantifier, said

READINGS, ORIGIN = "Under each reading", "Where this comes from"
"""Headings of what a report says of all cases at once, or as a table."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one case is typed, with every part of why."""

    trace: Trace
    decided: Decided | None
    parts: tuple[Part, ...]


@at_one_moment
@uncollected()
def explain(
    store: Store,
    user: str,
    case: Guid,
    *,
    most: int | None = None,
    under: Typology | None = None,
) -> Explanation:
    """Explain how a case is typed, quoting at most so many passages on each side of an attribute.

    The rules are those in force, or others that it is to be seen `under`. Raises ProjectError
    without a typology, and NotFound where the case is gone.
    """
    evidence = project.evidence(store, user)
    if case not in evidence.cases:
        raise NotFound("This case is no longer in the project.")
    traces = typing.traces(store, user, [evidence.cases[case]], evidence, under)
    return explain_each(store, user, evidence, traces, most=most)[0]


def explain_each(
    store: Store,
    user: str,
    evidence: Evidence,
    traces: Sequence[Trace],
    *,
    most: int | None = None,
) -> list[Explanation]:
    """Explain how each case is typed, in the order of the traces; see `explain`."""
    decided = typing.decided(store, user, traces)
    beside = material(store, evidence, {trace.case.guid for trace in traces})
    made, threads, origin = judged.typings(store), _said(store), project.provenance(store)
    found = []
    for trace in traces:
        case = trace.case.guid
        last = decided.get(case)
        parts = (
            *_answer(trace),
            *_decision(trace, last, _earlier(last, made, case), threads, beside.of(case)),
            *side_by_side(store, user, evidence, trace, last),
            *_why(trace, beside.of(case), most),
            *_origin(trace, origin),
        )
        found.append(Explanation(trace, last, parts))
    return found


def _earlier(decided: Decided | None, made: Sequence[Typing], case: Guid) -> list[Typing]:
    """Return the decisions of a case that others have taken the place of."""
    standing = {each.typing.guid for each in decided.every} if decided else set()
    return [each for each in made if each.case == case and each.guid not in standing]


def _why(trace: Trace, material: Material, most: int | None) -> Iterator[Part]:
    yield Part("heading", "What it rests on: the attributes")
    for each in trace.attributes:
        yield from attribute_parts(each, material, most)
    yield from _changes(trace)
    yield from _doubts(trace)
    yield from _readings(trace)


# The answer.


def _answer(trace: Trace) -> Iterator[Part]:
    yield Part("title", f"{trace.case.name}: {trace.summary}")
    if words := without_evidence(trace):
        yield Part("text", words)
    if not trace.typed:
        yield Part("text", f"The rules are about other cases: {trace.reason}.")
    elif trace.standing is not None:
        yield Part(
            "text", f"By its inspections it is {trace.standing.what}: {trace.standing.words}."
        )
    for each in trace.in_use:
        yield Part("text", _type(trace, each), GLYPHS[each.outcome])


def _type(trace: Trace, each: TypeTrace) -> str:
    """Return what a type asks for, what was found and how else it could be read."""
    type_ = each.type
    where = paragraphs(type_.paragraphs)
    asks = f"{quantifier(type_, dict(trace.readings))} {number(type_.count)}"
    words = (
        f"Type {type_.id}, {one_line(type_.name)}: {said(each.outcome)}. "
        f"The rule asks for “{one_line(type_.phrase)}” ({where}), that is {asks} of "
        f"{number(len(type_.attributes))}. {_found(trace, each)}"
    )
    if each.outcome == NOT_DETERMINED:
        words += f" {trace.settling(each)}"
    return words + _read_otherwise(trace, each)


def _found(trace: Trace, each: TypeTrace) -> str:
    names = {one.attribute.id: one.attribute.name for one in trace.attributes}
    found = []
    for label, ids in (("met", each.met), ("not met", each.not_met), ("not known", each.unknown)):
        if ids:
            amount = number(len(ids)).capitalize()
            is_ = "is" if len(ids) == 1 else "are"
            found.append(f"{amount} {is_} {label}: {listed(names[id] for id in ids)}.")
    return " ".join(found)


def _read_otherwise(trace: Trace, each: TypeTrace) -> str:
    """Return what the other readings of the type's words give."""
    phrases = {reading.id: reading.phrase for reading in trace.typology.readings}
    in_use = dict(each.readings)
    words = ""
    for other in trace.types:
        if other.type.id != each.type.id or other.in_use:
            continue
        changed = [
            f"“{one_line(phrases[id])}” by “{option}” instead of “{in_use[id]}”"
            for id, option in other.readings
            if option != in_use[id]
        ]
        also = "also " if other.outcome == each.outcome else ""
        words += f" Reading {listed(changed)}, it would {also}be {said(other.outcome)}."
    return words


# The decision.

Threads = Sequence[tuple[Review, Sequence[Reply]]]
"""Reviews, oldest first; with each query what was said to it."""


def _said(store: Store) -> Callable[[Typing], Threads]:
    """Return what gives the reviews of a decision, with the replies to them."""
    every = judged.reviews(store)
    asked = (each for of_case in queries(store).values() for each in of_case)
    replies = {each.review.guid: each.replies for each in asked}
    return lambda made: [
        (each, replies.get(each.guid, ())) for each in every if each.typing == made.guid
    ]


def _decision(
    trace: Trace,
    decided: Decided | None,
    earlier: Sequence[Typing],
    said: Callable[[Typing], Threads],
    material: Material,
) -> Iterator[Part]:
    if not trace.typed and decided is None:
        return
    yield Part("heading", "What people decided")
    if decided is None:
        yield Part("text", "Nobody has decided yet; what stands above is what the rules give.")
        return
    if decided.differ:
        yield Part("text", "The decisions differ, and none takes the place of another.", "!")
    for each in decided.every:
        yield from _standing(each, said(each.typing), material)
    for before in reversed(earlier):
        yield Part("fine", f"Before that, {_decided(before, material)}")
        yield from _thread(said(before), material)


def _standing(decided: Decided, said: Threads, material: Material) -> Iterator[Part]:
    yield Part("text", _decided(decided.typing, material))
    yield from _thread(said, material)
    if to_review(decided):
        yield Part("text", "It waits for review by someone else.")
    for change in decided.stale:
        yield Part("text", f"Since then: {change}.", "!")


def _thread(said: Threads, material: Material) -> Iterator[Part]:
    """Yield each review, and under a query what was said to it and what it still needs."""
    for review, replies in said:
        yield Part("text", _review(review, material), "›")
        for reply in replies:
            yield Part("text", _reply(reply, material), "    ›")
        kinds = {reply.kind for reply in replies}
        if review.verdict == QUERY and CLOSE not in kinds:
            needs = "It is answered, and waits to be closed." if kinds else "It is open: no answer."
            yield Part("text", needs, "    !")


def _decided(made: Typing, material: Material) -> str:
    return (
        f"{material.name(made.user)} decided “{made.outcome}” on {minute(made.time)}: "
        f"“{one_line(made.reason)}” The rules then gave: {made.computed}"
    )


def _review(review: Review, material: Material) -> str:
    verbs = {AGREE: "agreed", OVERRULE: f"overruled it to “{review.outcome}”"}
    verb = verbs.get(review.verdict, "queried it")
    who = material.name(review.user)
    return f"{who} {verb} on {minute(review.time)}: “{one_line(review.reason)}”"


def _reply(reply: Reply, material: Material) -> str:
    verb = "closed it" if reply.kind == CLOSE else "answered"
    who = material.name(reply.user)
    return f"{who} {verb} on {minute(reply.time)}: “{one_line(reply.reason)}”"


# What would change it, and what to look at twice.


def _changes(trace: Trace) -> Iterator[Part]:
    if not trace.typed:
        return
    yield Part("heading", "Which changes would alter it")
    for margin in trace.margins:
        yield Part("text", margin.words)
    if trace.flips:
        yield Part("text", "Each of these alone:")
    for flip in trace.flips:
        yield Part("text", f"{flip.words[:1].upper()}{flip.words[1:]}", "–")


def _doubts(trace: Trace) -> Iterator[Part]:
    if trace.flags or trace.notes:
        yield Part("heading", "Look twice")
    for words in (*trace.flags, *trace.notes):
        yield Part("text", words, "!")


def _readings(trace: Trace) -> Iterator[Part]:
    if not trace.types:
        return
    yield Part("heading", READINGS)
    for each in trace.types:
        use = " (in use)" if each.in_use else ""
        reading = f", {each.reading}{use}" if each.reading else ""
        counts = ((each.met, "met"), (each.not_met, "not met"), (each.unknown, "not known"))
        tally = ", ".join(f"{len(ids)} {label}" for ids, label in counts)
        words = f"Type {each.type.id}{reading}: {said(each.outcome)}; {tally}."
        yield Part("text", words, GLYPHS[each.outcome])


def _origin(trace: Trace, provenance: Sequence[tuple[str, str]]) -> Iterator[Part]:
    rules = trace.typology
    in_use = "; ".join(
        f"“{reading.phrase}” by “{dict(trace.readings)[reading.id]}”" for reading in rules.readings
    )
    yield Part("heading", ORIGIN)
    yield Part("fine", f"{CAVEAT[0]}: {CAVEAT[1]}")
    yield Part("fine", f"Rules: {rules.name}, version {rules.version}. {rules.source}")
    yield Part("fine", f"Readings in use: {in_use or 'none needed'}.")
    yield Part("fine", f"Rules’ digest: {rules.digest}")
    for label, words in provenance:
        yield Part("fine", f"{label}: {words}")
    yield Part(
        "fine",
        "To derive it again: `coder type CASE --format json`. To check that nothing it rests on "
        "was changed behind the journal: `coder verify --head ID`, with a head noted earlier.",
    )
