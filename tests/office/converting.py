"""Files as LibreOffice opens them, without a window."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

MISSING = (
    "LibreOffice is missing. On Debian and Ubuntu: apt-get install libreoffice-calc-nogui"
    " libreoffice-writer-nogui"
)

AS_SHEET = {
    "html": "HTML (StarCalc)",
    "csv": "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true",
}
"""Import filters: a page as a spreadsheet, as Excel does too; a CSV with formulas let in."""


class LibreOffice:
    """The office suite with a profile of its own, so that no other window is in its way."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("soffice") or shutil.which("libreoffice")
        if found is None:
            pytest.fail(MISSING, pytrace=False)
        self._program, self._folder = found, folder

    def convert(self, file: Path, to: str, reading: str = "") -> Path:
        """Return the file in another format, read with a filter of one's own."""
        out = self._folder / f"{file.stem}-{file.suffix[1:]}"
        words = [self._program, f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"]
        words += ["--headless", "--norestore", *([f"--infilter={reading}"] if reading else [])]
        words += ["--convert-to", to, "--outdir", str(out), str(file)]
        told = subprocess.run(words, capture_output=True, text=True, timeout=180, check=False)
        made = out / f"{file.stem}.{to.split(':')[0]}"
        assert made.is_file(), f"{told.stdout}{told.stderr}"
        return made

    def cells(self, file: Path, sheet: int = 0) -> list[list[tuple[Any, str]]]:
        """Return the cells of a file opened as a spreadsheet: value and kind, `f` for a formula."""
        reading = AS_SHEET.get(file.suffix[1:], "")
        book = load_workbook(self.convert(file, "xlsx:Calc MS Excel 2007 XML", reading))
        rows = book.worksheets[sheet].iter_rows()
        return [[(cell.value, cell.data_type) for cell in row] for row in rows]
