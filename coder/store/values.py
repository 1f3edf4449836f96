"""Whether the entries of another copy hold only such values as this program writes.

An entry cannot be taken out again once it is in: what no command here could read is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from coder.errors import CoderError
from coder.journal import Conflict, Entry, Row, Tables, Value
from coder.model import GRADES, INSPECTIONS
from coder.rulefiles import typology_from_data
from coder.scales import scale_from_data
from coder.store.leaving import ALSO, KINDS
from coder.store.schema import DEFAULTS, PLACED
from coder.tomlfile import is_day

_PASSAGE = re.compile(r"(0|[1-9][0-9]{0,11}):(0|[1-9][0-9]{0,11})")
_TEXT = re.compile(r"text:[0-9a-f]{64}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_LARGEST = 2**53 - 1
"""Of an integer that every reader of JSON reads as it is."""


def _list_of(kind: type) -> Callable[[Any], bool]:
    return lambda data: type(data) is list and all(type(each) is kind for each in data)


def _loads(read: Callable[[Any], object]) -> Callable[[Any], bool]:
    def loads(data: Any) -> bool:
        try:
            read(data)
        except CoderError:
            return False
        return True

    return loads


def _in_json(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return whether text is JSON of data that fits."""

    def check(text: Any) -> bool:
        try:
            return fits(json.loads(text))
        except (ValueError, RecursionError):
            return False

    return check


def _is_time(text: Any) -> bool:
    try:
        return text == "" or bool(_TIME.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_text(value: Any) -> bool:
    return value == "" or bool(_TEXT.fullmatch(value))


def _is_flag(value: Any) -> bool:
    return value in (0, 1)


def _is_range(value: Any) -> bool:
    found = _PASSAGE.fullmatch(value)
    return found is not None and int(found[1]) <= int(found[2])


def _holds_words(value: Any) -> bool:
    found = _PASSAGE.fullmatch(value)
    return found is not None and int(found[1]) < int(found[2])


_SIGNED = ("assessments", "typings", "reviews", "replies", "withdrawals")
"""Tables of what people judged, each row with a reason and a time."""

_FITS: Mapping[tuple[str, str], Callable[[Any], bool]] = {
    **{(table, "removed"): _is_flag for table in DEFAULTS},
    ("speakers", "interviewer"): _is_flag,
    ("speakers", "numbered"): _is_flag,
    ("codes", "retired"): _is_flag,
    ("turns", "passage"): _is_range,
    ("codings", "passage"): _holds_words,
    ("bookmarks", "passage"): _holds_words,
    ("memos", "passage"): lambda value: value == "" or _holds_words(value),
    ("rejections", "passage"): _holds_words,
    ("sources", "text"): _is_text,
    ("sources", "since"): _is_time,
    ("speakers", "name"): _is_text,
    ("memos", "text"): _is_text,
    ("summaries", "text"): _is_text,
    ("summaries", "time"): _is_time,
    ("summaries", "codings"): _in_json(_list_of(str)),
    **{(table, "reason"): _is_text for table in _SIGNED},
    **{(table, "time"): _is_time for table in _SIGNED},
    ("withdrawals", "kind"): lambda value: value in KINDS,
    ("withdrawals", "also"): lambda value: set(value.split()) <= set(ALSO),
    ("case_values", "origin"): _is_text,
    ("case_values", "reason"): _is_text,
    ("inspections", "date"): lambda value: value == "" or is_day(value),
    ("inspections", "kind"): lambda value: value in ("", *INSPECTIONS),
    ("inspections", "grade"): lambda value: value in ("", *GRADES),
    ("inspections", "origin"): _is_text,
    ("settings", "value"): _in_json(lambda _: True),
    ("codes", "examples"): _in_json(lambda ids: _list_of(str)(ids) and all(map(_is_text, ids))),
    ("codes", "indicators"): _in_json(_list_of(str)),
    ("codes", "paragraphs"): _in_json(_list_of(int)),
    ("codebooks", "codes"): _in_json(
        lambda codes: type(codes) is dict and _list_of(str)([*codes.values()])
    ),
    ("typologies", "rules"): _in_json(_loads(typology_from_data)),
    ("scales", "rules"): _in_json(_loads(scale_from_data)),
}
"""What the values of a column have in common, beyond their type."""


def wrong(entry: Entry) -> str:
    """Return the first thing in an entry that no program of ours writes; nothing where all fits."""
    for image in entry.images:
        for column, value in image.after.items():
            if not _fits(image.table, column, value):
                return f"{column} of {image.table} is {str(value)!r:.50}"
    for conflict in entry.conflicts:
        if not _shaped(conflict):
            return "a conflict is not of the right shape"
    return ""


def _fits(table: str, column: str, value: Value) -> bool:
    if column not in DEFAULTS.get(table, {}):
        return False
    default = DEFAULTS[table][column]
    if value is None:
        return default is None
    if type(value) is not (int if type(default) is int else str):
        return False
    if type(value) is int and abs(value) > _LARGEST:
        return False
    return _FITS.get((table, column), lambda _: True)(value)


def _shaped(conflict: Conflict) -> bool:
    known = DEFAULTS.get(conflict.table, {})
    values = [value for both in conflict.columns.values() for value in both]
    return conflict.columns.keys() <= known.keys() and all(
        value is None or type(value) in (str, int) for value in values
    )


def beside_the_text(entries: Iterable[Entry], tables: Tables) -> Entry | None:
    """Return the first entry with a passage that is not in the text of its source; else None."""
    for entry in entries:
        for image in entry.images:
            if image.after.get("passage"):
                row = {**tables[image.table][image.guid], **image.after}
                of = str(row[PLACED.get(image.table, "source")])
                _, _, end = str(image.after["passage"]).partition(":")
                if int(end) > _length(tables["sources"], of):
                    return entry
    return None


def _length(sources: Mapping[str, Row], source: str) -> int:
    """Return how long the text of a source is, or of the longest version of it.

    An entry of an earlier program may name a passage without the version that it is in.
    """
    row = sources.get(source, {})
    first = row.get("original") or source
    versions = (r for g, r in sources.items() if first in (g, r["original"])) if row else ()
    return max((int(each["length"] or 0) for each in versions), default=0)


def of_another_kind(ours: Any, theirs: Any) -> bool:
    """Whether two values of one setting cannot both be what the program keeps there."""
    if type(ours) is dict and type(theirs) is dict:
        return any(of_another_kind(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())
    return type(ours) is not type(theirs) and None not in (ours, theirs)
