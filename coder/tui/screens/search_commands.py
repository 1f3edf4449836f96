"""The commands of the search over the whole project."""

from __future__ import annotations

from coder.tui.commands import Command

HOW = {
    "words": "words as typed",
    "lemma": "words in any form",
    "about": "nearly the words",
    "regex": "a regular expression",
}
"""The ways of searching, in the order in which they change."""

EMPTY = "Type words to find them in all sources; dump* is any word that begins so."

COMMANDS = (
    Command("search.open", "enter", "open_hit", "Open", "Go to the place in its transcript.", True),
    Command("search.how", "ctrl+r", "how", "How", "Change how the words are meant.", True),
    Command(
        "search.narrow",
        "ctrl+l",
        "narrow",
        "Narrow",
        "Narrow to a code, school, role or value.",
        True,
    ),
    Command(
        "search.code-all",
        "ctrl+g",
        "code_all",
        "Code all",
        "Apply a code to all of these, after a preview.",
        True,
    ),
    Command("search.words", "slash", "words", "Words", "Go back to the words to find."),
    Command("search.hits", "down", "hits", "Places", "Go to the list of places."),
    Command("search.back", "escape", "back", "Back", "Stop searching; then go back.", True),
)
