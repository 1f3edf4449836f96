"""How pairs, roles, co-occurrence, the framework, quotations and coverage are laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from textwrap import wrap
from typing import Any, overload

from rich.console import JustifyMethod
from rich.text import Text

from coder.display import counted, one_line, visible
from coder.model import Guid, Table
from coder.operations.figures import (
    COOCCURRENCE,
    COVERAGE,
    FRAMEWORK,
    MATRIX,
    PAIRS,
    ROLES,
    Answer,
)
from coder.tui.widgets.themes_sheets import (
    BAR,
    PAD,
    ZERO,
    Heading,
    MatrixSheet,
    Sheet,
    ThemeSheet,
    first_column,
    label_of,
    name_cell,
)

_WIDEST = 30
_HEADING = 8
"""The width of a line of a heading, where it then has few enough lines."""
_LINES = 3
"""The greatest number of lines of a heading."""
_LOOKED_AT = 500
"""Rows whose cells say how wide a column is."""


class Rows(Sequence[Sequence[Text]]):
    """Rows laid out when they are asked for: there may be tens of thousands."""

    def __init__(self, number: int, row: Callable[[int], Sequence[Text]]) -> None:
        self._number, self._row = number, row

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, at: int) -> Sequence[Text]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Text]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Text] | Sequence[Sequence[Text]]:
        if isinstance(at, slice):
            return [self._row(each) for each in range(*at.indices(self._number))]
        if not 0 <= at < self._number:
            raise IndexError(at)
        return self._row(at)


class TableSheet(Sheet):
    """Any table as it is: names at the left, figures under headings of up to three lines."""

    def __init__(self, table: Table, width: int, legend: str = "") -> None:
        self.table, self.legend = table, legend
        self.order = self.ordered()
        keys = [column.key for column in table.columns]
        self._by_path = keys[0] == "path"
        seen = range(min(len(table.rows), _LOOKED_AT))
        headings = [self._heading(at, seen) for at in self.order]
        taken = sum(each.width + PAD for each in headings[1:])
        name = one_line(table.columns[0].heading)
        labels = [self._label(at) for at in seen]
        self.columns = (first_column(name, labels, width - taken), *headings[1:])
        self.rows = Rows(len(table.rows), self._row)

    def ordered(self) -> Sequence[int]:
        """Return the columns of the table in the order of the screen."""
        return range(len(self.table.columns))

    def _label(self, row: int) -> str:
        said = str(self.table.rows[row][0] or "")
        return label_of(said) if self._by_path else one_line(said)

    def _heading(self, column: int, rows: Sequence[int]) -> Heading:
        said = self.table.columns[column]
        lines = _narrow(one_line(said.heading))
        cells = (len(self.shown(row, column)) for row in rows)
        width = max(*map(len, lines), min(max(cells, default=0), self.widest(column)), 1)
        if said.numeric:
            lines = [f"{line:>{width}}" for line in lines]
        return Heading(Text("\n".join(lines)), width)

    def widest(self, column: int) -> int:
        """Return how wide the cells of a column may be."""
        return _WIDEST

    def shown(self, row: int, column: int) -> str:
        """Return what the screen shows for a cell."""
        cell = self.table.rows[row][column]
        if self.table.columns[column].numeric and cell == 0:
            return ZERO
        return "" if cell is None else one_line(str(cell))

    def _row(self, row: int) -> list[Text]:
        return [self._first(row), *(self.cell(row, column) for column in self.order[1:])]

    def _first(self, row: int) -> Text:
        label = self._label(row)
        return name_cell(label, "" if not self._by_path or label.startswith(" ") else "bold")

    def cell(self, row: int, column: int) -> Text:
        """Return a cell as it is drawn."""
        said, numeric = self.shown(row, column), self.table.columns[column].numeric
        side: JustifyMethod = "right" if numeric else "left"
        style = "" if not numeric else "dim" if said == ZERO else "bold"
        return Text(said, style, justify=side, no_wrap=True, overflow="ellipsis")

    def say(self, row: int, column: int) -> str:
        """Return the row's name, the column's and the cell."""
        at = self.order[column]
        named, cell = self.named(row), self.table.rows[row][at]
        if column == 0:
            return f"{named}: Enter shows all its passages; its figures are to the right."
        shown = "nothing" if cell in (None, "") else one_line(str(cell))
        return f"{named}, {one_line(self.table.columns[at].heading)}: {shown}."

    def named(self, row: int) -> str:
        """Return what a row is of."""
        return next((one_line(str(each)) for each in self.table.rows[row][:2] if each), "")

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings behind a cell; on what is no figure, behind all of its row."""
        if column and self.table.columns[self.order[column]].numeric:
            return self.table.codings.get((row, self.order[column]), ())
        every = (self.table.codings.get((row, at), ()) for at in self.order)
        return list(dict.fromkeys(guid for each in every for guid in each))

    def name(self, row: int, column: int) -> str:
        """Return what the row is of, and the column."""
        if column == 0:
            return self.named(row)
        return f"{self.named(row)}, {one_line(self.table.columns[self.order[column]].heading)}"

    def amount(self, row: int, column: int) -> int:
        """Return a figure; what is none is nought."""
        cell = self.table.rows[row][self.order[column]]
        return cell if isinstance(cell, int) else 0


