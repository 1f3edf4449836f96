"""The keys of every list: what they mean, and how people see them."""

from __future__ import annotations

from coder.display import one_line
from coder.operations.listing import Field, Record, mark, short

_GUID = "of the {}; its first 8 letters are enough for a command"


def _guid(thing: str, *, shown: bool = False) -> Field:
    return Field("guid", _GUID.format(thing), thing, shown=shown, show=short("guid"))


def _indented(record: Record) -> str:
    retired = " (retired)" if record["retired"] else ""
    return "  " * int(record["depth"]) + str(record["name"]) + retired


def _passage(record: Record) -> str:
    return f"{record['start']}:{record['end']}"


def _entry(record: Record) -> str:
    return str(record["id"]).removeprefix("sha256:")[:12]


def _minute(record: Record) -> str:
    return str(record["time"])[:16].replace("T", " ")


def _what(record: Record) -> str:
    return one_line(record["what"], 90)


def _new_words(record: Record) -> str:
    return one_line(record["new_words"], 60)


def _reason(record: Record) -> str:
    return one_line(record["reason"], 60)


def _beginning(key: str, width: int = 100) -> Field:
    def show(record: Record) -> str:
        return one_line(record[key], width)

    return Field(key, "the words, whole", "words", show=show)


SOURCES = (
    _guid("source"),
    Field("name", "of the source", "source"),
    Field("case", "the school it belongs to; empty for none"),
    Field("kind", "of source, as the manifest says; extracts are never complete"),
    Field("date", "as the manifest says"),
    Field("version", "1 as imported, more where it was corrected", numeric=True),
    Field("words", "how many", numeric=True),
    Field("turns", "how many", numeric=True),
    Field("speakers", "how many labelled voices", numeric=True),
    Field("codings", "how many you may see", numeric=True),
    Field("coded_to", "how far your codings reach, in per cent", "coded to", numeric=True),
    Field("read_by", "list of the users who have read it to the end", "read by"),
    Field("sha256", "of the text as stored, UTF-8", shown=False),
)
SPEAKERS = (
    _guid("speaker"),
    Field("source", "name of the source"),
    Field("name", "the label in the transcript", "speaker"),
    Field("role", "what the voice speaks as"),
    Field(
        "interviewer", "whether the turns are questions, never evidence", show=mark("interviewer")
    ),
    Field("numbered", "whether the transcript tells this voice from others", show=mark("numbered")),
    Field("turns", "how many", numeric=True),
)
TURNS = (
    _guid("turn"),
    Field("source", "name of the source"),
    Field("turn", "its number in the source, from 1", numeric=True),
    Field("speaker", "the label; empty for no speaker"),
    Field("role", "of the speaker", shown=False),
    Field("start", "code point at which the words begin", shown=False, numeric=True),
    Field("end", "code point before which the words end", shown=False, numeric=True),
    Field("time", "when it begins in the recording, where the transcript says so", shown=False),
    _beginning("text"),
)
CODES = (
    _guid("code"),
    Field("name", "of the code", "code", show=_indented),
    Field("path", "the names from the top down", shown=False),
    Field("parent", "name of the code above; empty at the top", shown=False),
    Field("depth", "how many codes stand above", shown=False, numeric=True),
    Field("passages", "how many you may see, each once", numeric=True),
    Field(
        "with_below", "passages of it and of the codes under it", "with those below", numeric=True
    ),
    Field("schools", "with passages of it or of the codes under it", numeric=True),
    Field("retired", "whether it is no longer offered", shown=False),
    Field("definition", "what it means"),
    Field("include", "what to include", shown=False),
    Field("exclude", "what to leave out", shown=False),
    Field("examples", "list of quotations", shown=False),
    Field("indicators", "list of words and phrases that suggest it", shown=False),
    Field("paragraphs", "list of the report's paragraphs it comes from", shown=False),
)
CODINGS = (
    _guid("coding", shown=True),
    Field("source", "name of the source"),
    Field(
        "version", "of the source; more than 1 where it was corrected", shown=False, numeric=True
    ),
    Field("case", "the school; empty for none", shown=False),
    Field("start", "code point at which the passage begins", "passage", show=_passage),
    Field("end", "code point before which the passage ends", shown=False, numeric=True),
    Field("code", "name of the code that now stands for the one applied"),
    Field("path", "of that code", shown=False),
    Field("user", "who applied it"),
    Field("memos", "how many about it that you may see", numeric=True),
    _beginning("quotation", 60),
)
CASES = (
    _guid("case"),
    Field("name", "of the case", "case"),
    Field("sources", "how many", numeric=True),
    Field("read", "how many of them you have read to the end", numeric=True),
    Field("values", "list of variable=value"),
)
VALUES = (
    Field("case", "name of the case"),
    Field("variable", "name of the variable"),
    Field("value", "of the variable for the case"),
    Field("origin", "where it is known from, in words", "known from"),
    Field("reason", "why it was set so", show=_reason),
)
INSPECTIONS = (
    Field("case", "name of the case"),
    Field("date", "of the inspection, YYYY-MM-DD"),
    Field("kind", "full, short or monitoring"),
    Field("grade", "that it gave; empty for none"),
    Field("origin", "where it is known from, in words", "known from"),
)
USERS = (
    _guid("user"),
    Field("name", "of the user", "user"),
    Field("codings", "how many you may see", numeric=True),
    Field("sources_read", "how many read to the end", "sources read", numeric=True),
)
BOOKMARKS = (
    _guid("bookmark", shown=True),
    Field("source", "name of the source"),
    Field("turn", "number of the turn; empty outside every turn", numeric=True),
    Field("start", "code point at which the passage begins", "passage", show=_passage),
    Field("end", "code point before which the passage ends", shown=False, numeric=True),
    _beginning("words", 60),
)
MEMOS = (
    _guid("memo", shown=True),
    Field("about", "guid of the thing it is about", shown=False),
    Field("passage", "of the source, where it is about one; else empty", shown=False),
    Field("thing", "what it is about, in words", "about"),
    Field("user", "who wrote it"),
    _beginning("text"),
)
HISTORY = (
    Field("id", "of the entry; its first 12 letters after sha256: name it", "entry", show=_entry),
    Field("time", "UTC", show=_minute),
    Field("user", "who did it"),
    Field("verb", "what was done"),
    Field("what", "to what, in words", show=_what),
    Field("reason", "as the user gave it", show=_reason),
)
CHANGES = (
    Field("thing", "kind and thing, in words"),
    Field("column", "what of it"),
    Field("before", "in words; empty where it was not there"),
    Field("after", "in words"),
)
DIFFERENCES = (
    Field("kind", "coding, code, value, status, outcome or decision"),
    Field("thing", "which one, in words"),
    Field("before", "in words; empty where it was not there"),
    Field("after", "in words; empty where it is no longer there"),
)
CONFLICTS = (
    Field("thing", "kind and thing, in words"),
    Field("column", "what of it"),
    Field("here", "in this project, in words"),
    Field("there", "in the other copy"),
)
CORRECTED = (
    _guid("thing", shown=True),
    Field("source", "name of the source"),
    Field("version", "on which it stands", numeric=True),
    Field("outcome", "moved, changed (other words), doubtful (the same words twice) or lost"),
    Field("thing", "coding, memo or bookmark, in words"),
    Field("user", "who made it"),
    Field("start", "code point at which the words begin", "passage", show=_passage),
    Field("end", "code point before which the words end", shown=False, numeric=True),
    _beginning("words", 60),
    Field("new_start", "in the newest version; empty where it is lost", shown=False, numeric=True),
    Field("new_end", "in the newest version; empty where it is lost", shown=False, numeric=True),
    Field("new_words", "whole; empty where it is lost", "new words", show=_new_words),
)
FOUND = (
    Field("source", "name of the source"),
    Field("case", "the school; empty for none", shown=False),
    Field("turn", "number of the turn; empty where nobody speaks", numeric=True),
    Field("speaker", "the label; empty for no speaker"),
    Field("role", "of the speaker", shown=False),
    Field("start", "code point at which the words begin", "passage", show=_passage),
    Field("end", "code point before which the words end", shown=False, numeric=True),
    Field("words", "with a little of what stands around them"),
    Field("found", "the words themselves: the text from start to end", shown=False),
    Field("codes", "list of the codes on them that you may see"),
)
IMPORTED = (
    Field("file", "path as given"),
    Field("outcome", "imported, already there or failed"),
    Field("source", "guid of the source; empty where none was made"),
    Field("turns", "how many", numeric=True),
    Field("speakers", "how many", numeric=True),
    Field("problem", "why it failed, or which source holds the same words"),
    Field("notes", "list of what was not understood or left out: line, problem, words"),
)
NOTES = (
    Field("file", "path as given"),
    Field("line", "of the text, from 1; 0 for the whole file", numeric=True),
    Field("problem", "what was not understood or left out"),
    Field("words", "how the line begins"),
)
WITHDRAWALS = (
    Field("guid", "of what was withdrawn", "guid", show=short("guid")),
    Field("kind", "speaker, source or case"),
    Field("name", "of it; a name that was withdrawn too is covered"),
    Field("source", "of a speaker: name of the source"),
    Field("also", "list of what went with the words: memos, names, repeats"),
    Field("user", "who withdrew it"),
    Field("time", "UTC", show=_minute),
    Field("reason", "as the user gave it", show=_reason),
)
TYPOLOGIES = (
    Field("name", "of the typology", "typology"),
    Field("version", "as its file says"),
    Field("in_force", "whether cases are typed by it now", "in force", show=mark("in_force")),
    Field("decisions", "how many were made under it", numeric=True),
    Field("digest", "of its rules; its beginning names it"),
)
SETTINGS = (
    Field("setting", "its name"),
    Field("value", "as it is now"),
    Field("options", "list of what it can be"),
    Field("meaning", "what it says"),
)
