"""A report as one page of HTML that needs nothing else: no script, no picture, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from coder.writers.as_csv import may_be_formula
from coder.writers.as_html import POLICY
from coder.writers.layout import xml_safe
from coder.writers.report.blocks import (
    Block,
    Facts,
    Grid,
    Line,
    Page,
    Paragraph,
    Points,
    Quotation,
    Run,
    Section,
)
from coder.writers.report.style import SHEET, STYLE, quoted

_WIDE = 7
"""So many columns want more room than a sheet of paper has in the usual type."""


def write(page: Page, stream: BinaryIO) -> None:
    """Write a page in UTF-8."""
    for line in (*_head(page), *_body(page)):
        stream.write(f"{line}\n".encode())


def _text(text: str) -> str:
    return escape(xml_safe(text))


def _head(page: Page) -> Iterator[str]:
    yield from (
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="{_text(page.maker)}">',
        f"<title>{_text(page.title)}</title>",
        f"<style>{STYLE}{SHEET % (quoted(page.top), quoted(page.bottom))}</style>",
        "</head>",
    )


def _body(page: Page) -> Iterator[str]:
    yield from ("<body>", '<a class="skip" href="#main">Skip to the report</a>')
    yield from ("<header>", f'<h1 id="top">{_guarded(page.title)}</h1>', "</header>")
    yield from ('<nav class="contents" aria-label="Contents">', "<ul>")
    for section in page.sections:
        words = _guarded(section.short) if section.short else _line(section.heading)
        yield f'<li><a href="#{section.id}">{words}</a></li>'
    yield from ("</ul>", "</nav>", '<main id="main" tabindex="-1">')
    for block in page.lead:
        yield from _block(block, 2)
    for section in page.sections:
        yield from _section(section, 2)
    yield from ("</main>", "<footer>", f"<p>{_guarded(page.bottom)}</p>")
    yield from ('<p><a href="#top">Back to the top</a></p>', "</footer>", "</body>", "</html>")


def _section(section: Section, level: int) -> Iterator[str]:
    sheet = ' class="sheet"' if section.new_page else ""
    place = f' id="{section.id}" tabindex="-1"' if section.id else ""
    yield f"<section{sheet}>"
    yield f"<h{level}{place}>{_line(section.heading)}</h{level}>"
    for block in section.blocks:
        yield from _block(block, level + 1)
    yield "</section>"


def _block(block: Block | Section, level: int) -> Iterator[str]:
    match block:
        case Section():
            yield from _section(block, level)
        case Paragraph(words, look):
            yield f"<p{_class(look)}>{_line(words)}</p>"
        case Points(items, numbered):
            kind = "ol" if numbered else "ul"
            yield f"<{kind}>"
            yield from (f"<li>{_line(item)}</li>" for item in items)
            yield f"</{kind}>"
        case Facts(pairs):
            yield "<dl>"
            yield from (f"<dt>{_guarded(name)}</dt><dd>{_line(said)}</dd>" for name, said in pairs)
            yield "</dl>"
        case Quotation():
            yield from _quotation(block)
        case Grid():
            yield from _grid(block)


def _quotation(each: Quotation) -> Iterator[str]:
    yield f'<blockquote class="{each.side}">'
    yield f"<p><strong>{each.side.capitalize()}</strong>: {_text(each.before)}</p>"
    yield f'<p class="said">“{_run(each.said)}”</p>'
    yield f'<p class="fine">{_guarded(each.after)}</p>'
    yield "</blockquote>"


def _grid(grid: Grid) -> Iterator[str]:
    wide = ' class="wide"' if len(grid.headings) > _WIDE else ""
    yield f'<div class="scroll" role="region" aria-labelledby="{grid.id}" tabindex="0">'
    yield f'<table{wide}><caption id="{grid.id}">{_guarded(grid.caption)}</caption>'
    headings = "".join(f'<th scope="col">{_guarded(heading)}</th>' for heading in grid.headings)
    yield f"<thead><tr>{headings}</tr></thead>"
    yield "<tbody>"
    for first, *rest in grid.rows:
        cells = "".join(f"<td>{_line(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_line(first)}</th>{cells}</tr>'
    yield from ("</tbody></table>", "</div>")


def _line(line: Line) -> str:
    """Return runs as they follow each other, guarded where they begin as a formula does."""
    whole = "".join(run.text for run in line if run.look != "sign")
    return ("'" if may_be_formula(whole) else "") + "".join(map(_run, line))


def _run(run: Run) -> str:
    data = "".join(f' data-{key}="{_text(value)}"' for key, value in run.data.items())
    hidden = ' aria-hidden="true"' if run.look == "sign" else ""
    words = _text(run.text)
    if run.look == "strong":
        words = f"<strong>{words}</strong>"
    elif data or run.look:
        words = f"<span{_class(run.look)}{hidden}{data}>{words}</span>"
    return f'<a href="#{run.link}">{words}</a>' if run.link else words


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""


def _guarded(text: str) -> str:
    """Return text with an apostrophe before it where a spreadsheet may take it for a formula."""
    return ("'" if may_be_formula(text) else "") + _text(text)
