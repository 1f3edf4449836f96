"""A sheet to draw on, measured in inches from its upper left corner, with a title and a caption."""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

from coder.display import one_line
from coder.model import PATH, Column, Table
from coder.writers.layout import note, xml_safe

INK, GREY, LINE = "#0b0c0c", "#505a5f", "#8a9095"
MARGIN, HEAD, FOOT = 0.35, 0.95, 0.14
"""Inches: the edge, the room for title and legend, and a line of the caption."""
DOTS = 200
"""Of a PNG, to an inch; an SVG is measured in points, whatever this says."""
SMALL = 6.5
"""Points of the caption."""

_EM = 0.56
"""Ems that a letter of the typeface takes, at most on average."""

_TOLD = (
    "Unit",
    "Base",
    "Filters",
    "Users",
    "Profile",
    "Caveat",
    "Codebook",
    "Journal head",
    "Made by",
)

_LOOK = {
    "svg.hashsalt": "coder",  # names of patterns would else be new on every run
    "svg.fonttype": "path",  # letters as outlines: no other typeface takes the place of this one
    "text.parse_math": False,  # a dollar in a name is a dollar
    "hatch.linewidth": 0.5,
    "path.simplify": False,
}


class Sheet:
    """A figure being drawn."""

    def __init__(self, table: Table, width: float, height: float) -> None:
        from matplotlib import get_data_path
        from matplotlib.figure import Figure

        self.table, self.width = table, width
        self._fonts = Path(get_data_path()) / "fonts" / "ttf"
        lines = list(_caption(table, width - 2 * MARGIN))
        self.height = height + len(lines) * FOOT + MARGIN
        figure = Figure(figsize=(self.width, self.height), facecolor="white")
        self._figure: Any = figure
        self._axes: Any = figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(self.height, 0)
        self._axes.axis("off")
        self.text(MARGIN, MARGIN + 0.05, one_line(table.title, 90), 14, bold=True)
        for at, line in enumerate(lines):
            self.text(MARGIN, height + (at + 0.5) * FOOT, line, SMALL, colour=GREY)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 8,
        *,
        bold: bool = False,
        side: str = "left",
        colour: str = INK,
        turn: float = 0,
    ) -> None:
        """Write words, their middle at height y; turned, they begin at it and go up."""
        from matplotlib.font_manager import FontProperties

        face = self._fonts / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
        look = FontProperties(fname=str(face), size=size)
        up = "bottom" if turn else "center_baseline"
        self._axes.text(
            x, y, words, fontproperties=look, ha=side, va=up, color=colour, rotation=turn
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, hatch: str = ""
    ) -> None:
        """Draw a box from its upper left corner, filled, with hatching."""
        from matplotlib.patches import Rectangle

        # As a patch, each box would have the limits of the axes worked out, which stand already.
        self._axes.add_artist(
            Rectangle((x, y), width, height, facecolor=fill, edgecolor=LINE, hatch=hatch, lw=0.5)
        )

    def legend(self, signs: list[tuple[str, str, str, str]]) -> None:
        """Say what boxes mean, under the title: fill, hatching, sign in the box, words."""
        x, y = MARGIN, MARGIN + 0.4
        for fill, hatch, sign, words in signs:
            self.box(x, y - 0.08, 0.3, 0.16, fill, hatch)
            if sign:
                self.text(x + 0.15, y, sign, 7, side="center", colour=on(fill))
            self.text(x + 0.38, y, words, 7.5)
            x += 0.38 + len(words) * 7.5 * _EM / 72 + 0.3

    def save(self, stream: BinaryIO, format: str) -> None:
        """Write the picture, with everything the table says of itself inside the file."""
        told = "\n".join(f"{label}: {xml_safe(words)}" for label, words in self.table.notes)
        title, made = xml_safe(self.table.title), one_line(note(self.table, "Made by"))
        about: dict[str, str | None] = {"Title": title, "Description": told}
        if format == "png":
            self._save(stream, format, about | {"Software": made})
            return
        picture = io.BytesIO()
        self._save(picture, format, about | {"Creator": made, "Date": None})
        stream.write(_named(picture.getvalue().decode(), title, told).encode())

    def _save(self, stream: BinaryIO, format: str, about: dict[str, str | None]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of letters that the typeface does not have
            self._figure.savefig(stream, format=format, dpi=DOTS, metadata=about)


def _named(svg: str, title: str, told: str) -> str:
    """Give a picture a name and a description that are read aloud."""
    start = svg.index("<svg ")
    end = svg.index(">", start)
    return (
        f'{svg[:end]} role="img" aria-labelledby="title desc">\n <title id="title">{escape(title)}'
        f'</title>\n <desc id="desc">{escape(told)}</desc>{svg[end + 1 :]}'
    )


def _caption(table: Table, width: float) -> Iterator[str]:
    """Yield the lines beneath: unit, base, users, profile, caveat and where it comes from."""
    letters = int(width * 72 / (SMALL * _EM))
    told = [(label, note(table, label)) for label in _TOLD]
    words = [f"{label}: {one_line(said)}" for label, said in told if said]
    for each in words:
        yield from textwrap.wrap(each, letters) or [""]


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with the library's own defaults, whatever settings a person's own hold."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOK)  # type: ignore[arg-type]
        yield


def on(fill: str) -> str:
    """Return the ink that is read on a grey: black or white."""
    return "#ffffff" if int(fill[1:3], 16) < 0x80 else INK


def labels(table: Table) -> list[str]:
    """Return what stands before each row: of a path its last name, indented."""
    paths = [str(row[0]).split(PATH) for row in table.rows]
    return ["    " * (len(path) - 1) + one_line(path[-1], 60) for path in paths]


def heading(column: Column, letters: int) -> str:
    """Return a column's heading, cut."""
    return one_line(column.heading, letters)


def label_width(names: list[str], size: float = 8) -> float:
    """Return inches for the widest of some labels."""
    return max([1.0, *(len(name) * size * _EM / 72 for name in names)])
