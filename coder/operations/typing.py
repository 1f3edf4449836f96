"""Typing: tracing how cases are typed, assessing attributes, deciding and reviewing outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from coder import typology
from coder.display import one_line, same_name
from coder.errors import NotFound, ProjectError, Refused
from coder.journal import Row
from coder.model import (
    Attribute,
    Case,
    Coding,
    Evidence,
    Guid,
    Inspection,
    Source,
    Typing,
    Typology,
    natural_key,
)
from coder.operations import decisions, seeing
from coder.operations.decisions import Decided as Decided
from coder.operations.least import least
from coder.operations.project import evidence
from coder.operations.queries import AGREE as AGREE
from coder.operations.queries import OVERRULE as OVERRULE
from coder.operations.queries import QUERY as QUERY
from coder.operations.queries import VERDICTS, refuse_while_open
from coder.operations.staleness import grounds
from coder.operations.thresholds import thresholds
from coder.rulefiles import typology_from_data
from coder.store import Change, Store, at_one_moment, judged, reads
from coder.typology import MET, NOT_DETERMINED, STATUSES, Trace, said

NEITHER = "neither type"


@at_one_moment
def rules(store: Store) -> Typology:
    """Return the typology in force. Raises ProjectError where the project has none."""
    chosen = reads.setting(store, "typology")
    for guid, data in reads.rules(store, "typologies"):
        if guid == chosen:
            return typology_from_data(data)
    raise ProjectError(
        "The project has no typology; make one with `coder init --typology FILE`, or see the demo."
    )


@at_one_moment
def traces(
    store: Store,
    user: str,
    cases: Sequence[Case] | None = None,
    seen: Evidence | None = None,
    under: Typology | None = None,
) -> list[Trace]:
    """Return the trace of each case, or of those given, in natural order.

    Only codings that this user may see are evidence; `seen` holds it where it was read already.
    The rules are those in force, or others that it is to be seen `under`. Raises ProjectError
    without a typology.
    """
    in_force = under or rules(store)
    chosen = reads.setting(store, "readings", {})
    if under is not None:  # what was chosen since may be no option of these rules
        options = {reading.id: reading.options for reading in under.readings}
        chosen = {id: each for id, each in chosen.items() if each in options.get(id, ())}
    everything = seen or evidence(store, user)
    assessments, asked, set_ = judged.assessments(store), least(store), thresholds(store)
    inspections: dict[Guid, list[Inspection]] = {}
    for inspection in reads.inspections(store):
        inspections.setdefault(inspection.case, []).append(inspection)
    known = everything.cases
    if gone := [case for case in cases or () if case.guid not in known]:
        raise NotFound(f"The case {one_line(gone[0].name)} is no longer in the project.")
    wanted = list(known.values()) if cases is None else [known[case.guid] for case in cases]
    wanted.sort(key=lambda case: natural_key(case.name))
    own = _by_case(everything, in_force)
    return [
        typology.trace(
            own[case.guid],
            in_force,
            assessments,
            case,
            chosen,
            least=asked,
            thresholds=set_,
            inspections=inspections.get(case.guid, ()),
        )
        for case in wanted
    ]


def _by_case(evidence: Evidence, rules: Typology) -> dict[Guid, Evidence]:
    """Return by case its own sources, and the codings in them that the rules can count.

    Each is looked at once, and not for every case anew.
    """
    meant = typology.codes_meant(evidence.codebook, rules)
    sources: dict[Guid, dict[Guid, Source]] = {guid: {} for guid in evidence.cases}
    codings: dict[Guid, list[Coding]] = {guid: [] for guid in evidence.cases}
    for source in evidence.sources.values():
        if source.case in sources:
            sources[source.case][source.guid] = source
    for coding in evidence.codings:
        own = evidence.sources.get(coding.source)
        if coding.code in meant and own is not None and own.case in codings:
            codings[own.case].append(coding)
    return {
        guid: replace(evidence, sources=sources[guid], codings=codings[guid])
        for guid in evidence.cases
    }


@at_one_moment
def decided(store: Store, user: str, seen: Sequence[Trace]) -> dict[Guid, Decided]:
    """Return what has been decided of cases, each with what has changed since; see `decisions`.

    `seen` are the traces of the cases as this user sees them.
    """
    hidden = seeing.only(store, user)
    names = {guid: each.name for guid, each in reads.users(store).items()} if hidden else {}
    cases = [trace.case for trace in seen]
    deciders = {each.user for each in judged.typings(store)} & names.keys() - {hidden}
    others = {guid: traces(store, names[guid], cases) for guid in deciders}
    return decisions.decided(store, seen, others)


def attribute(store: Store, named: str) -> Attribute:
    """Return the attribute of that id or name. Raises NotFound, naming those there are."""
    known = rules(store).attributes
    for each in known:
        if same_name(named) in (same_name(each.id), same_name(each.name)):
            return each
    names = ", ".join(each.id for each in known)
    raise NotFound(f"There is no attribute called “{one_line(named)}”; there are {names}.")


def assess(
    store: Store, user: str, case: Guid, attribute: Attribute, status: str, reason: str
) -> None:
    """Give an attribute of a case a status, with a reason; the latest of a user stands.

    Raises Refused for an unknown status, without a reason, or for an attribute that the typology
    in force does not have.
    """
    if status not in STATUSES:
        raise Refused(f"“{one_line(status)}” is no status; there are {', '.join(STATUSES)}.")
    _reasoned(reason, "An assessment")
    with store.change("assess", user) as change:
        change.standing("cases", case)
        if attribute.id not in [each.id for each in rules(store).attributes]:
            raise Refused("The typology was changed meanwhile; look again.")
        row = {"case": case, "attribute": attribute.id, "status": status}
        change.insert("assessments", row | _signed(change, reason))


def _signed(change: Change, reason: str) -> Row:
    """Return who says so, why and when."""
    return {
        "user": change.user,
        "reason": change.text(reason.strip()),
        "time": change.time,
        "clock": change.clock,
    }


def outcomes(typology: Typology) -> tuple[str, ...]:
    """Return what can be decided: each type, each set of types, neither, or not yet determined."""
    ids = [type_.id for type_ in typology.types]
    sets = [each for size in range(1, len(ids) + 1) for each in combinations(ids, size)]
    named = [" and ".join(f"Type {id}" for id in each) for each in sets]
    return (*named, NEITHER, said(NOT_DETERMINED))


def given(trace: Trace) -> str:
    """Return what the rules give as one of the outcomes: the types met, if there are any."""
    met = [f"Type {each.type.id}" for each in trace.in_use if each.outcome == MET]
    open_ = any(each.outcome == NOT_DETERMINED for each in trace.in_use)
    return " and ".join(met) or (said(NOT_DETERMINED) if open_ else NEITHER)


def decide(store: Store, user: str, case: Case, outcome: str, reason: str) -> Guid:
    """Record a typing with all it rests on: the computed outcome, journal head, rules, codebook.

    Raises Refused without a reason, for an unknown outcome, or a case that is not to be typed.
    """
    _reasoned(reason, "A decision")
    with store.change("decide", user) as change:
        change.standing("cases", case.guid)
        in_force = rules(store)
        known = {same_name(each): each for each in outcomes(in_force)}
        if same_name(outcome) not in known:
            listed = ", ".join(known.values())
            raise Refused(f"“{one_line(outcome)}” cannot be decided; there are {listed}.")
        trace = traces(store, user, [case])[0]
        if not trace.typed:
            raise Refused(f"{one_line(case.name)} is not typed: {trace.reason}.")
        row = {
            "case": case.guid,
            "outcome": known[same_name(outcome)],
            "computed": trace.summary,
            "grounds": grounds(store, trace),
            "head": change.head,
            "typology": in_force.digest,
            "codebook": reads.codebook(store).digest,
        }
        return change.insert("typings", row | _signed(change, reason))


def review(
    store: Store, user: str, typing: Typing, verdict: str, reason: str, outcome: str = ""
) -> None:
    """Agree with a typing, query it, or overrule it to another outcome, with a reason.

    Raises Refused for the user who decided it, since review is by someone else, for a typing that
    the same user has decided again since, and to settle one while a query of the case is open.
    """
    if verdict not in VERDICTS:
        raise Refused(f"“{one_line(verdict)}” is no review; there are {', '.join(VERDICTS)}.")
    if verdict != OVERRULE and outcome:
        raise Refused("Only “overrule” gives another outcome.")
    _reasoned(reason, "A review")
    with store.change("review", user) as change:
        if change.standing("typings", typing.guid)["user"] == change.user:
            raise Refused("You decided this typing; someone else has to review it.")
        theirs = (typing.case, typing.user)
        every = [each.guid for each in judged.typings(store) if (each.case, each.user) == theirs]
        if typing.guid != every[-1]:
            raise Refused("This case was decided again meanwhile; look again.")
        if verdict != QUERY:
            refuse_while_open(store, typing.case)
        known = {same_name(each): each for each in outcomes(rules(store))}
        if verdict == OVERRULE and same_name(outcome) not in known:
            raise Refused(f"Say to which outcome it is overruled: {', '.join(known.values())}.")
        row = {
            "typing": typing.guid,
            "verdict": verdict,
            "outcome": known.get(same_name(outcome), ""),
        }
        change.insert("reviews", row | _signed(change, reason))


def _reasoned(reason: str, what: str) -> None:
    if not reason.strip():
        raise Refused(f"{what} needs a reason: say in a few words why.")
