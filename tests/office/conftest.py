"""A browser, an office suite, what the demonstration exports; a test fails where one is missing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coder.model import Column, Table
from coder.operations import batches
from coder.operations.demo import build_demo
from coder.store import open_project
from coder.writers import write

from .browsing import Browser, chromium
from .converting import LibreOffice

HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    '"=1+1"',
    "“=1+1”",
    "＝1+1",
    '=HYPERLINK("http://example.org","press")',
    "=cmd|'/c calc'!A0",
    "- No. We said so.",
    "<b>=1+1</b>",
    "{=1+1}",
)
"""What people say, or someone wants a spreadsheet to do."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice."""
    return LibreOffice(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started once."""
    driver = chromium(tmp_path_factory.mktemp("chromium"))
    yield Browser(driver)
    driver.quit()


@pytest.fixture
def browser(driver: Browser) -> Browser:
    """Chromium; `open` shows it a page."""
    return driver


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the whole set of the demonstration."""
    folder = tmp_path_factory.mktemp("exported")
    build_demo(folder / "demo.coder")
    with open_project(folder / "demo.coder") as store:
        batches.write_batch(batches.gather(store, "ann"), folder / "exports")
    return folder / "exports"


def hostile_table() -> Table:
    """Return a table whose every text would like to be a formula."""
    columns = (Column("=1+2", "=1+2"), Column("n", "n", True), Column("quotation", "quotation"))
    rows = tuple((f"row {at}", -at, words) for at, words in enumerate(HOSTILE, 1))
    return Table("=1+3", columns, rows, (("=1+4", "=1+5"), ("Unit", "-1")))


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[str], Path]:
    """Write the table of would-be formulas in a format."""

    def written(format: str) -> Path:
        stream = io.BytesIO()
        write(hostile_table(), stream, format)
        path = tmp_path / f"hostile.{format}"
        path.write_bytes(stream.getvalue())
        return path

    return written
