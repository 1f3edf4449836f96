"""All there is to know of one code, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from coder import indicators
from coder.display import counted, one_line
from coder.model import Code, CodeBook
from coder.operations.uses import Use, Uses
from coder.tui.safe import content

COUNTING = "Counting the passages…"

EMPTY = """There are no codes yet.

Press {key} to add the first one: a name, what it means, what to include and exclude.
Passages are then coded with it in Code mode."""


def described(
    book: CodeBook, code: Code, uses: Uses | None, memos: Iterable[tuple[str, str]]
) -> Content:
    """Return a code in words; `memos` are pairs of who wrote it and its words."""
    parts = [
        content(book.path(code.guid), "bold"),
        content("\n".join(_used(uses, bool(book.children(code.guid))))),
    ]
    if code.retired:
        parts.append(
            content("Retired: it is not offered any more. What was coded with it still counts.")
        )
    merged = [other.name for other in book.by_guid.values() if _stands_for(book, code, other)]
    if merged:
        parts.append(content(f"Merged into it: {', '.join(sorted(merged))}."))
    parts.extend(_meaning(code))
    for user, words in memos:
        parts.append(_titled(f"Memo of {one_line(user)}", words))
    return Content("\n").join(parts)


def _stands_for(book: CodeBook, code: Code, other: Code) -> bool:
    return other.merged_into is not None and book.resolve(other.guid) == code.guid


def _used(uses: Uses | None, parent: bool) -> Iterator[str]:
    if uses is None:
        yield COUNTING
    elif parent:
        yield f"With the codes under it: {in_words(uses.whole)}."
        yield f"By itself: {in_words(uses.own)}."
    else:
        yield f"{in_words(uses.own).capitalize()}."


def in_words(use: Use) -> str:
    """Return how much was coded: `3 passages in 2 sources of 1 school`."""
    if not use.passages:
        return "no passages"
    words = f"{counted(use.passages, 'passage')} in {counted(use.sources, 'source')}"
    return f"{words} of {counted(use.schools, 'school')}" if use.schools else words


def _meaning(code: Code) -> Iterator[Content]:
    yield _titled("Definition", code.definition or "none yet")
    for title, words in (("Include", code.include), ("Exclude", code.exclude)):
        if words:
            yield _titled(title, words)
    if code.examples:
        yield _titled("Examples", "\n".join(f"“{words}”" for words in code.examples))
    if code.indicators:
        yield _titled("Indicators", "; ".join(map(indicators.in_words, code.indicators)))
    if code.paragraphs:
        yield _titled("Paragraphs", ", ".join(map(str, code.paragraphs)))


def _titled(title: str, words: str) -> Content:
    heading = content(f"{title}: " if "\n" not in words else f"{title}:\n", "bold")
    return Content("").join((heading, content(words)))


def moved_by_merge(book: CodeBook, code: Code, into: Code, uses: Uses | None) -> str:
    """Return what a merge does, with the figures that move."""
    coded = in_words(uses.own) if uses is not None else "its passages (still being counted)"
    under = len(book.children(code.guid))
    moved = f"{coded} of “{one_line(code.name)}”"
    if under:
        moved += f" and {counted(under, 'code')} under it"
    return (
        f"Merge “{one_line(code.name)}” into “{one_line(into.name)}”?\n\n"
        f"{moved[0].upper()}{moved[1:]} will stand under “{one_line(into.name)}” from now on. "
        "No coding is lost, and undo takes it back."
    )
