"""Matched pairs of schools: for a theme, which of the two schools of a pair has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from coder.display import counted, one_line, same_name
from coder.errors import NotFound
from coder.frequencies import notes
from coder.frequencies.ordering import ordered_schools
from coder.frequencies.schools import SchoolStates, path_of
from coder.frequencies.states import WITH, WITHOUT
from coder.frequencies.units import spellings
from coder.model import Case, Cell, Column, Evidence, Guid, Table, natural_key

BOTH, FIRST, SECOND, NEITHER, UNKNOWN = range(5)

_KNOWN = {(WITH, WITH): BOTH, (WITH, WITHOUT): FIRST, (WITHOUT, WITH): SECOND}
_KNOWN |= {(WITHOUT, WITHOUT): NEITHER}

# McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions
# or percentages. Psychometrika 12(2), 153-157; here in its exact form.
_TEST = (
    "p is of the exact two-sided McNemar test (McNemar 1947): the binomial probability of a split "
    "at least as uneven among the pairs of which only one school has the theme. Fewer than six "
    "such pairs can never reach .05, however they fall. The schools were not drawn at random, so "
    "it describes these pairs only. Where no pair differs there is no test."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two matched schools, one of each status."""

    name: str
    first: Case
    second: Case


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs there are, and what is wrong with the others."""

    first: str
    """The status of the first school of each pair, as it is shown: `stuck`."""
    second: str
    pairs: tuple[Pair, ...]
    broken: tuple[str, ...]
    """Each pair that has not one school of each status, in words."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What can be said of a pair, in the order of BOTH to UNKNOWN."""
        only = f"{self.first} only", f"{self.second} only"
        return ("both", *only, "neither", "not yet known")


def mcnemar(first_only: int, second_only: int) -> Fraction:
    """Return the exact two-sided p: `min(1, 2 P(X <= min(b, c)))`, X binomial of b + c and 1/2."""
    discordant = first_only + second_only
    tail = sum(comb(discordant, k) for k in range(min(first_only, second_only) + 1))
    return min(Fraction(1), Fraction(2 * tail, 2**discordant))


def pairing(
    evidence: Evidence,
    by: str = "pair",
    status: str = "status",
    between: tuple[str, str] | None = None,
) -> Pairing:
    """Return the pairs: schools of one value of `by`, one of each value of `status`.

    `between` names the two values; where it is None there must be two. Raise NotFound otherwise.
    """
    stated = {name for case in evidence.cases.values() for name in case.values}
    for variable in (by, status):
        if variable not in stated:
            known = ", ".join(one_line(name) for name in sorted(stated)) or "none"
            raise NotFound(
                f"Pairs need the variable “{one_line(variable)}”, which no school has;"
                f" there are {known}."
            )
    shown = spellings(case.values.get(status, "") for case in evidence.cases.values())
    groups: dict[str, list[Case]] = {}
    for case in ordered_schools(evidence):
        groups.setdefault(same_name(case.values.get(by, "")), []).append(case)
    alone = groups.pop("", [])
    first, second = _two(shown, groups, status, between)
    pairs, broken = [], []
    for key, members in sorted(groups.items(), key=lambda group: natural_key(group[0])):
        name = " ".join(members[0].values[by].split()) or key
        sides = {same_name(case.values.get(status, "")): case for case in members}
        if len(members) == 2 and sides.keys() == {same_name(first), same_name(second)}:
            pairs.append(Pair(name, sides[same_name(first)], sides[same_name(second)]))
        else:
            broken.append(f"{name} ({_named(members, status)})")
    broken += [f"no pair ({_named(alone, status)})"] if alone else []
    return Pairing(first, second, tuple(pairs), tuple(broken))


def _two(
    shown: dict[str, str],
    groups: dict[str, list[Case]],
    status: str,
    between: tuple[str, str] | None,
) -> tuple[str, str]:
    """Return the two values that the schools of a pair differ in."""
    members = [case for group in groups.values() for case in group]
    found = {same_name(case.values.get(status, "")) for case in members} - {""}
    if between is not None:
        named = [same_name(value) for value in between]
        if len(set(named)) == 2 and found.issuperset(named):
            return shown[named[0]], shown[named[1]]
    elif len(found) == 2:
        first, second = sorted((shown[value] for value in found), key=natural_key)
        return first, second
    values = ", ".join(f"“{one_line(shown[value])}”" for value in sorted(found)) or "none"
    raise NotFound(
        f"A pair is of two schools that differ in {one_line(status)}: say between which two values"
        f" of it; there are {values}."
    )


def _named(members: Sequence[Case], status: str) -> str:
    said = (f"{one_line(case.name)} {one_line(case.values.get(status, '?'))}" for case in members)
    return ", ".join(said)


