"""The tables of a project file and the migrations that make them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coder.journal import Row

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x636F6472
"""`codr`: says that an SQLite file is one of ours."""

SCHEMA = 4
"""How many migrations a current file has had."""

_TEXT, _KEY, _FLAG = "", None, 0

_Columns = Mapping[str, Mapping[str, str | int | None]]

# Each journalled table with its columns and their defaults, by the migration that made them.
# Columns are only ever added, with a default, so that old entries always replay. None marks a
# reference that may be absent.
_FIRST: _Columns = {
    "users": {"name": _TEXT},
    "settings": {"key": _TEXT, "value": "null"},
    "cases": {"name": _TEXT},
    "case_values": {"case": _KEY, "variable": _TEXT, "value": _TEXT},
    "sources": {
        "name": _TEXT,
        "case": _KEY,
        "kind": _TEXT,
        "date": _TEXT,
        "length": 0,
        "words": 0,
        "sha256": _TEXT,
        "text": _TEXT,
    },
    "speakers": {
        "source": _KEY,
        "name": _TEXT,
        "role": _TEXT,
        "interviewer": _FLAG,
        "numbered": _FLAG,
    },
    "turns": {"source": _KEY, "speaker": _KEY, "passage": _TEXT, "time": _TEXT},
    "codes": {
        "name": _TEXT,
        "parent": _KEY,
        "definition": _TEXT,
        "include": _TEXT,
        "exclude": _TEXT,
        "examples": "[]",
        "indicators": "[]",
        "paragraphs": "[]",
        "position": 0,
        "retired": _FLAG,
        "merged_into": _KEY,
    },
    "codings": {"source": _KEY, "code": _KEY, "user": _KEY, "passage": _TEXT},
    "memos": {"about": _TEXT, "user": _KEY, "text": _TEXT},
    "codebooks": {"digest": _TEXT, "codes": "{}"},
    "reads": {"source": _KEY, "user": _KEY, "codebook": _KEY},
    "typologies": {"name": _TEXT, "version": _TEXT, "digest": _TEXT, "rules": "{}"},
    "scales": {"name": _TEXT, "version": _TEXT, "rules": "{}"},
    "assessments": {
        "case": _KEY,
        "attribute": _TEXT,
        "status": _TEXT,
        "user": _KEY,
        "reason": _TEXT,
        "time": _TEXT,
        "clock": 0,
    },
    "typings": {
        "case": _KEY,
        "outcome": _TEXT,
        "user": _KEY,
        "reason": _TEXT,
        "computed": _TEXT,
        "head": _TEXT,
        "typology": _TEXT,
        "codebook": _TEXT,
        "time": _TEXT,
        "clock": 0,
        "grounds": _TEXT,
    },
    "reviews": {
        "typing": _KEY,
        "verdict": _TEXT,
        "user": _KEY,
        "reason": _TEXT,
        "outcome": _TEXT,
        "time": _TEXT,
        "clock": 0,
    },
}

_SECOND: _Columns = {
    # A corrected source names the version it corrects and the first one, and since when it stands.
    "sources": {"corrects": _KEY, "original": _KEY, "since": _TEXT},
    # Empty: about the whole thing; else about a passage of it, which then is a source.
    "memos": {"passage": _TEXT},
    "bookmarks": {"source": _KEY, "user": _KEY, "passage": _TEXT},
    "rejections": {"source": _KEY, "code": _KEY, "user": _KEY, "passage": _TEXT},
    "summaries": {
        "case": _KEY,
        "code": _KEY,
        "user": _KEY,
        "text": _TEXT,
        "codings": "[]",
        "time": _TEXT,
        "clock": 0,
    },
}

_THIRD: _Columns = {
    # Where a value is known from, and why it was set: free text.
    "case_values": {"origin": _TEXT, "reason": _TEXT},
    "inspections": {"case": _KEY, "date": _TEXT, "kind": _TEXT, "grade": _TEXT, "origin": _TEXT},
    # What was said to a query: an answer, or that it is closed.
    "replies": {
        "review": _KEY,
        "kind": _TEXT,
        "user": _KEY,
        "reason": _TEXT,
        "time": _TEXT,
        "clock": 0,
    },
    # Which speaker, source or case was withdrawn; its words are gone for good. `also` says what
    # else was to go: `memos`, `names`, `repeats`, with spaces between.
    "withdrawals": {
        "about": _TEXT,
        "kind": _TEXT,
        "also": _TEXT,
        "user": _KEY,
        "reason": _TEXT,
        "time": _TEXT,
        "clock": 0,
    },
}

JOURNALLED: _Columns = {
    table: {
        name: value
        for each in (_FIRST, _SECOND, _THIRD)
        for name, value in each.get(table, {}).items()
    }
    for table in {**_FIRST, **_SECOND, **_THIRD}
}

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "case_values": {"case": "cases"},
    "sources": {"case": "cases", "corrects": "sources", "original": "sources"},
    "speakers": {"source": "sources"},
    "turns": {"source": "sources", "speaker": "speakers"},
    "codes": {"parent": "codes", "merged_into": "codes"},
    "codings": {"source": "sources", "code": "codes", "user": "users"},
    "memos": {"user": "users"},
    "reads": {"source": "sources", "user": "users", "codebook": "codebooks"},
    "bookmarks": {"source": "sources", "user": "users"},
    "rejections": {"source": "sources", "code": "codes", "user": "users"},
    "assessments": {"case": "cases", "user": "users"},
    "typings": {"case": "cases", "user": "users"},
    "reviews": {"typing": "typings", "user": "users"},
    "summaries": {"case": "cases", "code": "codes", "user": "users"},
    "inspections": {"case": "cases"},
    "replies": {"review": "reviews", "user": "users"},
    "withdrawals": {"user": "users"},
}
"""Which column of a table names a row of which other table."""

DEFAULTS: Mapping[str, Row] = {
    table: {**columns, "removed": 0} for table, columns in JOURNALLED.items()
}

PLACED: Mapping[str, str] = {
    table: "source"
    for table, columns in JOURNALLED.items()
    if columns.keys() >= {"source", "passage"} and table != "turns"
} | {"memos": "about"}
"""Tables of what stands on a passage of a source, and goes with its words to a corrected one; each
with the column that names the source."""

_INDEXES = {
    "case_values": "case",
    "turns": "source",
    "speakers": "source",
    "codings": "source",
    "memos": "about",
    "reads": "source",
}


def migrations() -> Migrations:
    """Return the ordered migrations; each is written once and never edited after a release."""
    from sqlite_utils import Migrations

    steps = Migrations("coder")

    @steps()
    def m001_initial(db: Database) -> None:
        for table, columns in _FIRST.items():
            _create(db, table, columns)
        for table, column in _INDEXES.items():
            db.table(table).create_index([column])
        # Free text stands apart, so that it can be withdrawn while the journal still verifies, and
        # so that a scan of a table never walks over the transcripts.
        db.table("texts").create(
            {"id": str, "salt": str, "text": str}, pk="id", not_null=["salt", "text"], strict=True
        )
        # Derived, not journalled: can be made again from text and turns.
        db.table("sentences").create({"source": str, "offsets": bytes}, pk="source", strict=True)
        for statement in _JOURNAL:
            db.execute(statement)

    @steps()
    def m002_reading(db: Database) -> None:
        _add(db, _SECOND, _FIRST)
        # Derived, as sentences are: which words stand where, and no words besides.
        for statement in _WORDS:
            db.execute(statement)
        db.table("sources").create_index(["original"])
        # All that the screen counts at its start, so that the rows themselves are never read.
        db.execute("DROP INDEX idx_codings_source")
        db.table("codings").create_index(["source", "user", "passage", "removed"])

    @steps()
    def m003_typing(db: Database) -> None:
        _add(db, _THIRD, _FIRST)
        # Entries whose withdrawn words may still lie in free pages or in backups beside the file:
        # no change of the project, so it stands outside the journal. See store/erasing.py.
        db.table("unerased").create({"entry": str}, pk="entry", strict=True)
        # All that tables count, too: a scan of this index alone reads half a million codings.
        db.execute("DROP INDEX idx_codings_source_user_passage_removed")
        db.table("codings").create_index(["source", "user", "passage", "removed", "code"])

    @steps()
    def m004_counting(db: Database) -> None:
        # Derived, as sentences are: see store/columns.py.
        db.table("numbers").create(
            {"number": int, "guid": str}, pk="number", not_null=["guid"], strict=True
        )
        db.table("numbers").create_index(["guid"], unique=True)
        db.table("columns").create(
            {"source": str, "numbers": bytes, "speakers": str},
            pk="source",
            not_null=["numbers", "speakers"],
            strict=True,
        )
        for statement in _FORGETTING:
            db.execute(statement)

    return steps


def _add(db: Database, added: _Columns, known: _Columns) -> None:
    """Make the tables that are new, and add columns to those that are known."""
    for table, columns in added.items():
        if table not in known:
            _create(db, table, columns)
            continue
        for name, default in columns.items():
            db.execute(_added(table, name, default))


def _added(table: str, name: str, default: str | int | None) -> str:
    """Return the statement that adds a column to a table of an earlier migration."""
    if default is None:
        other = REFERENCES[table][name]
        return f"ALTER TABLE {table} ADD COLUMN {name} TEXT REFERENCES {other}(guid)"
    kind = "INTEGER" if isinstance(default, int) else "TEXT"
    value = default if isinstance(default, int) else f"'{default}'"
    return f"ALTER TABLE {table} ADD COLUMN {name} {kind} NOT NULL DEFAULT {value}"


def _create(db: Database, table: str, columns: Mapping[str, Any]) -> None:
    types: dict[str, type] = {"guid": str}
    types |= {name: int if isinstance(default, int) else str for name, default in columns.items()}
    # Quoted here, because sqlite-utils takes words like `null` for keywords and not for texts.
    present = {
        name: f"'{default}'" if isinstance(default, str) else default
        for name, default in columns.items()
        if default is not None
    }
    db.table(table).create(
        types | {"removed": int},
        pk="guid",
        not_null=["guid", *present, "removed"],
        defaults=present | {"removed": 0},
        foreign_keys=[
            (name, other, "guid")
            for name, other in REFERENCES.get(table, {}).items()
            if name in columns
        ],
        strict=True,
    )


# What is filtered and sorted by is read out of the body itself, so it cannot differ from it.
_JOURNAL = (
    """CREATE TABLE journal (
      id TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      clock INTEGER GENERATED ALWAYS AS (json_extract(body, '$.clock')) VIRTUAL,
      user TEXT GENERATED ALWAYS AS (json_extract(body, '$.user')) VIRTUAL,
      verb TEXT GENERATED ALWAYS AS (json_extract(body, '$.verb')) VIRTUAL
    ) STRICT""",
    "CREATE INDEX journal_clock ON journal(clock, id)",
    "CREATE INDEX journal_user ON journal(user, clock)",
    """CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END""",
    """CREATE TRIGGER journal_stays BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END""",
)

# The index of words: see store/index.py. It holds no texts (`content=''`).
_WORDS = (
    "CREATE TABLE indexed (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    "CREATE VIRTUAL TABLE word_index"
    " USING fts5(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')",
)

# Whatever the columns of a source rest on takes them away as it changes.
_RESTS_ON = {
    "codings": "source, code, user, passage, removed",
    "turns": "source, speaker, passage, removed",
    "speakers": "source, interviewer, removed",
}
_FORGETTING = tuple(
    f'CREATE TRIGGER "{table}_{name}" AFTER {event} ON "{table}"'
    f" BEGIN DELETE FROM columns WHERE {which}; END"
    for table, columns in _RESTS_ON.items()
    for name, event, which in (
        ("made", "INSERT", "source = new.source"),
        ("changed", f"UPDATE OF {columns}", "source IN (old.source, new.source)"),
        ("gone", "DELETE", "source = old.source"),
    )
) + tuple(
    f"CREATE TRIGGER withdrawals_{name} AFTER {event} ON withdrawals BEGIN DELETE FROM columns; END"
    for name, event in (("made", "INSERT"), ("changed", "UPDATE"), ("gone", "DELETE"))
)
