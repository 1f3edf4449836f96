"""Every word of the page for people is derived, and whatever is altered in it is found and named.

The page is altered in every way there is: each word, each cell put in another's place, left out,
told twice or moved. What is found must be in the page's own section of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from bundling import Members, manifest, members, pack

from coder.store import open_project
from coder.verify import page as pages
from coder.verify import verify
from coder.verify.page import Derived, page_differs

TAG = re.compile(r"(<[^>]*>)")
CELLS = ("h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "tr", "blockquote")
"""The elements that hold words, and those that hold some of them together."""


class Read(NamedTuple):
    """A page, and what it is compared with."""

    page: str
    derived: Derived

    def fault(self, page: str) -> str:
        """What is found in a page that was altered; empty where nothing is."""
        return next(page_differs(page, self.derived), "")


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Read]:
    """Verify a bundle, and keep what its page was compared with."""
    folder = tmp_path_factory.mktemp("pages")

    def read(made: Members, *, with_texts: bool) -> Read:
        kept: list[Derived] = []

        def spy(page: str, derived: Derived) -> Iterator[str]:
            kept.append(derived)
            return page_differs(page, derived)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages, "page_differs", spy)
            report = verify(pack(made, folder / "b.zip", manifest(made, with_texts=with_texts)))
        assert report.faults == []
        return Read(made["report.html"].decode(), *kept)

    return read


@pytest.fixture(scope="module")
def read(whole: Members, reading: Callable[..., Read]) -> Read:
    return reading(whole, with_texts=True)


@pytest.fixture(scope="module")
def dark(project: Path, reading: Callable[..., Read]) -> Read:
    """The page of a bundle without the texts of its sources."""
    with open_project(project) as store:
        return reading(members(store, with_texts=False), with_texts=False)


def altered_letters(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield each run of words with one letter changed: the page, where, the words then."""
    at = page.index("</style>")  # the style sheet is one known by its digest
    parts = TAG.split(page[at:])
    for number, words in enumerate(parts):
        if number % 2 or not words.strip():
            continue
        plain = unescape(words)
        letter = next((n for n, char in enumerate(plain) if char.isalnum()), 0)
        other = "x" if plain[letter] != "x" else "y"
        changed = escape(f"{plain[:letter]}{other}{plain[letter + 1 :]}")
        where = at + sum(map(len, parts[:number]))
        yield page[:where] + changed + page[where + len(words) :], page[:where], unescape(changed)


def elements(page: str, tag: str) -> list[tuple[int, int]]:
    """Where each element of a kind stands; none of these holds another of its kind."""
    return [each.span() for each in re.finditer(rf"<{tag}[ >].*?</{tag}>", page, re.S)]


def moved(page: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield each element swapped with the next, left out, told twice, and put at the page's end."""
    every = elements(page, tag)
    for (start, end), (then, stop) in pairwise(every):
        one, other = page[start:end], page[then:stop]
        if one != other:
            swapped = f"{page[:start]}{other}{page[end:then]}{one}{page[stop:]}"
            yield "swapped", swapped
    for start, end in every:
        one = page[start:end]
        yield "left out", page[:start] + page[end:]
        yield "twice", page[:end] + one + page[end:]
        rest = page[:start] + page[end:]
        section = rest.find("<section", start)
        if section >= 0:
            into = rest.index(">", rest.index("</h", section)) + 1
            yield "moved", f"{rest[:into]}{one}{rest[into:]}"


def school_of(before: str) -> str:
    """The school in whose section a place is, by what stands before it; empty for none."""
    at = before.rfind('<section class="sheet">')
    found = re.match(r'.{23}\n<h2 id="school-[^>]*>([^:<]*)', before[at:], re.S)
    return found[1] if found else ""


class TestWithTexts:
    def test_no_letter_of_any_words_can_be_altered(self, read):
        number = 0
        for page, before, words in altered_letters(read.page):
            fault = read.fault(page)
            assert fault, words
            school = school_of(before)
            assert fault.startswith(f"report.html, {school}," if school else "report.html, "), fault
            told = " ".join(words.split())[:40]
            assert told in " ".join(fault.split()) or "leaves out" in fault, (words, fault)
            number += 1
        assert number > 2000

    @pytest.mark.parametrize("tag", CELLS)
    def test_no_cell_can_be_swapped_left_out_told_twice_or_moved(self, read, tag):
        kinds = set()
        for kind, page in moved(read.page, tag):
            assert read.fault(page).startswith("report.html, "), kind
            kinds.add(kind)
        assert kinds == {"swapped", "left out", "twice", "moved"}

    def test_no_attribute_can_be_altered(self, read):
        """Neither what a program reads nor what links, hides or styles."""
        number = 0
        for each in re.finditer(r' [a-z-]+="([^"]*)"', read.page):
            page = f"{read.page[: each.start(1)]}x{read.page[each.start(1) :]}"
            assert read.fault(page).startswith("report.html, ")
            number += 1
        assert number > 3000

    @pytest.mark.parametrize(
        "added",
        [
            "<script>1</script>",
            "<style>p { display: none }</style>",
            '<p style="opacity: 0">a</p>',
            "<p hidden>a</p>",
            '<img src="https://a.b/c.png">',
            "<!-- a -->",
            "a",
            " ",
        ],
    )
    @pytest.mark.parametrize("before", ["<!DOCTYPE", "</head>", "<main", "</section>", "</html>"])
    def test_nothing_can_be_added(self, read, added, before):
        page = read.page.replace(before, added + before, 1)
        assert read.fault(page).startswith("report.html, ")
        assert read.fault(read.page + added).startswith("report.html goes on after its end")

    def test_nothing_can_be_cut_off(self, read):
        assert "</html>" in read.fault(read.page.removesuffix("</html>\n"))
        assert "leaves out" in read.fault(read.page[: read.page.index("<footer>")])

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (":root {", ":root { opacity: 0;"),
            ("</style>", "p { display: none }</style>"),
            ('content: "Internal', 'content: ""; } } p { content: "Internal'),
        ],
    )
    def test_no_look_can_be_altered(self, read, old, new):
        assert old in read.page
        told = "report.html, its head, holds a style sheet that is not the one of such a page"
        assert read.fault(read.page.replace(old, new, 1)) == told


