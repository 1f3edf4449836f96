"""The project as a whole: starting one, its settings, and what stands in it at this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from coder import __version__, journal
from coder.errors import CoderError
from coder.model import CodeBook, Columns, Evidence, derived_guid
from coder.operations import seeing
from coder.operations.looking_back import looked_back
from coder.operations.seeing import OTHERS
from coder.store import Change, Store, at_one_moment, create, leaving, reads
from coder.store.columns import columns as read_columns

if TYPE_CHECKING:
    from coder.codebook import CodeBookFile
    from coder.model import Scale, Typology

Voices = Literal["none", "unnamed", "named"]
"""What is read of those who speak."""

PSEUDONYM_KEY = "pseudonym key"
"""Setting: the text from which the pseudonyms of schools are made, the same in every copy. It is
kept with the words that people said, outside the journal, and is printed nowhere."""


def start(
    path: Path | None,
    user: str,
    *,
    codebook: Path | None = None,
    typology: Path | None = None,
    scales: Path | None = None,
    cases: Path | None = None,
) -> Store:
    """Make a project from rule files and a table of cases; where any is wrong, none is made.

    Raises RuleFileError for a wrong file and ProjectError where the project cannot be made.
    """
    # Only here are rule files read: what counts and shows does not wait for their readers.
    from secrets import token_hex

    from coder.codebook import CodeBookFile, load_codebook
    from coder.operations.cases import read_cases, write_cases
    from coder.rulefiles import check_typology, load_typology
    from coder.scales import load_scales

    book = load_codebook(codebook) if codebook else CodeBookFile("codebook", "1", "", ())
    rules = load_typology(typology) if typology else None
    if rules is not None:
        check_typology(rules, [code.name for code in book.codes])
    words = load_scales(scales) if scales else ()
    known = read_cases(cases) if cases else ()
    store = create(path)
    with _whole_or_not_at_all(store), store.change(journal.START, user) as change:
        write_setting(change, OTHERS, "shown")
        write_setting(change, PSEUDONYM_KEY, change.text(token_hex(32)))
        _write_codebook(change, book)
        if rules is not None:
            write_typology(change, rules)
        write_scales(change, words)
        write_cases(store, change, known)
    return store


@contextmanager
def _whole_or_not_at_all(store: Store) -> Iterator[None]:
    """Take away the file of a project whose first change fails."""
    try:
        yield
    except BaseException:
        store.close()
        if store.path is not None:
            store.path.unlink()
        raise


def _write_codebook(change: Change, book: CodeBookFile) -> None:
    from coder.operations.codes import code_row

    about = {"name": book.name, "version": book.version, "source": book.source}
    write_setting(change, "codebook", about)
    parents_first = sorted(book.codes, key=lambda code: _depth(book, code.guid))
    change.insert_all("codes", [(code.guid, code_row(change, code)) for code in parents_first])


def _depth(book: CodeBookFile, guid: str) -> int:
    parents = {code.guid: code.parent for code in book.codes}
    depth = 0
    while (above := parents[guid]) is not None:
        guid, depth = above, depth + 1
    return depth


def write_typology(
    change: Change, rules: Typology, chosen: Mapping[str, str] | None = None
) -> None:
    """Put a typology into force, inside a change; `chosen` readings that it has are kept."""
    from coder.rulefiles import typology_to_data

    guid = derived_guid("typology", rules.digest)
    row = {
        "name": rules.name,
        "version": rules.version,
        "digest": rules.digest,
        "rules": journal.canonical(typology_to_data(rules)),
    }
    change.insert("typologies", row, guid)
    write_setting(change, "typology", guid)
    options = {reading.id: reading.options for reading in rules.readings}
    # Those of earlier rules stay: by them a decision is shown as it was read.
    kept = {id: each for id, each in (chosen or {}).items() if each in options.get(id, (each,))}
    defaults = {reading.id: reading.default for reading in rules.readings}
    write_setting(change, "readings", {**defaults, **kept})


def write_scales(change: Change, scales: Sequence[Scale]) -> None:
    """Add scales of quantity words, inside a change."""
    from coder.scales import scale_to_data

    for scale in scales:
        data = journal.canonical(scale_to_data(scale))
        guid = derived_guid("scale", data)
        change.insert("scales", {"name": scale.name, "version": scale.version, "rules": data}, guid)


def add_scales(store: Store, user: str, path: Path, reason: str = "") -> Sequence[Scale]:
    """Add the scales of a file to a project. Raises RuleFileError for a wrong file."""
    from coder.scales import load_scales

    found = load_scales(path)
    with store.change("add scales", user, reason) as change:
        write_scales(change, found)
    return found


def write_setting(change: Change, key: str, value: Any) -> None:
    """Write a setting, any JSON value, inside a change: one that adds to what is there reads it
    inside the same."""
    row = {"key": key, "value": journal.canonical(value)}
    change.insert("settings", row, derived_guid("setting", key))


def set_setting(store: Store, user: str, key: str, value: Any, reason: str = "") -> None:
    """Change a setting of the project to a whole new value."""
    with store.change("change setting", user, reason) as change:
        write_setting(change, key, value)


def scales(store: Store) -> list[Scale]:
    """Return the scales of quantity words that the project holds."""
    from coder.scales import scale_from_data

    return [scale_from_data(data) for _, data in reads.rules(store, "scales")]


@at_one_moment
def evidence(store: Store, user: str) -> Evidence:
    """Return all that this user may see of what is counted and typed."""
    everything = reads.evidence(store)
    return replace(
        everything,
        codings=seeing.of_these(store, user, everything.codings),
        reads=seeing.of_these(store, user, everything.reads),
    )


@at_one_moment
def outline(store: Store, user: str, *, voices: Voices = "named") -> Evidence:
    """Return the same without turns and codings; speakers, who can be without names, or none."""
    known = Evidence(
        users=reads.users(store),
        cases=reads.cases(store),
        sources=reads.sources(store),
        speakers=reads.speakers(store, named=voices == "named") if voices != "none" else {},
        turns={},
        codebook=reads.codebook(store),
        codings=(),
        reads=seeing.reads(store, user),
    )
    return leaving.counted(store, known)


@at_one_moment
def columns(store: Store, user: str, *, voices: Voices) -> tuple[Evidence, Columns]:
    """Return the outline, and codings and turns as columns."""
    seen = read_columns(store, user=seeing.only(store, user))
    return outline(store, user, voices=voices), seen


@at_one_moment
def provenance(store: Store, codebook: CodeBook | None = None) -> list[tuple[str, str]]:
    """Return what every table says of where it comes from; the codebook, where it was read."""
    about: Mapping[str, str] = reads.setting(store, "codebook", {})
    book = codebook or reads.codebook(store)
    name = " ".join(part for part in (about.get("name"), about.get("version")) if part)
    return [
        ("Codebook", f"{name}, {book.digest}"),
        ("Journal head", store.head_in_full),
        *looked_back(store),
        ("Made by", f"coder {__version__}"),
    ]


def data_folder(name: str) -> Path:
    """Return where `codebooks` or `transcripts` lie: in the package, or beside it in a checkout.

    Raises CoderError where neither holds it.
    """
    package = Path(__file__).parents[1]
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise CoderError(f"The folder {name} is missing from this installation; install coder again.")
