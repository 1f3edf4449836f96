"""What a table can be asked by: the variables, values, themes and schools that there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coder.display import same_name
from coder.frequencies import NOT_STATED, ROLE
from coder.model import Case, Guid, natural_key
from coder.operations import grouping, grouping_types, project
from coder.operations.kinds import Question
from coder.store import Store, at_one_moment, reads


def variables(store: Store) -> list[str]:
    """Return the variables that some school has a value of."""
    return sorted({name for case in reads.cases(store).values() for name in case.values})


def values(store: Store, variable: str) -> list[str]:
    """Return the values that schools have of a variable, each once, in natural order."""
    found = (case.values.get(variable, "").strip() for case in reads.cases(store).values())
    return _each_once(found)


def schools(store: Store) -> list[Case]:
    """Return the schools in natural order."""
    return sorted(reads.cases(store).values(), key=lambda case: natural_key(case.name))


def themes(store: Store) -> list[tuple[Guid, str]]:
    """Return each code that is in use with its path, in the order of the codebook."""
    book = reads.codebook(store)
    return [(code.guid, book.path(code.guid)) for code in book if not code.retired]


@at_one_moment
def groups(store: Store, user: str) -> list[tuple[str, str]]:
    """Return each variable with each of its values, then roles, then types."""
    found = [(name, value) for name in variables(store) for value in values(store, name)]
    spoken = [each for each in reads.speakers(store).values() if not each.interviewer]
    found += [(ROLE, role) for role in _each_once(each.role.strip() for each in spoken)]
    if grouping.has_types(store):
        evidence, _ = grouping_types.with_types(store, user, project.evidence(store, user))
        types = _each_once(case.values[grouping.TYPE] for case in evidence.cases.values())
        found = [pair for pair in found if pair[0] != grouping.TYPE]
        found += [(grouping.TYPE, each) for each in types]
    return found


def _each_once(values: Iterable[str]) -> list[str]:
    spelled: dict[str, str] = {}
    for value in values:
        spelled.setdefault(same_name(value), value)
    spelled.pop("", None)
    return sorted(spelled.values(), key=natural_key)


def standing(store: Store, question: Question) -> Question:
    """Return a question without what the project does not have: it was undone, or came later."""
    book, cases = {code.guid for code in reads.codebook(store)}, reads.cases(store)
    users = {"any", "all", *reads.users(store)}
    known = [scale.name for scale in project.scales(store)]
    return replace(
        question,
        code=question.code if question.code in book else None,
        codes=tuple(code for code in question.codes if code in book),
        case=question.case if question.case in cases else None,
        users=question.users if question.users in users else "any",
        scale=question.scale if question.scale in known else "",
        group=_group(store, question.group),
    )


def _group(store: Store, group: tuple[str, str] | None) -> tuple[str, str] | None:
    """Return a group where some school or speaker is still of it; types say it themselves."""
    if group is None or group[0] == grouping.TYPE:
        return group if group is None or grouping.has_types(store) else None
    name, value = group
    if name == ROLE:
        there = _each_once(each.role.strip() for each in reads.speakers(store).values())
    else:
        there = values(store, name)
    return group if same_name(value) in map(same_name, [*there, NOT_STATED]) else None
