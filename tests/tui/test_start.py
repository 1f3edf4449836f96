"""What Code mode does before its first paint, and what it leaves until a person asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LATER = (
    "coder.alignment",
    "coder.finding",
    "coder.operations.correcting",
    "coder.operations.exports",
    "coder.operations.history",
    "coder.operations.sources",
    "coder.quotations",
    "coder.readers",
    "coder.suggest.likeness",
    "coder.suggest.matching",
    "coder.tui.screens.codebook",
    "coder.tui.screens.dialogs",
    "coder.tui.screens.picker",
    "coder.tui.screens.search",
    "coder.tui.screens.themes",
    "coder.writers",
    "rapidfuzz",
    "sqlite_utils",
    "spacy",
)
"""What a first paint can do without; each is loaded when it is used."""


def ran(script: str, *words: str) -> str:
    """Return what a script says in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_first_paint_loads_nothing_that_it_does_not_show(small_project: Path) -> None:
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from coder.store import open_project\n"
        "from coder.tui.app import CoderApp\n"
        "from coder.tui.screens import code_suggestions\n"
        "code_suggestions.DELAY = None\n"
        "async def main():\n"
        "    app = CoderApp(open_project(Path(sys.argv[1])), 'ann')\n"
        "    async with app.run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "        print(app.screen.source.name, *sys.modules)\n"
        "asyncio.run(main())\n"
    )
    name, *loaded = ran(script, str(small_project)).split()
    assert name == "7b.txt"
    assert not set(LATER) & set(loaded)


def test_what_stays_is_left_alone_and_garbage_is_freed_when_nobody_waits() -> None:
    script = (
        "import gc\n"
        "from coder.tui import garbage\n"
        "garbage.settle()\n"
        "print(gc.isenabled(), gc.get_freeze_count())\n"
        "garbage.wait()\n"
        "print(gc.isenabled())\n"
        "class Thing: pass\n"
        "freed = []\n"
        "thing = Thing()\n"
        "thing.itself = thing\n"
        "import weakref\n"
        "weakref.finalize(thing, freed.append, 1)\n"
        "garbage.keep()\n"
        "print(gc.isenabled(), gc.get_freeze_count() > 1000)\n"
        "del thing\n"
        "gc.collect()\n"
        "print(freed)\n"
        "garbage.settle()\n"
        "print(freed, gc.get_freeze_count() > 1000)\n"
    )
    assert ran(script).split("\n") == ["True 0", "False", "True True", "[]", "[1] True"]