class PairsSheet(TableSheet):
    """Themes by how the pairs fall; or pair by pair."""

    def say(self, row: int, column: int) -> str:
        """Return a figure with its base, or for one theme what the pair says."""
        if not self._by_path:
            cells = [one_line(str(each)) for each in self.table.rows[row]]
            pair, first, first_state, second, second_state, outcome = cells[:6]
            return (
                f"Pair {pair}: {first} is {first_state}, {second} is {second_state}; so {outcome}."
            )
        figure = self.table.columns[self.order[column]]
        if figure.key in ("path", "pairs", "p"):
            return super().say(row, column)
        return f"{self.name(row, column)}: {self.table.rows[row][column]} of {self._base(row)}."

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings behind a cell; of one theme those of the pair, or of its school."""
        if self._by_path:
            key = self.table.columns[column].key
            return () if key in ("p", "pairs") else super().codings(row, column)
        at = {0: 5, 1: 2, 3: 4}.get(column, column)
        return self.table.codings.get((row, at), ())

    def _base(self, row: int) -> str:
        at = [column.key for column in self.table.columns].index("pairs")
        return f"{self.table.rows[row][at]} pairs"


class TogetherSheet(TableSheet):
    """Theme by theme: how often they stand together."""

    def __init__(self, table: Table, width: int, unit: str) -> None:
        self._unit = unit
        super().__init__(table, width, f"{ZERO} never together. Empty: one stands under the other.")

    def say(self, row: int, column: int) -> str:
        """Return both themes and how often they meet."""
        if column == 0:
            return super().say(row, column)
        one, other = self.named(row), one_line(self.table.columns[column].heading)
        cell = self.table.rows[row][column]
        if row + 1 == column:
            return f"{one}: {cell} {self._unit} in all."
        if cell is None:
            return f"{one} and {other}: one stands under the other, so they always meet."
        return f"{one} and {other}: together in {cell} {self._unit}."

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings behind a cell; on a theme all of its own."""
        return self.table.codings.get((row, column or row + 1), ())


