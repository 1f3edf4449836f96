"""What can be done in Codebook mode, and with which keys."""

from __future__ import annotations

from coder.tui.commands import Command

COMMANDS = (
    Command(
        "codebook.add",
        "a",
        "add_below",
        "Add",
        "Write a new code under this one (the first code of all stands at the top).",
        True,
    ),
    Command("codebook.add_level", "A", "add_level", "Add beside", "Write one beside this one."),
    Command("codebook.edit", "e", "edit", "Edit", "Change name, meaning or indicators.", True),
    Command("codebook.move", "m", "move", "Move", "Put this code under another.", True),
    Command("codebook.up", "shift+up", "shift(-1)", "Earlier", "Move it before its neighbour."),
    Command("codebook.down", "shift+down", "shift(1)", "Later", "Move it after its neighbour."),
    Command("codebook.merge", "g", "merge", "Merge", "Make it part of another code.", True),
    Command("codebook.retire", "r", "retire", "Retire", "Stop offering it, or offer it again."),
    Command("codebook.memo", "n", "memo", "Memo", "Write a memo about this code.", True),
    Command("codebook.find", "slash", "find", "Find", "Go to a code by name or indicator.", True),
    Command("codebook.history", "f8", "history", "History", "Show who changed this code."),
    Command(
        "codebook.passages",
        "enter,p",
        "passages",
        "Passages",
        "List the passages of this code and go to one in its transcript.",
        True,
    ),
    Command("codebook.export", "x", "export", "Export", "Write the codebook to a file."),
)

NEEDS_CODE = frozenset(
    ("edit", "move", "shift", "merge", "retire", "memo", "find", "passages", "export")
)
"""Actions that need a code; in an empty codebook they are dimmed."""
