"""k-anonymity: which schools too few others share the values of, and on which variables.

L. Sweeney, k-anonymity: a model for protecting privacy (2002): a row is safe where at least k rows
have the same values of the variables by which somebody outside could know it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from coder.display import same_name
from coder.model import Case, Guid

LARGEST = 3
"""How many variables are crossed where not all are: who knows more can know everything."""

Variables = tuple[str, ...]


def variables_of(cases: Iterable[Case]) -> Variables:
    """Return the variables that some school has a value of, in the order of the table of cases."""
    return tuple(dict.fromkeys(name for case in cases for name in case.values))


def values(case: Case, variables: Iterable[str]) -> Variables:
    """Return a school's values, folded as groups are; empty for none."""
    return tuple(same_name(case.values.get(name, "")) for name in variables)


def sizes(cases: Iterable[Case], variables: Sequence[str]) -> Counter[Variables]:
    """Return how many schools share each crossing of these variables."""
    return Counter(values(case, variables) for case in cases)


def alone(cases: Collection[Case], variables: Sequence[str], k: int = 2) -> list[Case]:
    """Return the schools that fewer than k share all these values with, themselves counted."""
    shared = sizes(cases, variables)
    return [case for case in cases if shared[values(case, variables)] < k]


def rare(cases: Collection[Case], variable: str, k: int) -> set[str]:
    """Return the values, folded, that fewer than k schools have; the empty one for none."""
    return {value for (value,), schools in sizes(cases, (variable,)).items() if schools < k}


def unique_on(
    cases: Collection[Case], variables: Sequence[str], k: int = 2
) -> Mapping[Guid, tuple[Variables, ...]]:
    """Return for each school the smallest sets of variables that fewer than k share with it.

    Crossings of up to LARGEST variables and of all of them are tried; where a school is alone on
    some, crossings that add to those are left out.
    """
    found: dict[Guid, tuple[Variables, ...]] = {}
    tried = [each for size in range(1, LARGEST + 1) for each in combinations(variables, size)]
    for crossing in dict.fromkeys([*tried, tuple(variables)]):
        for case in alone(cases, crossing, k):
            known = found.setdefault(case.guid, ())
            if crossing and not any(set(each) <= set(crossing) for each in known):
                found[case.guid] = (*known, crossing)
    return found


def beside(cases: Collection[Case], variables: Sequence[str], k: int) -> Variables:
    """Return the variables that may stand beside a school, all of them together.

    They are one set for the whole project, not one for each export: a school keeps its pseudonym,
    so what two exports say of it can be put side by side. They are taken in as they stand, each
    where still at least k schools share every crossing.
    """
    kept: Variables = ()
    for name in variables:
        if not alone(cases, (*kept, name), k):
            kept = (*kept, name)
    return kept
