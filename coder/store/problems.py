"""What honest copies can break by being merged: found, named, never repaired in silence.

Each sentence ends with the commands that put it right.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from coder.display import counted, one_line, same_name
from coder.model import Code, CodeBook, Guid, Passage
from coder.store import leaving, reads, versions
from coder.store.masks import holds_words
from coder.store.schema import REFERENCES
from coder.store.store import Store


def problems(store: Store) -> list[str]:
    """Return, in words, duplicate names, cycles, dangling references, empty passages, overlaps."""
    rows = store.rows("SELECT guid, name, parent, merged_into FROM codes WHERE removed = 0")
    book = CodeBook(
        Code(guid, name, parent, merged_into=into) for guid, name, parent, into in sorted(rows)
    )
    return [
        *_duplicates(store, book),
        *_under_themselves(book),
        *_merged_crosswise(book),
        *_dangling(store),
        *_empty(store),
        *_overlapping(store),
        *_corrected_twice(store),
        *_withdrawn_in_part(store),
    ]


def _duplicates(store: Store, book: CodeBook) -> Iterator[str]:
    for table, word in (("codes", "code"), ("cases", "case"), ("users", "user")):
        seen: dict[str, str] = {}
        for guid, name in store.rows(
            f'SELECT guid, name FROM "{table}" WHERE removed = 0 ORDER BY guid'
        ):
            if table == "codes" and book.resolve(guid) != guid:
                continue
            other = seen.setdefault(same_name(name), guid)
            if other == guid:
                continue
            said = f"Two {word}s are called “{one_line(name)}”"
            if table == "codes":
                yield (
                    f"{said}: `coder codes merge {guid} {other}` makes one of them,"
                    f" `coder codes edit {guid} --name NAME` gives one another name."
                )
            else:
                yield f"{said} ({other} and {guid}): `coder history --about {guid}` shows why."


def _under_themselves(book: CodeBook) -> Iterator[str]:
    for code in book.by_guid.values():
        above, seen = _above(book, code.guid), set[Guid]()
        while above is not None and above not in seen and above != code.guid:
            seen.add(above)
            above = _above(book, above)
        if above == code.guid == book.resolve(code.guid):
            yield (
                f"The code “{one_line(code.name)}” stands under itself:"
                f" `coder codes move {code.guid} --top` ends that; then move it where it belongs."
            )


def _above(book: CodeBook, guid: Guid) -> Guid | None:
    """Return the code that a code was put under, or what now stands for that one."""
    parent = book.by_guid[guid].parent
    return book.resolve(parent) if parent in book.by_guid and parent is not None else None


def _merged_crosswise(book: CodeBook) -> Iterator[str]:
    """Two copies may each have merged one of two codes into the other: one stands for both."""
    for code in book.by_guid.values():
        if code.merged_into in book.by_guid and book.resolve(code.guid) == code.guid:
            other = book.by_guid[str(code.merged_into)]
            yield (
                f"The codes “{one_line(code.name)}” and “{one_line(other.name)}” are merged each"
                f" into the other: `coder codes restore {code.guid}` lets the first stand for both."
            )


def _dangling(store: Store) -> Iterator[str]:
    for table, columns in REFERENCES.items():
        for column, other in columns.items():
            if other not in ("users", "codebooks"):  # neither is ever gone
                yield from _named_and_removed(store, table, column, other)


def _named_and_removed(store: Store, table: str, column: str, other: str) -> Iterator[str]:
    name = "b.name" if other in ("cases", "sources", "codes") else "''"
    for guid, called, count in store.rows(
        f'SELECT b.guid, {name}, count(*) FROM "{table}" a'
        f' JOIN "{other}" b ON b.guid = a."{column}"'
        " WHERE a.removed = 0 AND b.removed = 1 GROUP BY b.guid"
    ):
        shown = f"“{one_line(called)}”" if called else guid
        rows = f"{counted(count, 'row')} of {table}"
        names = "names" if count == 1 else "name"
        yield (
            f"{rows} {names} the {other.removesuffix('s')} {shown}, which was removed:"
            f" `coder restore {guid}` brings it back, `coder history --about {guid}` shows who did."
        )


def _empty(store: Store) -> Iterator[str]:
    for guid, passage, length in store.rows(
        "SELECT codings.guid, passage, length FROM codings JOIN sources ON sources.guid = source"
        " WHERE codings.removed = 0"
    ):
        found = _passage(passage)
        if found is None or not 0 <= found.start < found.end <= length:
            yield (
                f"The coding {guid} stands on no words ({one_line(passage)}):"
                f" `coder history --about {guid}` shows who made it, and they can undo it."
            )


def _passage(text: str) -> Passage | None:
    with suppress(ValueError):
        return Passage.parse(text)
    return None


def _corrected_twice(store: Store) -> Iterator[str]:
    """Two copies may each have corrected the same version, in different ways."""
    for corrects, count in store.rows(
        "SELECT corrects, count(*) FROM sources WHERE removed = 0 AND corrects IS NOT NULL"
        " GROUP BY corrects HAVING count(*) > 1 ORDER BY corrects"
    ):
        newest = versions.of(store, corrects)[-1]
        name = one_line(newest.name)
        yield (
            f"{name} was corrected in {count} ways at once; the latest, version {newest.version},"
            f" counts: `coder show {newest.guid} --version {newest.version - 1}` shows the one"
            " before, `coder correct` brings in a text with the corrections of both."
        )


def _withdrawn_in_part(store: Store) -> Iterator[str]:
    """A turn may be given to who has left, and a source brought to a case that has."""
    again = "`coder withdraw {}:{} --because TEXT` takes it too."
    for speaker, source, name in store.rows(
        "SELECT v.guid, s.guid, s.name FROM speakers v JOIN sources s ON s.guid = v.source"
        f" WHERE v.guid IN ({leaving.SILENT}) AND s.removed = 0"
        f" AND s.guid NOT IN ({versions.OLDER})"
    ):
        text = reads.text(store, source)
        own = [t for t in reads.turns(store, source).get(source, []) if t.speaker == speaker]
        held = sum(holds_words(turn.passage.quotation(text)) for turn in own)
        if held:
            yield (
                f"{counted(held, 'turn')} of {one_line(name)}, given to a speaker who was"
                f" withdrawn, can still be read: {again.format('speaker', speaker)}"
            )
    for guid, name in store.rows(
        "SELECT guid, name FROM sources WHERE removed = 0"
        f" AND \"case\" IN (SELECT about FROM withdrawals WHERE kind = '{leaving.CASE}')"
        f" AND guid NOT IN ({leaving.GONE})"
    ):
        yield f"{one_line(name)} is of a case that was withdrawn: {again.format('source', guid)}"


def _overlapping(store: Store) -> Iterator[str]:
    """Two copies may have split and joined the same turns in different ways."""
    names = {guid: source.name for guid, source in reads.sources(store).items()}
    found: dict[str, list[Passage]] = {}
    for source, text in store.rows("SELECT source, passage FROM turns WHERE removed = 0"):
        passage = _passage(text)
        if source in names and passage is not None:
            found.setdefault(source, []).append(passage)
    for source, passages in found.items():
        widest, end = 0, 0
        for number, passage in enumerate(sorted(passages), start=1):
            if passage.start < end:
                yield (
                    f"Turns {widest} and {number} of {one_line(names[source])} overlap at"
                    f" {passage.start}: `coder turns join {source} {widest}` joins the first with"
                    " the next."
                )
            if passage.end > end:
                widest, end = number, passage.end
