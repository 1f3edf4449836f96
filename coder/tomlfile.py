"""TOML files of rules: reading one key at a time with errors that say where, and writing."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from coder.display import one_line, visible
from coder.errors import RuleFileError
from coder.model import PATH

MOST_BYTES = 5_000_000
"""Larger than any codebook a person wrote."""


def quoted(text: str) -> str:
    """Return text from a file as it may stand in a message."""
    return f"“{one_line(text, 60)}”"


def nearest(word: str, words: Collection[str]) -> str:
    """Return a hint for a word that is none of these: the nearest, or all where they are few."""
    import difflib  # loaded where something is wrong

    near = difflib.get_close_matches(word, list(words), n=1)
    if near:
        return f"did you mean {quoted(near[0])}?"
    if len(words) > 12:
        return "check the spelling."
    return "it can be " + ", ".join(quoted(each) for each in words) + "." if words else "none is."


def read_toml(path: Path | str) -> dict[str, Any]:
    """Return the tables of a TOML file; raise RuleFileError with the line where it is not TOML."""
    import tomllib  # what only writes needs no parser

    where = one_line(str(path))
    try:
        if Path(path).exists() and not Path(path).is_file():
            raise RuleFileError(f"{where}: is no file; name the file of rules.")
        with Path(path).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise RuleFileError(f"{where}: larger than {MOST_BYTES} bytes, so no file of rules.")
        return tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise RuleFileError(f"{where}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RuleFileError(f"{where}: line {line}: not UTF-8; save the file as UTF-8.") from None
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        raise RuleFileError(f"{where}: not TOML: {one_line(str(error))}.") from None
    except RecursionError:
        raise RuleFileError(f"{where}: nested too deeply to be a file of rules.") from None


def checked_name(name: str) -> str:
    """Return a name in NFC with its white space folded.

    Raises ValueError, with words that follow "the name", where it is empty, would steer a terminal,
    or holds what stands between the codes of a path.
    """
    if visible(name) != name:
        raise ValueError("holds a control or invisible character; type it again.")
    folded = " ".join(unicodedata.normalize("NFC", name).split())
    if not folded:
        raise ValueError("is empty.")
    if PATH.strip() in folded.split():
        raise ValueError(f"holds “{PATH}”, which stands between a code and its parent.")
    return folded


def is_day(text: str) -> bool:
    """Whether text is a day of the calendar, written YYYY-MM-DD."""
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False


class Fields:
    """The keys of one table, read by type; `close` refuses those that nobody asked for."""

    def __init__(self, data: object, file: str, path: str = "") -> None:
        self.file, self.path = file, path
        self._asked: set[str] = set()
        if not isinstance(data, Mapping):
            self.fail("", "must be a table.")
        self.data: Mapping[str, Any] = data

    def fail(self, key: str, what: str) -> NoReturn:
        """Raise RuleFileError naming the file and the key path."""
        at = ".".join(part for part in (self.path, key) if part)
        raise RuleFileError(": ".join(part for part in (one_line(self.file), at, what) if part))

    def _get(self, key: str, kind: type, needed: str, default: Any) -> Any:
        self._asked.add(key)
        if key not in self.data:
            if default is None:
                self.fail(key, f"is missing; it must be {needed}.")
            return default
        value = self.data[key]
        if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
            self.fail(key, f"must be {needed}.")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return text; without a default it must be there and not be empty."""
        value: str = self._get(key, str, "text in quotation marks", default)
        if default is None and not value.strip():
            self.fail(key, "is empty.")
        return value

    def name(self, key: str, default: str | None = None) -> str:
        """Return a name, as `checked_name` has it."""
        value = self.text(key, default)
        return self._checked(key, value) if value or default is None else value

    def _checked(self, key: str, value: str) -> str:
        try:
            return checked_name(value)
        except ValueError as error:
            self.fail(key, f"the name {quoted(value)} {error}")

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is absent."""
        value: bool = self._get(key, bool, "true or false", False)
        return value

    def integer(self, key: str) -> int:
        """Return a whole number."""
        value: int = self._get(key, int, "a whole number", None)
        return value

    def day(self, key: str) -> str:
        """Return a day, written YYYY-MM-DD in quotation marks."""
        value = self.text(key)
        if not is_day(value):
            self.fail(key, f"{quoted(value)} is no day; write YYYY-MM-DD.")
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number, None where it is absent."""
        self._asked.add(key)
        return self.integer(key) if key in self.data else None

    def number(self, key: str) -> float | None:
        """Return a finite number, None where it is absent."""
        if key not in self.data:
            self._asked.add(key)
            return None
        kind = float if isinstance(self.data[key], float) else int
        try:
            value = float(self._get(key, kind, "a number", None))
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            self.fail(key, "must be a finite number.")
        return value

    def _list(self, key: str, kind: type | tuple[type, ...], needed: str) -> list[Any]:
        values: list[Any] = self._get(key, list, f"a list of {needed}", [])
        for index, value in enumerate(values):
            if not isinstance(value, kind) or isinstance(value, bool):
                self.fail(f"{key}[{index}]", f"must be {needed}.")
        return values

    def texts_or_lists(self, key: str) -> tuple[str | list[Any], ...]:
        """Return a list of texts, none of them empty, and of lists."""
        values = self._list(key, (str, list), "text in quotation marks or a list")
        for index, value in enumerate(values):
            if isinstance(value, str) and not value.strip():
                self.fail(f"{key}[{index}]", "is empty.")
        return tuple(values)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none of them empty."""
        values = self._list(key, str, "text in quotation marks")
        for index, value in enumerate(values):
            if not value.strip():
                self.fail(f"{key}[{index}]", "is empty.")
        return tuple(values)

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names."""
        values = self.texts(key)
        return tuple(self._checked(f"{key}[{i}]", value) for i, value in enumerate(values))

    def integers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        return tuple(self._list(key, int, "whole numbers"))

    def lists(self, key: str) -> list[list[Any]]:
        """Return a list of lists."""
        return self._list(key, list, "lists")

    def table(self, key: str) -> Fields:
        """Return a table; an empty one where it is absent."""
        return Fields(self._get(key, dict, "a table", {}), self.file, self._at(key))

    def tables(self, key: str) -> Iterator[Fields]:
        """Yield each table of a list of tables."""
        for index, data in enumerate(self._list(key, dict, f"tables, [[{self._at(key)}]]")):
            yield Fields(data, self.file, f"{self._at(key)}[{index}]")

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def close(self) -> None:
        """Raise RuleFileError where a key is left that has no meaning here."""
        for key in self.data:
            if key not in self._asked:
                hint = nearest(key, sorted(self._asked))
                self.fail("", f"the key {quoted(key)} has no meaning here; {hint}")


def toml_value(value: Any) -> str:
    """Return a value as TOML, tables inline; what steers a terminal is escaped, as in JSON."""
    if isinstance(value, Mapping):
        pairs = (f"{_toml_key(key)} = {toml_value(each)}" for key, each in value.items())
        return "{ " + ", ".join(pairs) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if visible(char) == char else f"\\U{ord(char):08X}" for char in text)


def _toml_key(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else toml_value(key)


def toml_table(fields: Mapping[str, Any]) -> str:
    """Return `key = value` lines; a value that is empty is left out."""
    return "".join(f"{key} = {toml_value(value)}\n" for key, value in fields.items() if value)
