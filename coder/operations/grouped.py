"""Figures by groups of schools: those of small groups withheld, with those that tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder.disclosure import WITHHELD, small_groups, withheld
from coder.display import counted
from coder.frequencies import Count, ThemeRow, Themes, group_keys
from coder.model import Column, Table

_FIGURES = (
    "with", "percent", "words", "without", "not_yet_read", "no_source", "base", "at_least",
)  # fmt: skip
"""What the keys of a group's figures end in."""

Records = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Themes by group, and how many schools each group has."""

    themes: Themes
    schools: Mapping[str, int | None]
    k: int
    rare: Mapping[str, str]
    """By the label of a group whose value is hidden, the value: for inside the team."""

    @property
    def small(self) -> set[str]:
        """The groups of fewer than k schools."""
        return set(small_groups(self.schools, self.k))

    @property
    def hidden(self) -> set[str]:
        """The groups whose figures are withheld: the small ones and those that hide them."""
        rows = [
            {group: _states(count) for group, count in row.groups.items()}
            for row in self.themes.rows
        ]
        sizes = {group: self.schools.get(group) or 0 for group in self.themes.groups}
        bounded = self.themes.unit != "passages"
        return withheld(rows, self.small, sizes, bounded=bounded)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is withheld, by which rule: for the file, and for the team besides."""
        small, hidden, by = self.small, self.hidden, self.themes.by
        if not hidden:
            return []
        groups = counted(len(small), "group")
        values = ", ".join(sorted(self.rare.get(group, group) for group in small))
        said = [
            (
                f"Figures by {by}: {groups} of fewer than {counted(self.k, 'school')} (rule:"
                " k-anonymity).",
                f"Of {values}.",
            )
        ]
        if others := sorted(hidden - small):
            said.append(
                (
                    f"Figures by {by} of {', '.join(others)}: with them the ones above could be"
                    " worked out from the whole (rule: complementary).",
                    "",
                )
            )
        return said


def _states(count: Count) -> tuple[int, ...]:
    if count.base is None:
        return (count.with_,)
    return count.with_, count.without, count.not_yet_read, count.no_source


def grouped(
    by: Grouped, table: Table, records: Records | None
) -> tuple[Table, Records | None, Themes]:
    """Return a table of themes, its records and what charts draw, without withheld figures."""
    small, hidden = by.small, by.hidden
    shown = _without(by.themes, hidden)
    if not hidden:
        return table, records, shown
    columns = _Columns(by.themes, small, hidden)
    return columns.table(table), records and [columns.record(each) for each in records], shown


def _without(themes: Themes, hidden: set[str]) -> Themes:
    """Return themes without the groups that are withheld, and without what leads to passages."""
    return replace(
        themes,
        groups=tuple(group for group in themes.groups if group not in hidden),
        bases={group: base for group, base in themes.bases.items() if group not in hidden},
        rows=tuple(_row(row, hidden) for row in themes.rows),
    )


def _row(row: ThemeRow, hidden: set[str]) -> ThemeRow:
    groups = {
        group: replace(count, codings=())
        for group, count in row.groups.items()
        if group not in hidden
    }
    return replace(row, whole=replace(row.whole, codings=()), groups=groups)


class _Columns:
    """Which columns of a table belong to groups that are withheld."""

    def __init__(self, themes: Themes, small: set[str], hidden: set[str]) -> None:
        self._themes, self._small, self._hidden = themes, small, hidden
        keys = group_keys(themes.groups)
        self._group = {
            keys[group] + figure: (group, figure) for group in hidden for figure in _FIGURES
        }
        # All groups that are too small stand in the place of the first, under no name.
        self._first = next((group for group in themes.groups if group in small), "")

    def table(self, table: Table) -> Table:
        """Return a table with the word in every such cell."""
        kept = [at for at, column in enumerate(table.columns) if self._kept(column.key)]
        return replace(
            table,
            columns=tuple(self._column(table.columns[at]) for at in kept),
            rows=tuple(
                tuple(WITHHELD if table.columns[at].key in self._group else row[at] for at in kept)
                for row in table.rows
            ),
            notes=tuple((label, self._note(words)) for label, words in table.notes),
        )

    def record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a flat object with the word in place of every such figure."""
        return {
            self._key(key): WITHHELD if key in self._group else value
            for key, value in record.items()
            if self._kept(key)
        }

    def _kept(self, key: str) -> bool:
        group, _ = self._group.get(key, ("", ""))
        return group not in self._small or group == self._first

    def _key(self, key: str) -> str:
        group, figure = self._group.get(key, ("", ""))
        return f"{WITHHELD}_{figure}" if group in self._small else key

    def _column(self, column: Column) -> Column:
        group, figure = self._group.get(column.key, ("", ""))
        if group in self._small:
            heading = f"small groups: {figure.replace('_', ' ')}"
            return Column(self._key(column.key), heading)
        # Without its group and state no chart draws it.
        return Column(column.key, column.heading) if group else column

    def _note(self, words: str) -> str:
        """Return a note in which no small group is named with its size."""
        bases = [(group, base) for group, base in self._themes.bases.items() if group]
        every = ", ".join(f"{base} {group}" for group, base in bases)
        kept = [f"{base} {group}" for group, base in bases if group not in self._small]
        return words.replace(every, ", ".join([*kept, "the rest in small groups"]))
