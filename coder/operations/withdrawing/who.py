"""Who a person is in each version of a source, in words, so that it can be checked first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coder.display import counted, one_line, same_name
from coder.operations.withdrawing.plan import Plan
from coder.store import Store, reads, versions
from coder.store.persons import Person, Version


def in_each_version(store: Store, plan: Plan) -> Iterator[str]:
    """Yield under which names a person is taken to speak, where names or versions are several.

    Also what of other speakers' turns is taken for theirs, and what of their turns is not.
    """
    for person in plan.persons:
        called = _places(store, person, with_source=len(plan.persons) > 1)
        shown = [version for version in reversed(person.versions) if _is_in(person, version)]
        several = len(shown) > 1 or any(len(person.called[each.guid]) > 1 for each in shown)
        for version in shown if several else ():
            said = filter(None, (_names(person, version), *_turns(person, version)))
            yield f"In {called[version.guid]}: {', '.join(said)}."
        denied = Counter((kept.source, kept.to) for kept in person.kept)
        for (source, to), number in sorted(denied.items()):
            yield (
                f"KEPT: {counted(number, 'turn')} in {called[source]} that a newer version gives to"
                f" “{one_line(to)}”."
            )


def _places(store: Store, person: Person, *, with_source: bool) -> dict[str, str]:
    """Return what each version is called."""
    found = {}
    for version in person.versions:
        known = {each.guid: each for each in versions.of(store, version.guid)}
        name = one_line(str(reads.row(store, "sources", version.guid)["name"]))
        said = (
            f"version {known[version.guid].version}"
            if version.guid in known
            else "a version that was taken back"
        )
        found[version.guid] = f"{name}, {said}" if with_source else said
    return found


def _is_in(person: Person, version: Version) -> bool:
    return bool(person.called[version.guid] or person.said.get(version.guid))


def _names(person: Person, version: Version) -> str:
    """Return the names of a person in a version: those of now, and what they were earlier."""
    now = {same_name(version.names[guid]) for guid in person.speakers & version.names.keys()}
    every = [
        (same_name(name) in now, f"“{one_line(name)}”") for name in person.called[version.guid]
    ]
    current = " and ".join(name for is_now, name in every if is_now)
    earlier = ", ".join(name for is_now, name in every if not is_now)
    return ", earlier ".join(filter(None, (current, earlier)))


def _turns(person: Person, version: Version) -> Iterator[str]:
    """Yield in how many turns a person speaks in a version, and in how many given to others."""
    said = person.said.get(version.guid, [])
    held = [turn for turn in version.turns if any(turn.passage.overlaps(each) for each in said)]
    others = Counter(turn.speaker or "" for turn in held if turn.speaker not in person.speakers)
    own = len(held) - others.total()
    if own or not others:
        yield counted(own, "turn")
    for guid, number in sorted(others.items()):
        name = version.names.get(guid)
        whose = f"of “{one_line(name)}”" if name else "with no speaker"
        yield f"words in {counted(number, 'turn')} {whose}"
