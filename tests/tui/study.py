"""A study of two pairs of schools, small enough that every figure is counted by hand.

| school | pair | status  | what is there                                                       |
|--------|------|---------|---------------------------------------------------------------------|
| 1a     | 1    | stuck   | head: Antagonistic, Dumping ground, and over both Union voice (ben); |
|        |      |         | teacher: Union voice                                                |
| 1b     | 1    | unstuck | teacher: Union voice; read to the end by ann                        |
| 2a     | 2    | stuck   | teacher: Dumping ground                                             |
| 2b     | 2    | unstuck | no source                                                           |

Antagonistic stands under Union voice.
"""

from __future__ import annotations

from pathlib import Path

from coder.operations import cases, codes, lookup
from coder.operations.coding import apply_code, mark_read
from coder.operations.project import start
from coder.operations.sources import Facts, import_source

from .driving import find_words

FOUGHT, GROUND = "The union fought us.", "We are a dumping ground."
HELPED, QUIET = "The union helped.", "The union was quiet."

TEXTS = {
    "1a": f"Headteacher: {FOUGHT} {GROUND}\nInterviewer: And then?\nTeacher: {HELPED}\n",
    "1b": f"Teacher: {QUIET}\n",
    "2a": f"Teacher: {GROUND}\n",
}

SCHOOLS = (
    ("1a", {"pair": "1", "status": "stuck", "phase": "primary"}),
    ("1b", {"pair": "1", "status": "unstuck", "phase": "primary"}),
    ("2a", {"pair": "2", "status": "stuck", "phase": "secondary"}),
    ("2b", {"pair": "2", "status": "unstuck", "phase": "middle"}),
)

CODINGS = (
    ("ann", "1a", FOUGHT, "Antagonistic"),
    ("ben", "1a", f"{FOUGHT} {GROUND}", "Union voice"),
    ("ann", "1a", GROUND, "Dumping ground"),
    ("ann", "1a", HELPED, "Union voice"),
    ("ann", "1b", QUIET, "Union voice"),
    ("ann", "2a", GROUND, "Dumping ground"),
)


def make_study(folder: Path) -> Path:
    """Make the project in a folder; return its file."""
    path = folder / "study.coder"
    with start(path, "ann") as store:
        cases.add_cases(store, "ann", SCHOOLS)
        union = codes.add_code(store, "ann", "Union voice")
        guids = {
            "Union voice": union,
            "Antagonistic": codes.add_code(store, "ann", "Antagonistic", parent=union),
            "Dumping ground": codes.add_code(store, "ann", "Dumping ground"),
        }
        for school, text in TEXTS.items():
            file = folder / f"{school}.txt"
            file.write_text(text, encoding="utf-8")
            assert not import_source(store, "ann", file, Facts(school=school)).error
        for user, school, words, code in CODINGS:
            apply_code(store, user, *find_words(store, f"{school}.txt", words), guids[code])
        mark_read(store, "ann", lookup.source(store, "1b").guid)
    return path