def pairs(
    evidence: Evidence,
    matched: Pairing,
    *,
    code: Guid | None = None,
    users: str = "any",
    roll_up: bool = True,
    test: bool = False,
    provenance: Sequence[tuple[str, str]] = (),
) -> Table:
    """Return how the pairs fall: a row for each theme, or with `code` a row for each pair.

    `test` adds the exact McNemar p. Raise NotFound for users who are not there.
    """
    states = SchoolStates(evidence, users, roll_up)
    told = (
        ("Unit", "Matched pairs of schools. A school has a theme when one of its sources has it."),
        ("Base", _base(matched)),
        *([("Broken pairs", "; ".join(matched.broken) + ".")] if matched.broken else []),
        notes.users_rule(evidence, users),
        notes.codes_rule(roll_up),
        ("Pairs", _rule(matched)),
        *([("Test", _TEST)] if test else []),
        *notes.left_out(states.selection),
        notes.CAVEAT,
        *provenance,
    )
    if code is not None:
        return _of_theme(states, matched, code, test, told)
    return _of_all(states, matched, test, told)


def _base(matched: Pairing) -> str:
    whole = counted(len(matched.pairs), "pair")
    apart = len(matched.broken)
    return f"{whole}; {apart} not counted, see Broken pairs." if apart else f"{whole}."


def _rule(matched: Pairing) -> str:
    return (
        f"both, {matched.first} only, {matched.second} only and neither are said only where both "
        "schools are with or without the theme; not yet known: one of them was not yet read for "
        "it, or has no source."
    )


def _outcome(states: SchoolStates, theme: Guid, pair: Pair) -> int:
    both = states.state(theme, pair.first.guid), states.state(theme, pair.second.guid)
    return _KNOWN.get(both, UNKNOWN)


def said_p(first_only: int, second_only: int) -> str:
    """Return the p of the test with three figures that count: `0.0391`; 1 is `1`.

    Where no pair differs there is nothing to test, and that is said: a p of 1 would be no finding.
    """
    if not first_only + second_only:
        return "no test: no pair differs"
    return f"{float(mcnemar(first_only, second_only)):.3g}"


def _of_all(states: SchoolStates, matched: Pairing, test: bool, told: notes.Notes) -> Table:
    keys = ("both", "first_only", "second_only", "neither", "not_yet_known")
    rows: list[tuple[Cell, ...]] = []
    codings: dict[tuple[int, int], tuple[Guid, ...]] = {}
    for row, code in enumerate(states.themes()):
        held: list[list[Guid]] = [[] for _ in keys]
        for pair in matched.pairs:
            schools = pair.first.guid, pair.second.guid
            held[_outcome(states, code.guid, pair)].extend(schools)
        figures = [len(schools) // 2 for schools in held]
        p = [said_p(figures[FIRST], figures[SECOND])] if test else []
        rows.append((path_of(states.evidence, code), *figures, len(matched.pairs), *p))
        for column, both in enumerate(held, 1):
            if behind := states.behind(code.guid, *both):
                codings[row, column] = behind
    columns = (
        Column("path", "theme"),
        *(Column(key, name, True) for key, name in zip(keys, matched.outcomes, strict=True)),
        Column("pairs", "of pairs", True),
        *([Column("p", "p")] if test else []),
    )
    return Table("Pairs by theme", columns, tuple(rows), told, codings)


def _of_theme(
    states: SchoolStates, matched: Pairing, code: Guid, test: bool, told: notes.Notes
) -> Table:
    columns = (
        Column("pair", "pair"),
        Column("first", matched.first),
        Column("first_state", f"{matched.first} is"),
        Column("second", matched.second),
        Column("second_state", f"{matched.second} is"),
        Column("outcome", "theme in"),
    )
    tally: Counter[int] = Counter()
    rows: list[tuple[Cell, ...]] = []
    codings = {}
    for row, pair in enumerate(matched.pairs):
        outcome = _outcome(states, code, pair)
        tally[outcome] += 1
        cells: list[Cell] = [pair.name]
        for column, case in ((2, pair.first), (4, pair.second)):
            cells += [case.name, states.state(code, case.guid)]
            if behind := states.behind(code, case.guid):
                codings[row, column] = behind
        if behind := states.behind(code, pair.first.guid, pair.second.guid):
            codings[row, 5] = behind
        rows.append((*cells, matched.outcomes[outcome]))
    path = states.evidence.codebook.path(code)
    figures = (("Pairs in all", _tally(matched, tally)), *_tested(tally, test))
    return Table(f"Pairs: {path}", columns, tuple(rows), (*figures, *told), codings)


def _tally(matched: Pairing, tally: Counter[int]) -> str:
    said = (f"{name} {tally[at]}" for at, name in enumerate(matched.outcomes))
    return f"{', '.join(said)}, of {len(matched.pairs)}."


def _tested(tally: Counter[int], test: bool) -> Iterator[tuple[str, str]]:
    if test:
        first, second = tally[FIRST], tally[SECOND]
        left = f"; {counted(tally[UNKNOWN], 'pair')} not yet known left out" * bool(tally[UNKNOWN])
        counts = f", from {first} against {second}" * bool(first + second)
        yield "p", f"{said_p(first, second)}{counts}{left}."