class TestWithoutTexts:
    def test_only_the_words_of_quotations_can_be_altered(self, dark):
        """They are derived from no digest. That they are not proved is said with every check."""
        kept = []
        for page, before, words in altered_letters(dark.page):
            if not dark.fault(page):
                assert re.search(r'<span [^>]*data-passage="[^"]*">$', before), words
                kept.append(words)
        assert len(kept) == 6
        assert pages.unknown(dark.derived) == 6

    @pytest.mark.parametrize("tag", ["blockquote", "p"])
    def test_no_quotation_can_be_swapped_left_out_told_twice_or_moved(self, dark, tag):
        for kind, page in moved(dark.page, tag):
            assert dark.fault(page).startswith("report.html, "), kind

    @pytest.mark.parametrize("words", ["shorter", "<b>x</b>", "a&b", "\u202e" * 53])
    def test_a_quotation_has_the_length_of_its_passage_and_no_markup(self, dark, words):
        said = "In the last seven years, we’ve had four headteachers."
        page = dark.page.replace(f">{said}<", f">{words}<", 1)
        assert "53 characters of a transcript" in dark.fault(page)


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                "kim: review, query.",
                "kim: review, agree.",
                "8a, “Decisions as they are recorded”, says “{} UTC, kim: review, agree. “Is one"
                " teacher enough?””; derived from the history it is “{} UTC, kim: review, query."
                " “Is one teacher enough?””",
            ),
            (
                "<dd>sam, ",
                "<dd>kim, ",
                "8a, “Decisions as they are recorded”, says “kim, {} UTC”; derived from the history"
                " it is “sam, {} UTC”",
            ),
            (
                "<td>Urban</td>",
                "<td>Rural</td>",
                "1a, “What is known of the school”, “area”, says “Rural”; derived from the history"
                " it is “Urban”",
            ),
            (
                ": Teacher, 8a.txt, turn 2 [289:342]",
                ": Governor, 8a.txt, turn 2 [289:342]",
                "8a, “What it rests on: the attributes”, “Unstable leadership”, says “: Governor,"
                " 8a.txt, turn 2 [289:342]”; derived from the history it is “: Teacher, 8a.txt,"
                " turn 2 [289:342]”",
            ),
            (
                "8a: Type A met; Type B not yet determined.</h2>",
                "8a: Type B met; Type A not yet determined.</h2>",
                "8a, says “8a: Type B met; Type A not yet determined.”; derived from the history it"
                " is “8a: Type A met; Type B not yet determined.”",
            ),
        ],
    )
    def test_names_the_school_the_section_what_stands_there_and_what_should(
        self, read, old, new, said
    ):
        assert old in read.page
        fault = re.sub(
            r"\d{4}-\d\d-\d\d \d\d:\d\d", "{}", read.fault(read.page.replace(old, new, 1))
        )
        assert fault == f"report.html, {said}"

    def test_stands_in_the_report_of_the_verifier(self, made, first):
        made["report.html"] = made["report.html"].replace(b"<td>Urban</td>", b"<td>Rural</td>", 1)
        assert first(made).startswith(
            "report.html, 1a, “What is known of the school”, “area”, says"
        )

    def test_of_a_bundle_of_another_version_says_with_what_to_check_it(self, made, tmp_path):
        fitting = manifest(made).replace(b'"coder":"0.1.0"', b'"coder":"0.0.9"')
        (fault,) = verify(pack(made, tmp_path / "b.zip", fitting)).faults
        assert fault.startswith("report.html, its head, says ")
        assert fault.endswith(
            "(it was made by coder 0.0.9, and this is coder 0.1.0: check it with that)."
        )


def test_the_style_sheet_that_is_allowed_is_the_one_that_is_written():
    from coder.writers.report.style import STYLE

    assert hashlib.sha256(f"{STYLE}\n".encode()).hexdigest() == pages._STYLE
