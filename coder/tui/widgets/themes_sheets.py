"""How a table of figures is laid out in the columns there are, and said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from coder.display import one_line
from coder.frequencies import PERCENT_FROM, WHOLE, Count, ThemeRow, Themes, in_words, percent
from coder.model import PATH, Guid, Scale, Table
from coder.scales import gaps_and_overlaps

ZERO = "·"

_NAME = 24
"""The least width of the column of themes, where there is room for more."""
_GROUP = 16
"""The greatest width of a compact column's heading."""
PAD = 2
BAR = 2
"""Width of the bar for scrolling."""

_STATES = (("with", 4), ("without", 8), ("not yet\nread", 8), ("no\nsource", 7))
"""What the figures of a group are in full, and how wide each is."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column on the screen; its width is without the padding."""

    text: Text
    width: int


class Sheet:
    """A table as the screen has room for it; row and column numbers are those on the screen."""

    legend = ""
    columns: Sequence[Heading]
    rows: Sequence[Sequence[Text]]
    heights: Sequence[int] | None = None
    """How many lines each row takes; one where it is None."""

    @property
    def heading_height(self) -> int:
        """How many lines the headings take."""
        return max((len(column.text.plain.split("\n")) for column in self.columns), default=1)

    def say(self, row: int, column: int) -> str:
        """Return in words what a cell says."""
        raise NotImplementedError

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings behind a cell."""
        raise NotImplementedError

    def name(self, row: int, column: int) -> str:
        """Return what the passages behind a cell are of."""
        raise NotImplementedError

    def amount(self, row: int, column: int) -> int:
        """Return the number that a cell says; nought where it says none."""
        raise NotImplementedError


class ThemeSheet(Sheet):
    """Themes down, the whole and the groups across: a figure each, or the four states."""

    def __init__(self, themes: Themes, width: int) -> None:
        self._themes = themes
        self._groups = (WHOLE, *themes.groups)
        full = sum(size for _, size in _STATES) + PAD
        fits = len(self._groups) * full + _NAME + PAD + BAR <= width
        self.full = themes.unit != "passages" and not themes.scale and fits
        headings = [self._heading(group) for group in self._groups]
        taken = sum(heading.width + PAD for heading in headings)
        labels = [_label(row.name, row.depth, row.retired) for row in themes.rows]
        first = first_column("theme", labels, width - taken)
        self.columns = (first, *headings)
        self.rows = [
            (
                name_cell(label, "bold" if row.depth == 0 else ""),
                *(self._figure(_count(row, group)) for group in self._groups),
            )
            for label, row in zip(labels, themes.rows, strict=True)
        ]
        if not self.full and themes.unit != "passages":
            self.legend = f"{ZERO} found in none. The line below says what is not yet read."
        if themes.scale is not None:
            self.legend = _of_scale(themes.scale)

    def _heading(self, group: str) -> Heading:
        name = one_line(group or "all", _GROUP)
        base = self._themes.bases[group]
        if base is None:
            return Heading(Text(name, justify="right"), max(len(name), 5))
        if not self.full:
            width = max(len(name), len(f"{base} of {base}") + self._voices, self._widest(group))
            return Heading(Text(name, justify="right"), width)
        lines = [f"{name}, of {base}", *_stacked()]
        width = max(len(line) for line in lines)
        lines[0] = f"{lines[0]:^{width}}"
        return Heading(Text("\n".join(lines)), width)

    def _widest(self, group: str) -> int:
        """Return how wide the figures with their quantity words are."""
        if self._themes.scale is None:
            return 0
        counts = (_count(row, group) for row in self._themes.rows)
        return max((len(self._figure(count).plain) for count in counts), default=0)

    @property
    def _voices(self) -> bool:
        return self._themes.unit == "speakers"

    def _figure(self, count: Count) -> Text:
        found = ("≥" if count.at_least else "") + (str(count.with_) if count.with_ else ZERO)
        style = "bold" if count.with_ else "dim"
        if not self.full:
            of = f" of {count.base}" if count.base is not None and count.with_ else ""
            shown = Text(found, style, justify="right", no_wrap=True).append(of, "dim")
            if self._themes.scale is not None and count.base:
                shown.append(f", {in_words(self._themes.scale, count)}", "not bold")
            return shown
        rest = (count.without, count.not_yet_read, count.no_source)
        figures = [str(number) if number else ZERO for number in rest]
        widths = [size for _, size in _STATES]
        shown = Text(f"{found:>{widths[0]}}", style, no_wrap=True)
        for figure, width in zip(figures, widths[1:], strict=True):
            shown.append(f"{figure:>{width}}", "dim" if figure == ZERO else "not bold")
        return shown

    def say(self, row: int, column: int) -> str:
        """Return the theme's path and every state in words."""
        group = self._groups[max(column - 1, 0)]
        theme = self._themes.rows[row]
        count = _count(theme, group)
        least = "at least " if count.at_least else ""
        lead = f"{one_line(theme.path)}, {one_line(group) if group else 'all'}:"
        if count.base is None:
            return f"{lead} {count.with_} passages."
        shares = count.base >= PERCENT_FROM and not count.at_least
        share = f" ({percent(count)}%)" if shares else ""
        words = f"{lead} {least}{count.with_} of {count.base} {self._themes.unit}{share} with it; "
        words += f"without {count.without}, not yet read {count.not_yet_read}"
        if self._themes.unit == "schools":
            words += f", no source {count.no_source}"
        if self._themes.scale is not None:
            words += f"; in words: {in_words(self._themes.scale, count)}"
        return words + "."

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings behind a figure; on the theme itself, behind all."""
        return _count(self._themes.rows[row], self._groups[max(column - 1, 0)]).codings

    def name(self, row: int, column: int) -> str:
        """Return the theme's path and the group."""
        group = self._groups[max(column - 1, 0)]
        path = one_line(self._themes.rows[row].path)
        return f"{path}, {one_line(group)}" if group else path

    def amount(self, row: int, column: int) -> int:
        """Return how many units have the theme."""
        return _count(self._themes.rows[row], self._groups[max(column - 1, 0)]).with_


