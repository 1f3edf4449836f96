"""Sources: importing transcripts."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coder import readers
from coder.display import counted, one_line, same_name
from coder.errors import CoderError, Refused
from coder.journal import Row
from coder.model import Guid, Source, derived_guid, natural_key
from coder.operations import lists_fields as fields
from coder.operations.cases import known_or_new
from coder.operations.listing import Listing
from coder.operations.tables import read_csv
from coder.readers import DraftTurn, Note, Transcript
from coder.store import Change, Store, index, leaving, reads, versions

MANIFEST = ("file", "school", "kind", "date")
"""Columns of a manifest."""

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and its name."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    path: Path
    source: Guid = ""
    """Empty where the file was not imported."""
    turns: int = 0
    speakers: int = 0
    words: int = 0
    """Said in the turns: the labels are left out."""
    notes: tuple[Note, ...] = ()
    already: str = ""
    """Name of the source that holds the same words already."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file besides its words."""

    school: str = ""
    kind: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts by file: its name, or the end of its path, such as `8a/teacher.txt`."""

    facts: Mapping[str, Facts] = field(default_factory=dict)

    def name_of(self, path: Path) -> str:
        """Return what the manifest calls a file: the longest end of its path; empty for none."""
        parts = Path(os.path.abspath(path)).parts[1:]
        ends = (_manifest_name("/".join(parts[at:])) for at in range(len(parts)))
        return next((end for end in ends if end in self.facts), "")

    def names(self, path: Path) -> bool:
        """Whether a file is in the manifest."""
        return bool(self.name_of(path))

    def about(self, path: Path) -> Facts:
        """Return what the manifest says of a file."""
        return self.facts.get(self.name_of(path), Facts())

    def check(self, paths: Iterable[Path]) -> None:
        """Raise Refused where one name of the manifest fits two files: which is meant is unsaid."""
        found: dict[str, Path] = {}
        for path in map(os.path.abspath, paths):
            name = self.name_of(Path(path))
            other = found.setdefault(name, Path(path))
            if name and str(other) != path:
                raise Refused(
                    f"“{one_line(name)}” in the manifest fits {one_line(str(other))} and"
                    f" {one_line(path)}; write the folder too, as FOLDER/FILE. Nothing was"
                    " imported."
                )


def _manifest_name(named: str) -> str:
    """Return a file as the manifest names it, in the form in which two names are the same."""
    return same_name(os.path.normpath(named.replace("\\", "/")))


def read_manifest(path: Path) -> Manifest:
    """Read a CSV of file, school, kind, date.

    A file is named by its name or by the end of its path, such as `8a/teacher.txt`. Raises
    RuleFileError where a column is unknown, a file is named twice or a row has no file.
    """
    facts = {}
    rows = read_csv(path, required=("file",), allowed=MANIFEST, unique="file", fold=_manifest_row)
    for row in rows:
        facts[_manifest_row(row["file"])] = Facts(
            row.get("school", ""), row.get("kind", ""), row.get("date", "")
        )
    return Manifest(facts)


def _manifest_row(named: str) -> str:
    return _manifest_name(named) if named.strip() else ""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and those in named folders that can be read, in natural order."""
    found: list[Path] = []
    for path in paths:
        found.extend(_inside(path) if path.is_dir() else [path])
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.suffix.lower() in readers.READABLE)
    kept = (file for file in files if not file.name.startswith((".", "~")))
    return sorted(kept, key=lambda file: natural_key(str(file)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which files to import, and where folders and a manifest do not agree."""

    files: tuple[Path, ...]
    unnamed: tuple[Path, ...] = ()
    """In a folder, but not in the manifest: not imported unless they are named themselves."""
    missing: tuple[str, ...] = ()
    """In the manifest, but in none of the folders."""
    besides: tuple[Path, ...] = ()
    """Named themselves, but not in the manifest: imported without its facts."""


def choose(paths: Sequence[Path], manifest: Manifest | None) -> Chosen:
    """Return the files to import; of folders, with a manifest, only those that it names."""
    every = files_in(paths)
    if manifest is None:
        return Chosen(tuple(every))
    asked = {path for path in paths if not path.is_dir()}
    unnamed = [file for file in every if file not in asked and not manifest.names(file)]
    there = {manifest.name_of(file) for file in every}
    missing = [name for name in manifest.facts if name not in there]
    return Chosen(
        tuple(file for file in every if file not in unnamed),
        tuple(unnamed),
        tuple(missing) if len(asked) < len(paths) else (),
        tuple(file for file in every if file in asked and not manifest.names(file)),
    )


def import_sources(
    store: Store,
    user: str,
    paths: Sequence[Path],
    *,
    manifest: Manifest | None = None,
    school: str = "",
    encoding: str | None = None,
    progress: Progress | None = None,
) -> list[Imported]:
    """Import files, each as one change. One that cannot be read does not stop the rest.

    Raises Refused, before anything is imported, where a name of the manifest fits two of them.
    """
    results = []
    if manifest is not None:
        manifest.check(paths)
    for number, path in enumerate(paths, start=1):
        facts = (manifest or Manifest()).about(path)
        if school:
            facts = Facts(school, facts.kind, facts.date)
        results.append(import_source(store, user, path, facts, encoding=encoding))
        if progress:
            progress(number, len(paths), path.name)
    return results


def import_source(
    store: Store, user: str, path: Path, facts: Facts, *, encoding: str | None = None
) -> Imported:
    """Import one file; what goes wrong stands in the result's `error`."""
    try:
        transcript = readers.read(path, encoding=encoding)
        sha256 = hashlib.sha256(transcript.text.encode()).hexdigest()
        guid = derived_guid("source", sha256)
        already = _held(store, sha256)
        _check_stayed(store, sha256)
        if not already:
            # May take a second: others can write meanwhile.
            found = offsets(transcript.text, transcript.turns)
            with store.change("import source", user) as change:
                already = _held(store, sha256)
                if not already:
                    _write(store, change, guid, sha256, path, facts, transcript)
                    store.keep_sentences(guid, found)
                    index.add(store, guid)
    except CoderError as error:
        return Imported(path, error=str(error))
    except UnicodeEncodeError:
        return Imported(path, error="It holds half a character, which no text has.")
    if already:
        return Imported(path, already=already, notes=transcript.notes)
    said = (turn.passage.quotation(transcript.text) for turn in transcript.turns)
    return Imported(
        path,
        guid,
        turns=len(transcript.turns),
        speakers=len(transcript.speakers),
        words=sum(len(words.split()) for words in said),
        notes=transcript.notes,
    )


def _check_stayed(store: Store, sha256: str) -> None:
    """Refuse to bring back a text of which words were withdrawn."""
    if name := leaving.imported_before(store, sha256):
        raise Refused(
            f"These are the words of {one_line(name)} before some were withdrawn from it; they may"
            " not come back. `coder list withdrawals` shows who left, when and why."
        )


def _held(store: Store, sha256: str) -> str:
    """Return what the source of these words is called, in whatever version; empty for none."""
    held = versions.of_words(store, sha256)
    return held.name if held else ""


def _write(
    store: Store,
    change: Change,
    guid: Guid,
    sha256: str,
    path: Path,
    facts: Facts,
    transcript: Transcript,
) -> None:
    speakers = [derived_guid("speaker", guid, str(n)) for n in range(len(transcript.speakers))]
    change.insert("sources", _source_row(store, change, sha256, path, facts, transcript.text), guid)
    change.insert_all("speakers", _speaker_rows(change, guid, speakers, transcript))
    change.insert_all("turns", _turn_rows(guid, speakers, transcript))


def _source_row(
    store: Store, change: Change, sha256: str, path: Path, facts: Facts, text: str
) -> Row:
    return {
        "name": _free_name(store, path),
        "case": known_or_new(change, facts.school) if facts.school else None,
        "kind": facts.kind,
        "date": facts.date,
        "length": len(text),
        "words": len(text.split()),
        "sha256": sha256,
        "text": change.text(text),
    }


def _speaker_rows(
    change: Change, guid: Guid, speakers: Sequence[Guid], transcript: Transcript
) -> Iterator[tuple[Guid, Row]]:
    for speaker, draft in zip(speakers, transcript.speakers, strict=True):
        yield (
            speaker,
            {
                "source": guid,
                "name": change.text(draft.name),
                "role": draft.role,
                "interviewer": int(draft.interviewer),
                "numbered": int(draft.numbered),
            },
        )


def _turn_rows(
    guid: Guid, speakers: Sequence[Guid], transcript: Transcript
) -> Iterator[tuple[Guid, Row]]:
    for draft in transcript.turns:
        yield (
            derived_guid("turn", guid, str(draft.passage)),
            {
                "source": guid,
                "speaker": None if draft.speaker is None else speakers[draft.speaker],
                "passage": str(draft.passage),
                "time": draft.time,
            },
        )


def _free_name(store: Store, path: Path) -> str:
    """Return the file's name, with its folder or a number where another source has that name."""
    taken = {same_name(source.name) for source in reads.sources(store).values()}
    names = [path.name, f"{path.absolute().parent.name}/{path.name}"]
    names += [f"{path.stem} ({number}){path.suffix}" for number in range(2, len(taken) + 3)]
    return next(name for name in names if same_name(name) not in taken)


def offsets(text: str, turns: Sequence[DraftTurn]) -> bytes:
    """Find the sentences of turns; return where they start and end, as they are kept."""
    found = array("I")
    for sentence in readers.sentences(text, turns):
        found.extend((sentence.start, sentence.end))
    return found.tobytes()


def in_words(result: Imported) -> str:
    """Return what became of a file, in one line."""
    name = one_line(result.path.name)
    if result.error:
        return f"{name}: not imported. {result.error}"
    if result.already:
        return f"{name}: holds the same words as {one_line(result.already)}; not imported again."
    return all_in_words([result])


def all_in_words(came: Sequence[Imported]) -> str:
    """Return how much has come in: `Imported 8a.docx: 4 speakers, 120 turns, 8,034 words.`"""
    named = one_line(came[0].path.name) if len(came) == 1 else counted(len(came), "file")
    speakers, turns, words = (
        sum(getattr(each, amount) for each in came) for amount in ("speakers", "turns", "words")
    )
    amounts = f"{counted(speakers, 'speaker')}, {counted(turns, 'turn')}"
    return f"Imported {named}: {amounts}, {words:,} {'word' if words == 1 else 'words'}."


def listed(done: Sequence[Imported]) -> Listing:
    """Return what became of each file, as a list."""
    records = [
        {
            "file": str(each.path),
            "outcome": "failed" if each.error else "already there" if each.already else "imported",
            "source": each.source,
            "turns": each.turns,
            "speakers": each.speakers,
            "problem": each.error or each.already,
            "notes": [
                f"line {note.line}: {note.problem}" + (f": {note.words}" if note.words else "")
                for note in each.notes
            ],
        }
        for each in done
    ]
    return Listing("Imported", fields.IMPORTED, records)


def notes(done: Sequence[Imported]) -> Listing:
    """Return every line not understood, and every file not imported, as a list."""
    records: list[dict[str, str | int]] = []
    for each in done:
        file = str(each.path)
        if each.error:
            records.append({"file": file, "line": 0, "problem": each.error, "words": ""})
        records.extend(
            {"file": file, "line": note.line, "problem": note.problem, "words": note.words}
            for note in each.notes
        )
    return Listing("Notes", fields.NOTES, records)


def set_facts(
    store: Store,
    user: str,
    source: Source,
    *,
    case: str | None = None,
    kind: str | None = None,
    date: str | None = None,
) -> None:
    """Say which case a source belongs to, its kind and its date; an empty text takes it away."""
    with store.change("set source", user) as change:
        change.standing("sources", source.guid)
        columns: dict[str, str | None] = {}
        if case is not None:
            columns["case"] = known_or_new(change, case) if case.strip() else None
        if kind is not None:
            columns["kind"] = kind.strip()
        if date is not None:
            columns["date"] = date.strip()
        change.update("sources", source.guid, columns)
