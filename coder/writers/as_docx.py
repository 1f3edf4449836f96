"""Word: a heading, a caption, a real table whose headings repeat on every page, and the notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import Any, BinaryIO

from coder.model import Table
from coder.writers.layout import (
    caption,
    fits,
    legend,
    note,
    parts,
    shown,
    widths,
    xml_safe,
)
from coder.writers.zipped import rewrite

# A document says when it was made; a fixed day keeps the bytes of a table the same on every run.
CREATED = datetime(2000, 1, 1)

_FONT = "Arial"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MM = 36000
"""English metric units, in which Word measures a page, to a millimetre."""
_TWIPS = 1440 / 25.4
"""Twentieths of a point, in which it measures a table, to a millimetre."""
_SHORT, _LONG, _MARGIN = 210, 297, 18
"""A4 and its margins, mm."""
_SIZES = (9.0, 8.0, 7.0, 6.5)
"""Points, of which a table takes the first that it fits with."""


def write(table: Table, stream: BinaryIO) -> None:
    """Write a document that is upright where the table has room, else on its side."""
    import docx

    document = docx.Document()
    size, wide = _fit(table)
    _set_page(document, table, wide)
    _set_styles(document)
    document.add_heading(xml_safe(table.title), 1)
    room = _room(wide)
    for number, part in enumerate(parts(table, room, size), 1):
        _caption(document, part, number)
        body = document.element.body
        body.insert(len(body) - 1, _table(part, widths(part, room, size), size))
    notes = [*legend(table), *table.notes]
    if notes:
        document.add_heading("Notes", 2)
    for label, words in notes:
        line = document.add_paragraph(style="Note")
        line.add_run(f"{xml_safe(label)}: ").bold = True
        line.add_run(xml_safe(words))
    _set_properties(document, table)
    whole = io.BytesIO()
    document.save(whole)
    rewrite(whole, stream)


def _room(wide: bool) -> int:
    return (_LONG if wide else _SHORT) - 2 * _MARGIN


def _fit(table: Table) -> tuple[float, bool]:
    """Return the size of the type, and whether the page lies on its side."""
    for wide in (False, True):
        for size in _SIZES[: 4 if wide else 2]:
            if fits(table, _room(wide), size):
                return size, wide
    return _SIZES[-1], True


def _set_page(document: Any, table: Table, wide: bool) -> None:
    from docx.enum.section import WD_ORIENT

    page = document.sections[0]
    width, height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = width * _MM, height * _MM
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN * _MM
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{xml_safe(table.title)}. {xml_safe(note(table, 'Made by'))}. Page ")
    _field(foot, "PAGE", "1")


def _set_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    note_style = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note_style.base_style = document.styles["Normal"]
    sizes = {"Normal": 10, "Heading 1": 18, "Heading 2": 13, "Caption": 9, "Note": 8.5, "Footer": 8}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(3)
    document.styles["Caption"].font.bold = False
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(12)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def _caption(document: Any, table: Table, number: int) -> None:
    """Add a caption that Word counts: `Table 1.`, then what the table is of."""
    line = document.add_paragraph(style="Caption")
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_before = (number > 1) * 12 * 12700
    line.add_run("Table ")
    _field(line, "SEQ Table \\* ARABIC", str(number))
    line.add_run(f". {caption(table)}")


def _field(line: Any, code: str, now: str) -> None:
    from docx.oxml import parse_xml

    field = (
        f'<w:fldSimple {_NAMESPACE} w:instr=" {code} "><w:r><w:t>{now}</w:t></w:r></w:fldSimple>'
    )
    line._p.append(parse_xml(field))


def _set_properties(document: Any, table: Table) -> None:
    said = document.core_properties
    said.title, said.author, said.last_modified_by = xml_safe(table.title)[:255], "", ""
    said.created = said.modified = CREATED
    said.revision, said.language = 1, "en-GB"
    said.keywords = xml_safe(note(table, "Journal head"))[:255]
    said.comments = xml_safe(note(table, "Caveat"))[:255]


def _table(table: Table, millimetres: list[float], size: float) -> Any:
    """Return the table as an element; far quicker than cell by cell."""
    from docx.oxml import parse_xml

    widths = [round(each * _TWIPS) for each in millimetres]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [
        _row([xml_safe(column.heading) for column in table.columns], table, widths, size, True),
        *(_row([shown(table, cell) for cell in row], table, widths, size) for row in table.rows),
    ]
    return parse_xml(
        f"<w:tbl {_NAMESPACE}>{_about(table, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _about(table: Table, width: int) -> str:
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'.format
    borders = line("top", 8, "000000") + line("bottom", 8, "000000")
    borders += line("insideH", 4, "B1B4B6")
    margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    title = escape(xml_safe(table.title).replace("\n", " "), quote=False).replace('"', "&quot;")
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/></w:tblPr>'
    )


def _row(
    cells: Iterable[str], table: Table, widths: list[int], size: float, heading: bool = False
) -> str:
    repeat = "<w:tblHeader/>" if heading else ""
    parts = zip(cells, table.columns, widths, strict=True)
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:vAlign w:val="{"bottom" if heading else "top"}"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/>'
        f'<w:jc w:val="{"right" if column.numeric else "left"}"/></w:pPr>'
        f"{''.join(_runs(cell, size, heading))}</w:p></w:tc>"
        for cell, column, width in parts
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{inner}</w:tr>"


def _runs(cell: str, size: float, bold: bool) -> Iterator[str]:
    look = f'<w:rPr>{"<w:b/>" * bold}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    for number, line in enumerate(cell.split("\n")):
        turn = "<w:br/>" if number else ""
        yield f'<w:r>{look}{turn}<w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r>'
