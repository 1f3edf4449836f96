"""Lists: flat records with stable keys, and how they look as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.model import Cell, Column, Table

Record = Mapping[str, Any]
"""Text, whole numbers, truth, None, or a list of texts, by key."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a list's records."""

    key: str
    meaning: str
    heading: str = ""
    """In the table for people; the key where it is empty."""
    shown: bool = True
    """Whether the table for people has it; data files always do."""
    numeric: bool = False
    show: Callable[[Record], Cell] | None = None
    """How people see it, where that differs from the data."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Records under fields."""

    title: str
    fields: Sequence[Field]
    records: Sequence[Record]
    notes: tuple[tuple[str, str], ...] = ()


def as_table(listing: Listing, *, brief: bool) -> Table:
    """Return a list as a table: brief for people to look at, or with every field for data."""
    fields = [field for field in listing.fields if field.shown or not brief]
    return Table(
        title=listing.title,
        columns=tuple(
            Column(
                field.key, (brief and field.heading) or field.key.replace("_", " "), field.numeric
            )
            for field in fields
        ),
        rows=tuple(
            tuple(
                field.show(record) if brief and field.show else _cell(record[field.key])
                for field in fields
            )
            for record in listing.records
        ),
        notes=listing.notes,
    )


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(str(each) for each in value)
    return value if value is None or isinstance(value, int) else str(value)


def short(key: str) -> Callable[[Record], Cell]:
    """Show of a guid as much as commands need to find it again."""
    return lambda record: str(record[key])[:8]


def mark(key: str) -> Callable[[Record], Cell]:
    """Show truth as `yes`, and the rest as nothing."""
    return lambda record: "yes" if record[key] else ""
