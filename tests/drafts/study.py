"""A small study of four schools whose every finding is known by hand, and drafts of it as files."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from coder.model import Code, Draft, Passage
from coder.operations import cases, codes
from coder.operations.checking import Checked, check
from coder.operations.coding import apply_code
from coder.operations.project import start
from coder.operations.sources import Facts, import_source
from coder.store import Store, reads

TEXTS = {
    "1a": "Headteacher: We had four heads in seven years, and nobody stayed. The union fought "
    "every change that we made, in every single meeting of that year.\n\n"
    "Interviewer: Would you say that the unions were the main obstacle to change?\n\n"
    "Teacher: The behaviour policy came late. Pupils tested it for weeks, and then it held.\n",
    "1b": "Senior leader: Our trust sent two people every week. They knew [city name] and its "
    "schools, and they stayed until the work was done.\n",
    "2a": "Governor: I don’t think we asked hard questions – we were led by the data we were "
    "given.\n",
}
"""School 2b has no source."""

STATUS = {"1a": "stuck", "1b": "unstuck", "2a": "stuck", "2b": "unstuck"}

PARAGRAPHS = (
    "# What the schools told us",
    "1. Two of the four schools spoke of a 'dumping ground' and of a union voice. One said:",
    "'The union fought every change that we made' (Headteacher, School 1a)",
    "2. In one stuck school a teacher said:",
    "“The behaviour policy came late. Pupils tested it for months, and then it held.”",
    "(Teacher, 1a)",
    "3. In an unstuck school we heard: 'We had four heads... and nobody stayed.' "
    "(Governor, School 2a)",
    "4. 'Would you say that the unions were the main obstacle to change?' (Teacher, School 1a)",
    "5. '[The trust] sent two people every week.' (Senior leader, School 1b)",
    "6. As we said, 'The union fought every change that we made' (Headteacher, School 1a).",
    "7. 'Nobody here ever saw such purple elephants at assembly.' (Teacher, School 11c)",
    "8. The governors of the school put it so: \"I don't think we asked hard questions - we were "
    'led by the data we were given."',
)
"""One paragraph a line; what is to be found in each is in `test_a_small_draft.py`."""


def study(folder: Path) -> Store:
    """Make the project: two codings on 1a, one on the union and one on the behaviour policy."""
    store = start(folder / "study.coder", "ann")
    cases.add_cases(store, "ann", [(name, {"status": value}) for name, value in STATUS.items()])
    union = codes.add_code(
        store, "ann", "Union voice", code=Code("", "Union voice", indicators=("union", "unions"))
    )
    policy = codes.add_code(store, "ann", "Behaviour policy")
    for school, text in TEXTS.items():
        file = folder / f"{school}-talk.txt"
        file.write_text(text, encoding="utf-8")
        assert not import_source(store, "ann", file, Facts(school=school)).error
    code(store, "1a", "The union fought every change that we made, in every single meeting", union)
    code(store, "1a", "Pupils tested it for weeks", policy)
    return store


def code(store: Store, school: str, words: str, guid: str) -> None:
    (source,) = (s for s in reads.sources(store).values() if s.name == f"{school}-talk.txt")
    at = TEXTS[school].index(words)
    apply_code(store, "ann", source.guid, Passage(at, at + len(words)), guid)


def as_text(folder: Path, paragraphs: tuple[str, ...] = PARAGRAPHS, name: str = "d.md") -> Path:
    path = folder / name
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return path


def as_docx(folder: Path, paragraphs: tuple[str, ...] = PARAGRAPHS) -> Path:
    document = docx.Document()
    for words in paragraphs:
        if words.startswith("# "):
            document.add_heading(words[2:], 1)
        else:
            document.add_paragraph(words)
    path = folder / "d.docx"
    document.save(str(path))
    return path


_ODT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "{}</office:text></office:body></office:document-content>"
)


def odt_file(folder: Path, body: str, kind: str = "text", prologue: str = "") -> Path:
    path = folder / "d.odt"
    content = _ODT.format(body).replace("?><office", f"?>{prologue}<office", 1)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return path


def as_odt(folder: Path, paragraphs: tuple[str, ...] = PARAGRAPHS) -> Path:
    def element(words: str) -> str:
        escaped = words.replace("&", "&amp;").replace("<", "&lt;")
        if words.startswith("# "):
            return f'<text:h text:outline-level="1">{escaped[2:]}</text:h>'
        return f"<text:p>{escaped}</text:p>"

    return odt_file(folder, "".join(map(element, paragraphs)))


WRITERS = {"md": as_text, "docx": as_docx, "odt": as_odt}


def found(checked: Checked, *levels: str) -> list[tuple[str, str]]:
    """Return the draft's paragraph and the kind of each finding of these levels, or of all."""
    return sorted(
        (checked.numbers[each.paragraph], each.kind)
        for each in checked.findings
        if not levels or each.level in levels
    )


def checked(store: Store, path: Path) -> Checked:
    return check(store, "ann", path)


def texts(draft: Draft) -> list[str]:
    return [paragraph.text for paragraph in draft.paragraphs]