class QuotesSheet(TableSheet):
    """Passages down: who said it, where, and the words."""

    _FIRST = ("school", "quotation", "code", "role")
    _BESIDE, _CODE = 34, 28
    """What the school and the code take, and the greatest width of a code's name."""

    def __init__(self, table: Table, width: int) -> None:
        self._left = max(width - self._BESIDE, _WIDEST)
        self._keys = [column.key for column in table.columns]
        super().__init__(table, width)

    def widest(self, column: int) -> int:
        """Give the words what the school and the code leave; the rest is a move away."""
        wide = {"quotation": min(self._left - 4, 100), "code": self._CODE}
        return wide.get(self._keys[column], _WIDEST)

    def shown(self, row: int, column: int) -> str:
        """Return a cell; of a code the name, since its path would be cut."""
        said = super().shown(row, column)
        return label_of(said).strip() if self._keys[column] == "code" else said

    def ordered(self) -> Sequence[int]:
        """Put the words beside the school; the rest follows."""
        first = [self._keys.index(key) for key in self._FIRST]
        return [*first, *(at for at in range(len(self._keys)) if at not in first)]

    def say(self, row: int, column: int) -> str:
        """Return the words, whole, with who said them and as what they were coded."""
        said = dict(zip(self._keys, self.table.rows[row], strict=True))
        words = visible(str(said["quotation"]), lines=True).strip("\n")
        turn = f", turn {said['turn']}" if said["turn"] else ""
        place = [said["school"] or "no school", f"{said['source']}{turn}", said["role"]]
        where = ", ".join(one_line(str(each)) for each in place if each)
        by = f"{one_line(str(said['code']))}, coded by {one_line(str(said['users']))}"
        return f"“{words}” ({where}). {by}."

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings of the passage."""
        return self.table.codings.get((row, len(self.table.columns) - 1), ())


class FrameworkSheet(Sheet):
    """Schools down, themes across; the cells are summaries, or say why they are empty."""

    _SIGNS: Mapping[str, str] = {"with": "●", "without": "○", "not yet read": "?", "no source": "–"}
    _NARROW, _WIDE, _HIGH = 24, 44, 4

    legend = "● passages wait for a summary   ○ nothing found   ? not yet read   – no source"

    def __init__(self, table: Table, records: Sequence[Mapping[str, Any]], width: int) -> None:
        self.table, self._records = table, records
        self._themes = max(len(table.columns) - 1, 1)
        labels = [one_line(str(row[0])) for row in table.rows]
        first = Heading(Text("school"), min(max(6, *map(len, ("", *labels))), _WIDEST))
        room = width - first.width - PAD - BAR
        beside = max(min(room // (self._NARROW + PAD), self._themes), 1)
        each = max(self._NARROW, min(room // beside - PAD, self._WIDE))
        names = [_short(label_of(column.heading).strip(), each) for column in table.columns[1:]]
        self.columns = (first, *(Heading(Text("\n".join(lines)), each) for lines in names))
        self.rows = [
            [name_cell(label, "bold"), *(self._cell(row, at, each) for at in range(self._themes))]
            for row, label in enumerate(labels)
        ][: len(table.rows) if len(table.columns) > 1 else 0]
        self.heights = [max(len(cell.plain.split("\n")) for cell in row) for row in self.rows]

    def words(self, row: int, column: int) -> str:
        """Return what a cell says, on one line: a summary, or a sign and why there is none."""
        said = one_line(str(self.table.rows[row][column]))
        record = self._record(row, column)
        if record["summary"] is not None:
            return said
        return f"{self._SIGNS[str(record['state'])]} {said[1:-1]}"

    def _record(self, row: int, column: int) -> Mapping[str, Any]:
        return self._records[row * self._themes + column - 1]

    def _cell(self, row: int, at: int, width: int) -> Text:
        lines = wrap(self.words(row, at + 1), width) or [""]
        if len(lines) > self._HIGH:
            last = one_line(" ".join(lines[self._HIGH - 1 :]), width)
            lines = [*lines[: self._HIGH - 1], last]
        style = "" if self._record(row, at + 1)["summary"] is not None else "dim"
        return Text("\n".join(lines), style)

    def say(self, row: int, column: int) -> str:
        """Return school, theme and the whole summary with who wrote it when."""
        if column == 0:
            return f"{self.name(row, 0)}: move right to a theme."
        record = self._record(row, column)
        words = f"{self.name(row, column)}: {self.words(row, column)}"
        if record["summary"] is None:
            return words + "."
        linked = len(str(record["codings"]).split("; ")) if record["codings"] else 0
        behind = f"{counted(linked, 'coding')} behind it"
        by = f"{one_line(str(record['user']))}, {str(record['time'])[:10]}"
        return f"{words} ({by}; {behind})"

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings linked to a summary; without one, those it could be written from."""
        if column:
            return self.table.codings.get((row, column), ())
        every = (self.table.codings.get((row, at), ()) for at in range(1, self._themes + 1))
        return list(dict.fromkeys(guid for each in every for guid in each))

    def name(self, row: int, column: int) -> str:
        """Return the school and the theme."""
        school = one_line(str(self.table.rows[row][0]))
        return f"{school}, {one_line(self.table.columns[column].heading)}" if column else school


def noted(table: Table, *labels: str) -> str:
    """Return the notes of these labels, a line each."""
    return "\n".join(f"{label}: {words}" for label, words in table.notes if label in labels)


def _groups(table: Table) -> str:
    """Return which roles are in which group, and which in none; the notes say whose choice."""
    told = dict(table.notes)
    groups = told.get("Groups of roles", "").partition(". ")[0]
    apart = told.get("In no group", "none.")
    return f"Groups: {groups}. In no group: {apart}"


def _narrow(heading: str) -> list[str]:
    """Return a heading in few lines, as narrow as they can be without cutting a word."""
    for width in range(_HEADING, len(heading)):
        lines = wrap(heading, width, break_long_words=False)
        if len(lines) <= _LINES:
            return lines
    return [heading]


def _short(heading: str, width: int) -> list[str]:
    """Return a heading in lines of at most a width; the last says that there is more."""
    lines: Iterator[str] = iter(wrap(heading, width) or [""])
    shown = list(islice(lines, _LINES))
    if rest := " ".join(lines):
        shown[-1] = one_line(f"{shown[-1]} {rest}", width)
    return shown


def sheet_of(answer: Answer, width: int) -> Sheet:
    """Return a table laid out for a width."""
    table, asked = answer.table, answer.question
    if answer.themes is not None:
        return ThemeSheet(answer.themes, width)
    if not table.notes or asked.kind == COVERAGE:
        return TableSheet(table, width)
    if asked.kind == FRAMEWORK:
        return FrameworkSheet(table, answer.records or (), width)
    if asked.kind == COOCCURRENCE:
        return TogetherSheet(table, width, asked.unit)
    if asked.kind == PAIRS:
        return PairsSheet(table, width, noted(table, "Pairs in all", "p", "Broken pairs", "Test"))
    if asked.kind == ROLES:
        return TableSheet(table, width, _groups(table))
    return MatrixSheet(table, width) if asked.kind == MATRIX else QuotesSheet(table, width)
