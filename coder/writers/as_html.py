"""HTML: one page that needs nothing else, to be read by eye, by keyboard or aloud, or printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from coder.model import Cell, Table
from coder.writers.as_csv import may_be_formula
from coder.writers.layout import caption, fits, is_prose, legend, note, parts, xml_safe

# No script, no picture, nothing fetched: the page cannot call out, whatever a cell holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_PAPER, _USUAL, _LEAST = 273, 8, 6.5
"""Of a printed page the width in mm, and the type in points: the usual, and where it is tight."""

# Colours: black, and #505a5f for lines, on white; contrast at least 7 to 1 (WCAG 2.2, 1.4.6).
STYLE = """
:root { color-scheme: light; }
body { margin: 2rem; color: #0b0c0c; background: #fff;
  font: 1rem/1.5 Arial, "Liberation Sans", Helvetica, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
a { color: #0b0c0c; }
a:focus, .scroll:focus { outline: 3px solid #0b0c0c; outline-offset: 2px; }
.scroll { overflow: auto; max-height: 85vh; border: 1px solid #505a5f; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .5rem; }
th, td { padding: .25rem .5rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid #b1b4b6; white-space: pre-line; }
thead th { position: sticky; top: 0; vertical-align: bottom; background: #f3f2f1;
  border-bottom: 2px solid #0b0c0c; }
tbody th { font-weight: normal; min-width: 9rem; }
td.long { min-width: 22rem; }
.number { text-align: right; }
abbr { text-decoration: none; }
dt { font-weight: bold; }
dd { margin: 0 0 .5rem; max-width: 70rem; overflow-wrap: anywhere; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { margin: 0; font-size: 9pt; }
  .skip { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  table { width: 100%; font-size: 8pt; }
  table.wide { font-size: 6.5pt; }
  th, td { padding: .6mm 1mm; }
  thead { display: table-header-group; }
  thead th { position: static; background: none; }
  tbody th, td.long { min-width: 0; }
  th, td { overflow-wrap: break-word; }
  tr { break-inside: avoid; }
}
"""


def write(table: Table, stream: BinaryIO) -> None:
    """Write a page in UTF-8: the table in a region that scrolls by keyboard, then the notes."""
    lines = [*_head(table)]
    for number, part in enumerate(parts(table, _PAPER, _LEAST), 1):
        lines += _table(part, number)
    lines += [*_notes(table), "</main>", "</body>", "</html>"]
    stream.write(("\n".join(lines) + "\n").encode())


def _text(text: str) -> str:
    return escape(xml_safe(text))


def _head(table: Table) -> Iterator[str]:
    title = _text(table.title)
    yield from (
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="{_text(note(table, "Made by"))}">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#notes">Skip to the notes</a>' if table.notes else "",
        "<main>",
        f"<h1>{_guarded(table.title)}</h1>",
    )


def _table(table: Table, number: int) -> Iterator[str]:
    wide = "" if fits(table, _PAPER, _USUAL) else ' class="wide"'
    long = is_prose(table)
    name = f"caption-{number}"
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">'
    yield f"<table{wide}>"
    yield f'<caption id="{name}">{_guarded(caption(table))}</caption>'
    yield "<thead><tr>"
    for column in table.columns:
        look = ' class="number"' if column.numeric else ""
        yield f'<th scope="col"{look}>{_guarded(column.heading)}</th>'
    yield "</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = zip(row, table.columns, long, strict=True)
        first, *rest = [
            (_cell(table, cell), "number" if column.numeric else "long" if much else "")
            for cell, column, much in cells
        ]
        yield f'<tr><th scope="row">{first[0]}</th>{"".join(_td(*each) for each in rest)}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _td(cell: str, look: str) -> str:
    return f'<td class="{look}">{cell}</td>' if look else f"<td>{cell}</td>"


def _cell(table: Table, cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    if text in table.signs:
        return f'<abbr title="{_text(text)}">{_text(table.signs[text])}</abbr>'
    return _text(text) if isinstance(cell, int) else _guarded(text)


def _guarded(text: str) -> str:
    """Return text with an apostrophe before it where a spreadsheet may take it for a formula."""
    return ("'" if may_be_formula(text) else "") + _text(text)


def _notes(table: Table) -> Iterator[str]:
    notes = [*legend(table), *_apostrophes(table), *table.notes]
    if not notes:
        return
    yield '<h2 id="notes" tabindex="-1">Notes</h2>'
    yield "<dl>"
    for label, words in notes:
        yield f"<dt>{_guarded(label)}</dt><dd>{_guarded(words)}</dd>"
    yield "</dl>"


def _apostrophes(table: Table) -> Iterator[tuple[str, str]]:
    if any(isinstance(cell, str) and may_be_formula(cell) for row in table.rows for cell in row):
        yield (
            "Apostrophes",
            "One stands before text that a spreadsheet could take for a formula; it was not said.",
        )
