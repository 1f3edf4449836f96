"""A finding in a draft as it is shown: one line in the list, and both words side by side."""

from __future__ import annotations

from textual.content import Content

from coder.display import one_line, visible
from coder.drafts import DRAFT, LOOK, RIGHT, SAME, SOURCE, TOLD, Finding
from coder.operations.checking import Checked

LEGEND = "{+only in the draft+}  {-only in the source-}"
"""As wdiff writes them: differences are seen without colour too."""

_SIGNS = {LOOK: "!", TOLD: "·", RIGHT: "✓"}
_MARKS = {DRAFT: ("{+", "+}"), SOURCE: ("{-", "-}"), SAME: ("", "")}
_TIGHT = ".,;:!?)]}…"


def line(checked: Checked, finding: Finding) -> Content:
    """Return a finding on one line: its sign, kind, place and words."""
    style = "bold" if finding.level == LOOK else "dim" if finding.level == RIGHT else ""
    number = checked.numbers[finding.paragraph]
    place = f"para {number}" if number else checked.places[finding.paragraph]
    words = one_line(finding.words or finding.said, 160)
    head = Content.styled(f"{_SIGNS[finding.level]} {finding.kind:<13}", style)
    return Content.assemble(head, f" {place:<9} ", Content(visible(words)))


def draft_side(finding: Finding) -> Content:
    """Return the draft's words, with what only they have marked."""
    said = finding.attribution or "nobody named"
    about = f"Draft · {one_line(said)}" if finding.pieces else "Draft"
    return _side(finding, about, DRAFT, finding.words)


def source_side(finding: Finding) -> Content:
    """Return the source's words, with what only they have marked."""
    if not finding.source:
        about = "Source"
        return Content.assemble((about, "bold"), "\n", "none" if finding.pieces else "")
    turn = f", turn {finding.turn}" if finding.turn else ""
    said = [finding.school or "no school", f"{finding.source_name}{turn}", finding.role]
    about = " · ".join(one_line(each) for each in said if each)
    return _side(finding, f"Source · {about}", SOURCE, finding.source_words)


def _side(finding: Finding, about: str, kind: str, words: str) -> Content:
    heading = Content.styled(visible(about), "bold")
    if all(piece.kind == SAME for piece in finding.pieces):
        return Content.assemble(heading, "\n", Content(visible(words, lines=True)))
    parts: list[Content] = []
    for piece in finding.pieces:
        if piece.kind not in (SAME, kind):
            continue
        begins, ends = _MARKS[piece.kind]
        text = f"{begins}{visible(piece.words)}{ends}"
        style = "bold underline" if piece.kind != SAME else ""
        if parts and piece.words[:1] not in _TIGHT:
            parts.append(Content(" "))
        parts.append(Content.styled(text, style) if style else Content(text))
    return Content.assemble(heading, "\n", *parts)
