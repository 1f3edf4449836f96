"""Take the pictures of the README: the program itself, on a freshly built demonstration.

python docs/make_screen.py [FOLDER]
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from coder.model import Passage
from coder.operations.demo import build_demo
from coder.store import open_project, reads
from coder.tui.app import CoderApp

SIZE = (120, 40)
USER = "ann"
FONT = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'


async def screens(project: Path, folder: Path) -> None:
    """Write `screen.svg` and `screen-typing.svg` into a folder."""
    app = CoderApp(open_project(project), USER)
    app.animation_level = "none"
    async with app.run_test(size=SIZE, notifications=False) as pilot:
        await _code(app, pilot)
        _keep(app, folder / "screen.svg")
        await app.switch_mode("typing")
        await _settled(pilot)
        await pilot.press(*["down"] * 7)
        await _settled(pilot)
        _keep(app, folder / "screen-typing.svg")


async def _code(app: CoderApp, pilot: Pilot[None]) -> None:
    """Stand in 8a on the words of paragraph 62, which carry a coding."""
    source = next(s for s in reads.sources(app.store).values() if s.name.startswith("8a"))
    at = reads.text(app.store, source.guid).index("It was the dumping ground")
    app.show_passage(source.guid, Passage(at, at + 1))
    await _settled(pilot)
    await pilot.press("escape")
    await _settled(pilot)


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _keep(app: CoderApp, path: Path) -> None:
    path.write_text(offline(app.export_screenshot(title="coder")), encoding="utf-8")


def offline(svg: str) -> str:
    """Return a picture that fetches nothing: fonts named by address give way to the reader's own.

    Names that Textual makes of a random number become the same each time; spaces are kept where a
    viewer would drop them.
    """
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    svg = re.sub(r"font-family:\s*Fira Code[^;]*;", f"font-family: {FONT};", svg)
    svg = re.sub(r"terminal-\d+-", "terminal-", svg)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return re.sub(r"[ \t]+\n|\n(?=\s*\n)", "\n", svg).strip() + "\n"


def main() -> None:
    """Take the pictures, with the settings of nobody."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CONFIG_HOME"] = scratch
        os.environ.pop("NO_COLOR", None)
        project = Path(scratch) / "demo.coder"
        build_demo(project)
        asyncio.run(screens(project, folder))


if __name__ == "__main__":
    main()