class MatrixSheet(Sheet):
    """Themes down and schools across: a sign for each state."""

    legend = "2 with, in so many passages   ○ without   ? not yet read   – no source"

    def __init__(self, table: Table, width: int) -> None:
        self._table = table
        labels = [label_of(str(row[0])) for row in table.rows]
        schools = [one_line(column.heading, _GROUP) for column in table.columns[1:]]
        headings = [Heading(Text(name, justify="right"), max(len(name), 2)) for name in schools]
        first = first_column("theme", labels, width - sum(each.width + PAD for each in headings))
        self.columns = (first, *headings)
        self.rows = [
            (name_cell(label), *(self._sign(str(state)) for state in row[1:]))
            for label, row in zip(labels, table.rows, strict=True)
        ]

    def _sign(self, state: str) -> Text:
        sign = one_line(self._table.signs.get(state, state))
        return Text(sign, "bold" if sign.isdigit() else "dim", justify="right", no_wrap=True)

    def say(self, row: int, column: int) -> str:
        """Return the theme's path, the school and its state."""
        path = one_line(str(self._table.rows[row][0]))
        if column == 0:
            return f"{path}: move right to a school."
        school = one_line(self._table.columns[column].heading)
        state = str(self._table.rows[row][column])
        return f"{path}, {school}: {state.replace(' (', ', passages: ').removesuffix(')')}."

    def codings(self, row: int, column: int) -> Sequence[Guid]:
        """Return the codings behind a cell; on the theme itself, of all schools."""
        if column:
            return self._table.codings.get((row, column), ())
        found = [self._table.codings.get((row, at), ()) for at in range(len(self._table.columns))]
        return [coding for each in found for coding in each]

    def name(self, row: int, column: int) -> str:
        """Return the theme's path and the school."""
        path = one_line(str(self._table.rows[row][0]))
        return f"{path}, {one_line(self._table.columns[column].heading)}" if column else path

    def amount(self, row: int, column: int) -> int:
        """Return in how many passages of the school it is; of a theme, in how many schools."""
        cells = self._table.rows[row]
        signs = [self._table.signs.get(str(cell), "") for cell in cells]
        if column == 0:
            return sum(sign.isdigit() for sign in signs)
        return int(signs[column]) if signs[column].isdigit() else 0


def _count(row: ThemeRow, group: str) -> Count:
    return row.groups[group] if group else row.whole


def _label(name: str, depth: int, retired: bool) -> str:
    return "  " * depth + one_line(name) + (" (retired)" if retired else "")


def name_cell(label: str, style: str = "") -> Text:
    return Text(label, style, no_wrap=True, overflow="ellipsis")


def label_of(path: str) -> str:
    *above, name = path.split(PATH)
    return _label(name, len(above), False)


def first_column(heading: str, labels: Sequence[str], left: int) -> Heading:
    """Return the column of names: as wide as they are, and at most what the others leave."""
    widest = max((len(label) for label in labels), default=0)
    room = max(left - PAD - BAR, _NAME)
    return Heading(Text(heading), max(len(heading), min(widest, room)))


def _stacked() -> list[str]:
    """Return the headings of the four states in two lines, over their figures."""
    upper, lower = "", ""
    for words, width in _STATES:
        over, _, under = words.rpartition("\n")
        upper, lower = upper + f"{over:>{width}}", lower + f"{under:>{width}}"
    return [upper, lower]


def _of_scale(scale: Scale) -> str:
    """Return whose words they are, and where the scale has none or more than one."""
    said = (
        f"Words: {one_line(scale.name)}, version {one_line(scale.version)}. They hold whatever is "
        "not yet read; “open” depends on that."
    )
    if faults := gaps_and_overlaps(scale):
        said += f" “No word” is a gap, two words an overlap of the scale: {'; '.join(faults)}."
    return said
