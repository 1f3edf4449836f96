"""Which of a file's labels are a speaker's: sure ones at once, others when they recur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from coder.display import same_name
from coder.readers.labels import Form, Label, Shape

# How often a label must stand in the file to be believed, by how it is written and looks.
# What is not listed never is.
_NEEDED = {
    Form.COLON: {
        **dict.fromkeys((Shape.ROLE, Shape.TITLED, Shape.CAPITALS), 1),
        **dict.fromkeys((Shape.NAME, Shape.WORD), 2),
        Shape.PHRASE: 3,
    },
    Form.MARKED: {**dict.fromkeys(Shape, 1), Shape.PHRASE: 2, Shape.LOWER: 2},
    Form.TAB: {
        Shape.ROLE: 1,
        **dict.fromkeys((Shape.TITLED, Shape.CAPITALS, Shape.NAME, Shape.WORD), 2),
    },
    Form.MARKED_ALONE: {
        **dict.fromkeys((Shape.ROLE, Shape.TITLED), 1),
        **dict.fromkeys((Shape.CAPITALS, Shape.NAME, Shape.WORD), 2),
    },
    Form.MARKED_OPEN: dict.fromkeys((Shape.ROLE, Shape.TITLED, Shape.CAPITALS), 3),
    Form.BARE: {
        Shape.ROLE: 1,
        **dict.fromkeys((Shape.TITLED, Shape.CAPITALS, Shape.NAME), 2),
    },
}


def believed(found: Iterable[Label], lines: int) -> set[int]:
    """Return the lines whose label is believed, of the labels found in so many lines with words.

    By the table above, with two exceptions. Where three lines in four begin with a label, a name
    needs no second time (a single word only if another label is sure; one is also enough where
    every other line is a sure label). Where labels are bold or in brackets, plain names are words.
    """
    labels = [mark for mark in found if mark.shape is not Shape.LOWER or mark.form is Form.MARKED]
    times = Counter(key(mark.name) for mark in labels)
    sure = {mark.line for mark in labels if _needed(mark) <= times[key(mark.name)]}
    marked = sum(mark.form is Form.MARKED and mark.line in sure for mark in labels)
    if marked > 1 and marked * 2 >= len(sure):
        return sure - {mark.line for mark in labels if _is_plain_name(mark)}
    names = {mark.line for mark in labels if mark.form is Form.COLON and mark.shape is Shape.NAME}
    words = {mark.line for mark in labels if mark.form is Form.COLON and mark.shape is Shape.WORD}
    every = sure | names | words
    if sure and (4 * len(every) >= 3 * lines or 2 * len(sure) >= lines):
        return every
    return sure | names if 4 * len(sure | names) >= 3 * lines else sure


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """Return the form in which two labels are the same."""
    return same_name(name)


def doubtful(label: Label) -> bool:
    """Whether a label that was not believed looked enough like one to be mentioned."""
    if label.form in (Form.BARE, Form.TAB):
        return False
    return label.shape in _NEEDED[label.form] or label.shape is Shape.LOWER


def _needed(label: Label) -> float:
    return _NEEDED[label.form].get(label.shape, float("inf"))


def _is_plain_name(label: Label) -> bool:
    plain = (Form.COLON, Form.TAB, Form.BARE)
    return label.form in plain and label.shape in (Shape.NAME, Shape.WORD, Shape.PHRASE)
