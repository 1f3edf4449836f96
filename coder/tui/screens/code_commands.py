"""The commands of Code mode."""

from __future__ import annotations

from coder.tui.commands import Command

EMPTY = """This project holds no source yet.

Press i to import a transcript or a folder of them (.txt, .md, .docx, .vtt),
or run  coder import PATH...  in a terminal.

Press F1 for the keys of every screen."""

_PINS = tuple(
    Command(
        f"code.pin-{number}",
        str(number),
        f"pinned({number})",
        f"Code {number}",
        f"Apply the code pinned to {number}.",
    )
    for number in range(1, 10)
)

COMMANDS = (
    Command("code.pick", "c,enter", "pick", "Code", "Choose any code and apply it.", True),
    *_PINS,
    Command("code.again", "full_stop", "again", "Again", "Apply the code applied last.", True),
    Command("code.uncode", "x,delete", "uncode", "Uncode", "Take off a coding of yours.", True),
    Command("code.memo", "m", "memo", "Memo", "Write a memo on a coding, turn or source.", True),
    Command("code.find", "slash", "find", "Find", "Find words in this source.", True),
    Command("code.search", "ctrl+f", "search", "Search", "Search all sources for words."),
    Command("code.find-next", "n", "find_next(1)", "Next hit", "Go to the next place found."),
    Command("code.find-previous", "N", "find_next(-1)", "Previous hit", "Go to the hit before."),
    Command("code.read", "r", "mark_read", "Read", "Mark as read to the end, or not.", True),
    Command("code.sources", "s", "sources", "Sources", "Go to the list of sources.", True),
    Command(
        "code.next-source",
        "right_square_bracket",
        "next_source(1)",
        "Next source",
        "Open the next source.",
    ),
    Command(
        "code.previous-source",
        "left_square_bracket",
        "next_source(-1)",
        "Previous source",
        "Open the source before.",
    ),
    Command(
        "code.in-vivo",
        "v",
        "in_vivo",
        "In vivo",
        "Make a code named by the words selected, and apply it.",
    ),
    Command("code.recode", "C", "recode", "Recode", "Put another code in place of one of yours."),
    Command(
        "code.move-ends",
        "M",
        "move_ends",
        "Move coding",
        "Move a coding of yours to the words selected.",
    ),
    Command("code.pin", "P", "pin", "Pin", "Pin a code to one of the keys 1 to 9."),
    Command("code.others", "o", "others", "Others", "Hide or show other users’ codings."),
    Command(
        "code.repair",
        "w",
        "repair",
        "Who speaks",
        "Rename, merge or reassign the speaker here; split or join turns.",
    ),
    Command("code.history", "f7", "history", "History", "Show who changed what on these words."),
    Command(
        "code.correct",
        "V",
        "correct",
        "Corrected",
        "Bring in a corrected transcript of this source; see older versions and what waits there.",
    ),
    Command("code.import", "i", "import", "Import", "Import a transcript or a folder of them."),
)
