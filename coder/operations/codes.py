"""The codebook: adding, editing, moving, merging and retiring codes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from coder import indicators, journal, tomlfile
from coder.codebook import CodeBookFile, dump_codebook
from coder.display import one_line, same_name
from coder.errors import Refused
from coder.journal import Row
from coder.model import Code, CodeBook, Guid
from coder.operations.exports import save
from coder.store import Change, Store, at_one_moment, reads

FIELDS = ("name", "definition", "include", "exclude", "examples", "indicators")
"""What of a code can be edited."""


def code_row(change: Change, code: Code) -> Row:
    """Return a code as a row; its examples are kept as texts, since they quote people."""
    return {
        "name": code.name,
        "parent": code.parent,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": _column(change, "examples", code.examples),
        "indicators": _column(change, "indicators", code.indicators),
        "paragraphs": journal.canonical(list(code.paragraphs)),
        "position": code.position,
        "retired": int(code.retired),
    }


def add_code(
    store: Store, user: str, name: str, *, parent: Guid | None = None, code: Code | None = None
) -> Guid:
    """Add a code, last among its siblings; `code` gives what else is known of it.

    Raises Refused for a name that is empty, taken or holds the path's separator.
    """
    with store.change("add code", user) as change:
        book = reads.codebook(store)
        if parent is not None:
            _standing(change, parent)
        name = _checked_name(book, name)
        position = 1 + max((code.position for code in book.children(parent)), default=-1)
        new = replace(code or Code("", name), name=name, parent=parent, position=position)
        return change.insert("codes", code_row(change, new))


def _standing(change: Change, code: Guid) -> None:
    """Raise Refused where a code was removed or merged meanwhile."""
    if change.stands_for(code) != code:
        change.standing("codes", code, merged_into=None)
    change.standing("codes", code)


def _checked_name(book: CodeBook, name: str, but: Guid = "") -> str:
    """Return a name fit for a code. Raises Refused where it is unclear or another code has it."""
    try:
        name = tomlfile.checked_name(name)
    except ValueError as error:
        raise Refused(f"The name {error}") from error
    for code in book:
        if same_name(code.name) == same_name(name) and code.guid != but:
            raise Refused(f"There is a code “{one_line(code.name)}” already.")
    return name


def edit_code(
    store: Store, user: str, guid: Guid, reason: str = "", **fields: str | Sequence[str]
) -> None:
    """Change fields of a code, of those in FIELDS; those not given stay as they are.

    A new definition, include or exclude redefines it: who read before has not read for it.
    """
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"no fields of a code that can be edited: {', '.join(sorted(unknown))}")
    with store.change("edit code", user, reason) as change:
        _standing(change, guid)
        book = reads.codebook(store)
        code, columns = book.by_guid[guid], {}
        for field, given in fields.items():
            value = given if isinstance(given, str) else _said(given)
            if value != getattr(code, field):
                columns[field] = _column(change, field, value)
        if "name" in columns:
            columns["name"] = _checked_name(book, columns["name"], guid)
        change.update("codes", guid, columns)


def add_example(store: Store, user: str, guid: Guid, words: str) -> bool:
    """Add words to the examples of a code; return whether they were not among them already.

    Raises Refused where there are no words, or the code was removed or merged meanwhile.
    """
    words = words.strip()
    if not words:
        raise Refused("An example needs words.")
    with store.change("add example", user) as change:
        _standing(change, guid)
        if words in reads.codebook(store).by_guid[guid].examples:
            return False
        held = json.loads(str((change.row("codes", guid) or {})["examples"]))
        column = journal.canonical([*held, change.text(words)])
        change.update("codes", guid, {"examples": column})
    return True


def _column(change: Change, field: str, value: str | Sequence[str]) -> str:
    if field == "examples":
        return journal.canonical([change.text(words) for words in _said(value)])
    if field == "indicators":
        return journal.canonical([_indicator(words) for words in _said(value)])
    return str(value)


def _indicator(words: str) -> str:
    """Return an indicator as it is kept. Raises Refused for a token pattern that is wrong."""
    try:
        return indicators.checked(words)
    except ValueError as error:
        raise Refused(f"The token pattern {error}") from error


def _said(given: Sequence[str]) -> tuple[str, ...]:
    """Return what has words in it: a codebook file has no empty examples or indicators."""
    return tuple(words for words in given if words.strip())


def move_code(
    store: Store, user: str, guid: Guid, parent: Guid | None, position: int | None = None
) -> None:
    """Put a code under another, or at the top; at a place among its new siblings, or last.

    Raises Refused where it would stand under itself.
    """
    with store.change("move code", user) as change:
        _standing(change, guid)
        if parent is not None:
            _standing(change, parent)
        book = reads.codebook(store)
        if parent is not None and parent in book.family(guid):
            raise Refused("A code cannot stand under itself.")
        siblings = [code.guid for code in book.children(parent) if code.guid != guid]
        place = len(siblings) if position is None else max(0, min(position, len(siblings)))
        siblings.insert(place, guid)
        change.update("codes", guid, {"parent": parent})
        for number, sibling in enumerate(siblings):
            change.update("codes", sibling, {"position": number})


def merge_codes(store: Store, user: str, guid: Guid, into: Guid, reason: str = "") -> None:
    """Merge a code into another: its codings and the codes under it count there from now on.

    Raises Refused for a merge into itself or into a code under it.
    """
    with store.change("merge codes", user, reason) as change:
        _standing(change, guid)
        _standing(change, into)
        if into in reads.codebook(store).family(guid):
            raise Refused("A code cannot be merged into itself or into one that stands under it.")
        change.update("codes", guid, {"merged_into": into})


def retire_code(
    store: Store, user: str, guid: Guid, *, retired: bool = True, reason: str = ""
) -> None:
    """Stop offering a code, or offer it again; its codings stay.

    Where two copies merged two codes each into the other, the one restored stands for both.
    """
    with store.change("retire code" if retired else "restore code", user, reason) as change:
        _standing(change, guid)
        change.update("codes", guid, {"retired": int(retired)})
        if not retired:
            change.update("codes", guid, {"merged_into": None})


@at_one_moment
def export_codebook(store: Store) -> str:
    """Return the codebook as a codebook file that says which journal head it was taken at."""
    book = reads.codebook(store)
    about = reads.setting(store, "codebook", {"name": "codebook", "version": "1", "source": ""})
    merged = [code for code in book.by_guid.values() if code.merged_into is not None]
    codes = (*book, *merged)
    file = CodeBookFile(about["name"], about["version"], about["source"], codes)
    return f"# Journal head {store.head_in_full}\n{dump_codebook(file)}"


def save_codebook(store: Store, path: Path, *, replace: bool = False) -> None:
    """Write the codebook as a codebook file.

    Raises Refused where there is a file already and `replace` is not given, and CoderError where
    the file cannot be written.
    """
    with store.moment():
        words = export_codebook(store).encode()

    def write(stream: BinaryIO) -> None:
        stream.write(words)

    save(path, write, replace=replace)
