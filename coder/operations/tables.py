"""Small tables that people bring: manifests and lists of cases, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from coder.display import one_line, same_name, visible
from coder.errors import RuleFileError


def read_csv(
    path: Path,
    *,
    required: Sequence[str],
    allowed: Sequence[str] | None = None,
    unique: str = "",
    fold: Callable[[str], str] = same_name,
) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file with a header, cells trimmed, empty rows left out.

    Raises RuleFileError, with file and line, where the file cannot be read, a column is missing or
    unknown, a row has too many cells, or a `unique` cell is empty or, folded, stands twice.
    """
    shown = visible(str(path))
    seen: dict[str, int] = {}
    if path.exists() and not path.is_file():
        raise RuleFileError(f"{shown}: is no file; name a CSV file.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_columns(shown, reader.fieldnames or [], required, allowed)
            for cells in reader:
                row = _row(shown, reader.line_num, cells)
                if not any(row.values()):
                    continue
                if unique:
                    _check_unique(shown, reader.line_num, unique, fold(row[unique]), seen)
                yield row
    except OSError as error:
        raise RuleFileError(f"{shown}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise RuleFileError(
            f"{shown}: is not UTF-8 at byte {error.start}; save it as UTF-8."
        ) from error
    except csv.Error as error:
        raise RuleFileError(f"{shown}: is not CSV ({error}).") from error


def _check_columns(
    shown: str, names: Sequence[str], required: Sequence[str], allowed: Sequence[str] | None
) -> None:
    seen: set[str] = set()
    for name in names:
        if not same_name(name or ""):
            raise RuleFileError(f"{shown}, line 1: a column has no name.")
        if same_name(name) in seen:
            raise RuleFileError(f"{shown}, line 1: the column “{one_line(name)}” stands twice.")
        seen.add(same_name(name))
    for name in required:
        if name not in names:
            raise RuleFileError(f"{shown}, line 1: the column “{name}” is missing.")
    for name in names:
        if allowed is not None and name not in allowed:
            known = ", ".join(allowed)
            raise RuleFileError(
                f"{shown}, line 1: “{one_line(name or '')}” is no column of it; there are {known}."
            )


def _row(shown: str, line: int, cells: dict[str | None, str | list[str] | None]) -> dict[str, str]:
    if None in cells:
        raise RuleFileError(f"{shown}, line {line}: has more cells than there are columns.")
    return {str(name): str(cell or "").strip() for name, cell in cells.items()}


def _check_unique(shown: str, line: int, column: str, cell: str, seen: dict[str, int]) -> None:
    if not cell:
        raise RuleFileError(f"{shown}, line {line}: the column “{column}” is empty.")
    if cell in seen:
        raise RuleFileError(
            f"{shown}, line {line}: “{one_line(cell)}” stands in line {seen[cell]} already."
        )
    seen[cell] = line
