"""Word documents: what is words becomes text, in order; what is left out is reported."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx_files import document, paragraph, parts, run, saved, zipped

from coder.errors import UnreadableSource
from coder.readers import Transcript, read


def noted(transcript: Transcript) -> list[tuple[int, str, str]]:
    """Return the notes, each with the first words of its problem."""
    return [(note.line, note.problem.split(";")[0], note.words) for note in transcript.notes]


def test_paragraphs_are_lines_and_labels_begin_turns(tmp_path: Path) -> None:
    made = docx.Document()
    for words in ("Interviewer: How was it?", "Headteacher: Hard.", "", "Very hard."):
        made.add_paragraph(words)
    transcript = read(saved(made, tmp_path / "a.docx"))
    assert transcript.text == "Interviewer: How was it?\nHeadteacher: Hard.\n\nVery hard."
    assert [turn.passage.quotation(transcript.text) for turn in transcript.turns] == [
        "How was it?",
        "Hard.\n\nVery hard.",
    ]
    assert transcript.notes == ()


def test_without_labels_each_paragraph_is_a_turn(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("One.")
    made.add_paragraph("Two.")
    transcript = read(saved(made, tmp_path / "a.docx"))
    assert [turn.passage.quotation(transcript.text) for turn in transcript.turns] == [
        "One.",
        "Two.",
    ]


def test_breaks_tabs_and_links_are_text(tmp_path: Path) -> None:
    made = docx.Document()
    words = made.add_paragraph().add_run("Teacher: one")
    words.add_break()
    words.add_text("two\tthree")
    words.add_break(WD_BREAK.PAGE)
    words.add_text(" four")
    path = saved(made, tmp_path / "a.docx")
    assert read(path).text == "Teacher: one\ntwo\tthree four"
    link = f'<w:hyperlink w:anchor="x">{run("the ")}{run("page")}</w:hyperlink>'
    field = f'<w:fldSimple w:instr="DATE">{run(" now")}</w:fldSimple>'
    smart = f"<w:smartTag>{run(' here')}</w:smartTag>"
    sdt = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' and')}</w:sdtContent></w:sdt>"
    hyphen = "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>head</w:t></w:r>"
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    body = paragraph(run("See "), link, field, smart, sdt, run(" "), hyphen, code)
    transcript = read(document(tmp_path / "b.docx", body))
    assert transcript.text == "See the page now here and co-head"
    assert transcript.notes == ()


def test_tables_stay_in_place_by_rows_and_are_reported(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Visit")
    table = made.add_table(3, 2)
    rows = [("HMI", "How was it?"), ("Head", "Hard."), ("HMI", "Why?")]
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    made.add_paragraph("The end")
    transcript = read(saved(made, tmp_path / "a.docx"))
    assert transcript.text == "Visit\nHMI\tHow was it?\nHead\tHard.\nHMI\tWhy?\nThe end"
    assert [transcript.speakers[turn.speaker or 0].name for turn in transcript.turns] == [
        "HMI",
        "Head",
        "HMI",
    ]
    assert (2, "a table", "HMI How was it? Head Hard. HMI Why?") in noted(transcript)


def test_merged_and_nested_cells_stand_once(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).text = "left"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"
    text = read(saved(made, tmp_path / "a.docx")).text
    assert [text.count(word) for word in ("wide", "left", "inner")] == [1, 1, 1]


def test_tracked_changes_keep_what_was_added_and_report_what_was_struck(tmp_path: Path) -> None:
    struck = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    body = paragraph(run("First.")) + paragraph(
        run("Head: We "), struck, f"<w:ins>{run('always ')}</w:ins>", run("stayed.")
    )
    transcript = read(document(tmp_path / "a.docx", body))
    assert transcript.text == "First.\nHead: We always stayed."
    assert (2, "deleted in tracked changes", "never") in noted(transcript)
    assert (2, "inserted in tracked changes", "always") in noted(transcript)


def test_footnotes_endnotes_and_comments_are_reported_where_they_are_called(tmp_path: Path) -> None:
    def story(kind: str, number: int, words: str) -> str:
        return f'<w:{kind} w:id="{number}">{paragraph(run(words))}</w:{kind}>'

    def called(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = paragraph(run("First.")) + paragraph(
        run("Head: We stayed."), called("footnote", 2), called("endnote", 2), called("comment", 0)
    )
    transcript = read(
        document(
            tmp_path / "a.docx",
            body,
            footnotes=story("footnote", 2, "In 2018.") + story("footnote", 3, "Lost."),
            endnotes=story("endnote", 2, "See above."),
            comments=story("comment", 0, "Check this."),
        )
    )
    assert transcript.text == "First.\nHead: We stayed."
    assert [note for note in noted(transcript) if "label" not in note[1]] == [
        (0, "a footnote", "Lost."),
        (2, "a footnote", "In 2018."),
        (2, "an endnote", "See above."),
        (2, "a comment", "Check this."),
    ]


def test_headers_and_footers_are_reported(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Head: Yes.")
    made.sections[0].header.paragraphs[0].text = "School 8a"
    made.sections[0].footer.paragraphs[0].text = "Confidential"
    transcript = read(saved(made, tmp_path / "a.docx"))
    assert transcript.text == "Head: Yes."
    assert sorted(noted(transcript)) == [
        (0, "a page footer", "Confidential"),
        (0, "a page header", "School 8a"),
    ]


def test_text_boxes_pictures_and_symbols_are_reported_once(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{paragraph(run('In a '), run('box'))}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    equation = "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>!</w:t></w:r>'
    drawing = "<w:r><w:drawing/></w:r>"
    body = paragraph(run("Head: x"), box, symbol, equation, hidden, shown, drawing)
    transcript = read(document(tmp_path / "a.docx", body))
    assert transcript.text == "Head: xa=b secret!"
    assert noted(transcript) == [
        (1, "a text box", "In a box"),
        (1, "a sign of a symbol font", "Wingdings F04A"),
        (1, "an equation", "a=b"),
        (1, "hidden text", "secret"),
        (1, "a picture or drawing", ""),
    ]


def test_numbers_that_word_adds_by_itself_are_mentioned_once(tmp_path: Path) -> None:
    numbered = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    body = paragraph(numbered, run("One.")) + paragraph(numbered, run("Two."))
    transcript = read(document(tmp_path / "a.docx", body))
    assert transcript.text == "One.\nTwo."
    assert [(line, words) for line, _, words in noted(transcript)] == [(1, "One.")]


def test_words_in_wrappers_between_paragraphs_are_kept_and_embedded_files_reported(
    tmp_path: Path,
) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(run('One.'))}</w:sdtContent></w:sdt>"
        f"<w:customXml>{paragraph(run('Two.'))}</w:customXml><!-- remark -->"
        '<w:altChunk r:id="none"/><w:sectPr/>'
    )
    transcript = read(document(tmp_path / "a.docx", body))
    assert transcript.text == "One.\nTwo."
    assert noted(transcript) == [(2, "an embedded file", "")]


def test_a_document_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no words"):
        read(saved(docx.Document(), tmp_path / "a.docx"))


def test_an_archive_that_is_no_document_of_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no document of Word"):
        read(zipped(tmp_path / "a.docx", {"readme.txt": b"hello"}))
    members = parts()
    members["word/document.xml"] = b"<w:document>"
    with pytest.raises(UnreadableSource, match="damaged"):
        read(zipped(tmp_path / "b.docx", members))


def test_a_fault_of_the_reader_itself_is_not_blamed_on_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = document(tmp_path / "a.docx", paragraph(run("One.")))
    assert read(path).text == "One."

    def broken(*_: object) -> None:
        raise IndexError("ours")

    monkeypatch.setattr("coder.readers.docx._Reading._paragraph", broken)
    with pytest.raises(IndexError, match="ours"):
        read(path)


def test_a_document_nested_as_deep_as_its_parser_allows_is_read(tmp_path: Path) -> None:
    deep = "<w:smartTag>" * 240 + run("One.") + "</w:smartTag>" * 240
    assert read(document(tmp_path / "a.docx", paragraph(deep))).text == "One."
    deeper = "<w:smartTag>" * 2000 + run("One.") + "</w:smartTag>" * 2000
    with pytest.raises(UnreadableSource, match="damaged"):
        read(document(tmp_path / "b.docx", paragraph(deeper)))


def test_a_document_without_a_body_is_refused(tmp_path: Path) -> None:
    members = parts()
    members["word/document.xml"] = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    )
    with pytest.raises(UnreadableSource, match="damaged"):
        read(zipped(tmp_path / "a.docx", members))
