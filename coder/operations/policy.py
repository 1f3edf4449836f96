"""The rules a project is published by: its settings, its secret, and who asked for real ids."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coder import journal
from coder.disclosure import Mask, Policy, source_words, variables_of
from coder.display import one_line, same_name
from coder.errors import ProjectError, Refused
from coder.model import Evidence
from coder.operations.profiles import Release
from coder.operations.project import PSEUDONYM_KEY, data_folder, write_setting
from coder.operations.typing import rules
from coder.store import Change, Store, reads
from coder.tomlfile import read_toml

REAL_IDS = "real ids"
"""Setting: each time that ids were asked for in what is published, who and why."""

SMALLEST, IDENTIFYING, NAMES, FINDER, GENERAL = (
    "smallest group",
    "identifying variables",
    "names to mask",
    "name finder",
    "general roles",
)

K = 3
"""The smallest group where the lead says nothing: figures of one or two schools are withheld."""

_LEAST, _MOST = 2, 100


@dataclass(frozen=True, slots=True)
class Free:
    """A setting that takes words of the lead's own."""

    meaning: str
    said: Callable[[Store], str]
    """As it is now."""
    stored: Callable[[Change, str], Any]
    """What to keep of the words given. Raises Refused where they are no value of it."""


def policy(store: Store, evidence: Evidence, *, real_ids: bool = False) -> Policy:
    """Return the rules in force. Raises ProjectError where the project has no secret yet."""
    secret = reads.note(store, reads.setting(store, PSEUDONYM_KEY))
    if len(secret) < 32:
        raise ProjectError("The project has no pseudonyms yet; export as a user who may write.")
    return Policy(
        secret=secret,
        k=smallest(store),
        identifying=_identifying(store, evidence),
        general=general_roles(store),
        names=names(store),
        real_ids=real_ids,
    )


def smallest(store: Store) -> int:
    """Return k: how many schools must share what is printed of them."""
    return int(reads.setting(store, SMALLEST, K))


def names(store: Store) -> tuple[str, ...]:
    """Return the names that the lead wants replaced."""
    return tuple(reads.note(store, id) for id in reads.setting(store, NAMES, []))


def finder(store: Store) -> str:
    """Return the trained pipeline that looks for names; empty for none."""
    return str(reads.setting(store, FINDER, ""))


def _identifying(store: Store, evidence: Evidence) -> tuple[str, ...]:
    """Return what the lead chose; else every variable, those the typing rules frame by first."""
    chosen = reads.setting(store, IDENTIFYING, [])
    if chosen:
        return tuple(chosen)
    try:
        first = tuple(rules(store).frame)
    except ProjectError:
        first = ()
    return tuple(dict.fromkeys((*first, *variables_of(evidence.cases.values()))))


def general_roles(store: Store) -> dict[str, str]:
    """Return for each role that few people hold the general one: as shipped, then as set."""
    shipped = read_toml(data_folder("codebooks") / "general-roles.toml")
    found = {role: each["name"] for each in shipped["general"] for role in each["roles"]}
    return found | dict(reads.setting(store, GENERAL, {}))


def prepare(store: Store, user: str, release: Release, what: str) -> None:
    """See to it that this can be published: a project from before has no secret yet.

    That real ids were asked for is an entry of its own, once for each user, thing and reason, so
    that the same export twice is the same bytes. `what` is the file's name, or what is printed.
    Raises Refused without a reason for real ids, and where the file's name says a school's.
    """
    if not release.published:
        return
    _check_file_name(store, release, what)
    if reads.setting(store, PSEUDONYM_KEY) is None:
        with store.change(journal.BEGIN_PSEUDONYMS, user) as change:
            if reads.setting(store, PSEUDONYM_KEY) is None:  # nobody was faster
                write_setting(change, PSEUDONYM_KEY, change.text(secrets.token_hex(32)))
    if release.real_ids:
        _ask_for_ids(store, user, what, release.because)


def _check_file_name(store: Store, release: Release, what: str) -> None:
    cases = () if release.real_ids else [case.name for case in reads.cases(store).values()]
    known = source_words({each.name: "" for each in reads.sources(store).values()})
    told = [*cases, *(() if release.real_ids else known), *names(store)]
    found = Mask({}, listed=told)(what.replace("_", " ")).replaced
    if found:
        raise Refused(
            f"{one_line(what)}: the name of the file says “{one_line(found[0])}”, which the file"
            " itself is not to say; give it another name."
        )


def _ask_for_ids(store: Store, user: str, what: str, because: str) -> None:
    if not because.strip():
        raise Refused("Say why the ids of schools must stand in what is published: --because TEXT.")
    asked = f"{what}: {' '.join(because.split())}"
    with store.change(journal.REAL_IDS, user, asked) as change:
        known, said = reads.setting(store, REAL_IDS, []), f"{user}: {asked}"
        if said not in [reads.note(store, id) for id in known]:
            write_setting(change, REAL_IDS, [*known, change.text(said)])


def _list(words: str) -> list[str]:
    return [" ".join(each.split()) for each in words.split(";") if each.strip()]


def _number(_: Change, words: str) -> int:
    if not words.isdecimal() or not _LEAST <= int(words[:9]) <= _MOST:
        raise Refused(f"The smallest group is a number of schools, {_LEAST} to {_MOST}.")
    return int(words)


def _variables(_: Change, words: str) -> list[str]:
    return [] if same_name(words) == "all" else _list(words)


def _roles(_: Change, words: str) -> dict[str, str]:
    found = {}
    for each in _list(words):
        role, equals, general = (part.strip() for part in each.partition("="))
        if not (role and equals and general):
            raise Refused(f"“{one_line(each, 60)}” is not ROLE = GENERAL ROLE.")
        found[role] = general
    return found


def _pairs(store: Store) -> str:
    own: Mapping[str, str] = reads.setting(store, GENERAL, {})
    return "; ".join(f"{role} = {general}" for role, general in own.items())


FREE: Mapping[str, Free] = {
    SMALLEST: Free(
        "how many schools must share what is published of them, at least",
        lambda store: str(smallest(store)),
        _number,
    ),
    IDENTIFYING: Free(
        "variables by which somebody outside could know a school, with ; between, first those that"
        " are to stand beside a school where they can; all for every variable",
        lambda store: "; ".join(reads.setting(store, IDENTIFYING, [])) or "all",
        _variables,
    ),
    NAMES: Free(
        "names of people and places to replace in what is published, with ; between",
        lambda store: "; ".join(names(store)),
        lambda change, words: [change.text(name) for name in dict.fromkeys(_list(words))],
    ),
    FINDER: Free(
        "an installed spaCy pipeline that points out names in quotations, such as en_core_web_sm",
        finder,
        lambda _, words: " ".join(words.split()),
    ),
    GENERAL: Free(
        "general roles besides those of codebooks/general-roles.toml: ROLE = GENERAL ROLE; ...",
        _pairs,
        _roles,
    ),
}
"""Settings of publishing that take words of the lead's own."""
