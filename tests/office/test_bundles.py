"""The report of a bundle in Chromium: read, walked through by key, on narrow screens and paper."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from coder.operations import lookup, typing
from coder.operations.bundling import bundle
from coder.operations.demo import build_demo
from coder.store import judged, open_project

from .browsing import Browser, contrast

PAPER = 180
"""Millimetres between the margins of A4 upright, as the page's own style sets them."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the demonstration, of which 8a was decided, queried and assessed."""
    folder = tmp_path_factory.mktemp("bundled")
    build_demo(folder / "demo.coder")
    with open_project(folder / "demo.coder") as store:
        case = lookup.case(store, "8a")
        typing.decide(store, "sam", case, "Type A", "Two attributes; one rests on one teacher.")
        typing.review(store, "kim", judged.typings(store)[0], "query", "Is one teacher enough?")
        union = typing.attribute(store, "antagonistic-union-voice")
        typing.assess(store, "kim", case.guid, union, "contested", "Only of the former trust.")
        bundle(store, "ann", folder / "audit.zip")
    with zipfile.ZipFile(folder / "audit.zip") as archive:
        archive.extract("report.html", folder)
    return folder / "report.html"


@contextmanager
def as_wide_as(browser: Browser, pixels: int) -> Iterator[None]:
    """Look at the page on a screen of a width that no window can have."""
    size = {"width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_has_one_title_headings_in_order_and_landmarks(browser: Browser, report: Path) -> None:
    browser.open(report)
    assert browser.ask("document.documentElement.lang") == "en-GB"
    assert browser.texts("h1") == [browser.driver.title]
    levels = [int(tag[1]) for tag in browser.ask(_TAGS, "h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    roles = [role for role, _ in browser.tree()]
    assert [roles.count(each) for each in ("main", "navigation", "banner", "contentinfo")] == [
        1
    ] * 4
    assert roles.count("blockquote") == 6, "the passages that are evidence for 8a"


_TAGS = "[...document.querySelectorAll(arguments[0])].map(e => e.tagName)"


def test_every_table_has_a_caption_and_headers(browser: Browser, report: Path) -> None:
    browser.open(report)
    tables = browser.count("table")
    assert tables > 30
    assert browser.count("table > caption") == tables
    assert browser.count("th:not([scope])") == 0
    assert browser.count("tbody tr") == browser.count("tbody tr > th[scope=row]:first-child")
    names = [name for role, name in browser.tree() if role == "region"]
    assert len(names) == len({*names}) == tables, "a region is known by the caption in it"


def test_nothing_runs_and_nothing_is_fetched(browser: Browser, report: Path) -> None:
    browser.open(report)
    assert browser.count("script, link, img, iframe, [onclick], [src], a:not([href^='#'])") == 0
    assert browser.ask("performance.getEntriesByType('resource').length") == 0


def test_by_key_one_skips_the_contents_and_goes_to_a_school_and_back(
    browser: Browser, report: Path
) -> None:
    browser.open(report)
    assert browser.tab() == "a.skip"
    assert browser.ask("document.activeElement.getBoundingClientRect().left") >= 0
    browser.press(Keys.ENTER)
    assert browser.ask("document.activeElement.id") == "main"
    browser.driver.execute_script("document.querySelector('#schools ~ .scroll a').focus()")
    browser.press(Keys.ENTER)
    assert browser.ask("document.activeElement.innerText").startswith("1a: Type A")
    browser.driver.execute_script("document.querySelector('.back a').focus()")
    browser.press(Keys.ENTER)
    assert browser.ask("document.activeElement.id") == "schools"


def test_whatever_has_the_focus_is_seen_to_have_it(browser: Browser, report: Path) -> None:
    browser.open(report)
    seen = []
    for _ in range(30):
        seen.append(browser.tab())
        width, colour = browser.focus_ring()
        assert width >= 2, seen[-1]
        assert contrast(colour, "rgb(255, 255, 255)") >= 3
    assert "div.scroll" in seen


def test_every_text_stands_out_from_what_it_stands_on(browser: Browser, report: Path) -> None:
    # WCAG 2.2, 1.4.6 (AAA): 7 to 1.
    browser.open(report)
    found = browser.contrasts()
    assert len(found) > 200
    assert not {words: ratio for words, ratio in found.items() if ratio < 7}


@pytest.mark.parametrize("pixels", [320, 390])
def test_on_a_narrow_screen_only_tables_scroll_sideways(
    browser: Browser, report: Path, pixels: int
) -> None:
    # WCAG 2.2, 1.4.10: 320 pixels.
    browser.open(report)
    with as_wide_as(browser, pixels):
        width, shown = browser.ask(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert shown <= pixels
        assert width <= shown
        outside = browser.ask(
            "[...document.querySelectorAll('p, li, dd, h1, h2, h3, h4, blockquote')].filter(e =>"
            " e.getBoundingClientRect().right > innerWidth).map(e => e.innerText)"
        )
        assert outside == []


def test_no_sign_or_colour_says_what_words_do_not(browser: Browser, report: Path) -> None:
    browser.open(report)
    signs = browser.ask(
        "[...document.querySelectorAll('.sign')].map(e => [e.getAttribute('aria-hidden'),"
        " e.parentElement.innerText.replace(e.innerText, '').trim().length])"
    )
    assert len(signs) > 100
    assert all(hidden == "true" and words > 2 for hidden, words in signs)
    sides = browser.ask(
        "[...document.querySelectorAll('blockquote')].map(e => [e.className, e.innerText])"
    )
    assert all(words.startswith(f"{side.capitalize()}: ") for side, words in sides)


def test_it_prints_with_nothing_cut(browser: Browser, report: Path) -> None:
    browser.open(report)
    assert browser.beyond_the_paper(PAPER) == []
    assert browser.beyond_the_paper(30) != [], "or the measure could not fail"


def test_each_school_begins_a_sheet_and_all_words_are_printed(
    browser: Browser, report: Path, tmp_path: Path
) -> None:
    browser.open(report)
    head = browser.texts("[data-figure=head]")[0]
    (tmp_path / "report.pdf").write_bytes(browser.pdf())
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is missing. On Debian and Ubuntu: apt-get install poppler-utils")
    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    sheets = told.split("\f")[:-1]
    assert 20 < len(sheets) < 60
    for number, sheet in enumerate(sheets, 1):
        assert "Internal: names schools and quotes people." in sheet
        assert f"{number} of {len(sheets)}" in sheet
        assert head in sheet
    begins = [[line for line in sheet.splitlines() if line.strip()][1] for sheet in sheets]
    for school in ("1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a", "10a"):
        assert len([line for line in begins if line.strip().startswith(f"{school}: Type A")]) == 1
    printed = "".join(told.split())
    for quoted in browser.texts("blockquote .said"):
        assert "".join(quoted.split()) in printed
    assert "".join(["Is", "one", "teacher", "enough?"]) in printed
