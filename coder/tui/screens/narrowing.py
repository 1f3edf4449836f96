"""Asking to which places a search is narrowed, and saying it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.model import CodeBook, natural_key
from coder.operations import searching
from coder.operations.searching import Narrow
from coder.store import Store, reads
from coder.tui.screens.choosing import Choose
from coder.tui.screens.picker import CodePicker

if TYPE_CHECKING:
    from coder.tui.screens.mode import ModeScreen

_VALUE = "value:"
_EVERYWHERE = "everywhere: take all narrowing away"


def described(store: Store, book: CodeBook, narrow: Narrow) -> str:
    """Return in words what a search is narrowed to; empty for nothing."""
    return ", ".join(_parts(store, book, narrow))


def _parts(store: Store, book: CodeBook, narrow: Narrow) -> Iterator[str]:
    if narrow.code:
        yield f"coded {book.name(narrow.code)}"
    if narrow.without:
        yield f"not coded {book.name(narrow.without)}"
    if narrow.case:
        case = reads.cases(store).get(narrow.case)
        yield f"school {case.name if case else 'removed'}"
    if narrow.role:
        yield f"role {narrow.role}"
    yield from (f"{variable} {value}" for variable, value in narrow.values.items())


async def narrowed(screen: ModeScreen, book: CodeBook, narrow: Narrow) -> Narrow | None:
    """Ask for one thing to narrow to, besides what there is; None where the person leaves."""
    values = searching.known_values(screen.store)
    kind = await screen.app.push_screen_wait(Choose("Narrow the search to", _kinds(narrow, values)))
    if not kind:
        return None if kind is None else Narrow()
    if kind in ("code", "without"):
        code = await screen.app.push_screen_wait(CodePicker(book, "Which code?"))
        if code is None:
            return None
        return replace(narrow, code=code) if kind == "code" else replace(narrow, without=code)
    options = _options(screen.store, kind, values)
    chosen = await screen.app.push_screen_wait(Choose("Which?", options))
    if chosen is None:
        return None
    if kind == "case":
        return replace(narrow, case=chosen)
    if kind == "role":
        return replace(narrow, role=chosen)
    return replace(narrow, values={**narrow.values, kind.removeprefix(_VALUE): chosen})


def _kinds(narrow: Narrow, values: Iterable[str]) -> list[tuple[str, str]]:
    kinds = [
        ("code", "only where a code stands"),
        ("without", "only where a code does not stand"),
        ("case", "only one school"),
        ("role", "only speakers of one role"),
        *((_VALUE + name, f"only schools of one {name}") for name in values),
    ]
    return kinds if narrow == Narrow() else [("", _EVERYWHERE), *kinds]


def _options(store: Store, kind: str, values: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    if kind == "case":
        cases = sorted(reads.cases(store).values(), key=lambda case: natural_key(case.name))
        return [(case.guid, case.name) for case in cases]
    known = searching.known_roles(store) if kind == "role" else values[kind.removeprefix(_VALUE)]
    return [(each, each) for each in known]
