"""A report as a page: whatever people said is shown as typed, and steers nothing."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import pytest

from coder.display import visible
from coder.writers.report import (
    Facts,
    Grid,
    Page,
    Paragraph,
    Points,
    Quotation,
    Run,
    Section,
    line,
    write,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</p></main><h1>mine</h1>",
    "Tom & Jerry &amp; &lt;b&gt;",
    "\" onmouseover='x' data-value=\"met",
    "\u202egnorw\u202c \u2066\u200b",
    "\x1b]0;title\x07 \x00 \x9b",
    "first\nsecond\u2028third",
    "javascript:alert(1)",
    "\ud800half",
)

VOID = {"meta"}

STYLE_ENDS = "counter(pages)"


class Reader(HTMLParser):
    """What a page says, by a parser that is not the writer's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[tuple[dict[str, str], str]] = []
        """Attributes of each element with `data-value` or `data-passage`, and its words."""
        self.text = ""
        self._within: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag in VOID:
            return
        self.open.append(tag)
        if "data-value" in given or "data-passage" in given:
            self.said.append((given, ""))
            self._within.append(len(self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "every element is closed by its own tag"
        if self._within and len(self.open) < self._within[-1]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._within:
            given, words = self.said[-1]
            self.said[-1] = (given, words + data)


def page(words: str) -> Page:
    """Return a page that says words in every place that can hold some."""
    blocks = (
        Paragraph(line(words)),
        Points((line(words), line("a", words))),
        Facts(((words, line(words)),)),
        Quotation(Run(words, {"source": words, "passage": "0:9"}), words, words, "for"),
        Grid("grid", words, (words, "b"), ((line(words), line(Run(words, {"value": words}))),)),
    )
    section = Section(line(words), (*blocks, Section(line(words), blocks[:1])), "place")
    return Page(words, blocks[:1], (section,), words, words, words)


def read(page: Page) -> Reader:
    stream = io.BytesIO()
    write(page, stream)
    reader = Reader()
    reader.feed(stream.getvalue().decode())
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_say_is_shown_as_typed_and_is_no_part_of_the_page(words: str) -> None:
    plain, found = read(page("plain")), read(page(words))
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
    assert [[*given] for _, given in found.tags] == [[*given] for _, given in plain.tags]
    shown = visible(words, lines=True)
    said = [words for _, words in found.said]
    assert said == [shown, shown]
    assert found.said[0][0]["data-source"] == shown
    body, of_plain = (each.text.partition(STYLE_ENDS)[2] for each in (found, plain))
    assert body.count(shown) == of_plain.count("plain")
    assert not [char for char in found.text if not (char.isprintable() or char == "\n")]


def test_words_do_not_end_the_style_sheet() -> None:
    stream = io.BytesIO()
    write(page('"; } </style><script>alert(1)</script> \\'), stream)
    style = stream.getvalue().decode().partition("<style>")[2].partition("</style>")[0]
    assert "counter(pages)" in style, "the sheet goes on to its end"
    assert "alert(1)" not in style


def test_nothing_is_taken_for_a_formula_and_data_stay_as_they_are() -> None:
    found = read(page("=1+1"))
    assert "'=1+1" in found.text
    assert [words for _, words in found.said] == ["=1+1", "=1+1"]
    assert "“=1+1”" in found.text, "a quotation stands between its marks"


def test_the_page_is_one_that_can_be_read_aloud() -> None:
    found = read(page("words"))
    tags = [tag for tag, _ in found.tags]
    headings = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3", "h4")]
    assert headings == [1, 2, 3]
    assert tags.count("main") == tags.count("nav") == tags.count("header") == 1
    by_tag = dict(found.tags)
    assert by_tag["html"] == {"lang": "en-GB"}
    scopes = [given.get("scope") for tag, given in found.tags if tag == "th"]
    assert scopes == ["col", "col", "row"]
    ids = [given["id"] for _, given in found.tags if "id" in given]
    assert len(ids) == len({*ids})
    links = [given["href"] for tag, given in found.tags if tag == "a"]
    assert links[0] == "#main", "the first thing that Tab comes to"
    assert {each[1:] for each in links} <= {*ids}
