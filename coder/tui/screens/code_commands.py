"""The commands of Code mode."""

from __future__ import annotations

from coder.tui.commands import Command

EMPTY = """This project holds no source yet.

Press i to import a transcript or a folder of them (.txt, .md, .docx, .vtt),
or run  coder import PATH...  in a terminal. Then read it here, and apply codes.
The codebook is under F3.

Press F1 for the keys of every screen."""

IMPORT = Command("code.import", "i", "import", "Import", "Import a transcript or a folder of them.")

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
    Command(
        "code.memo",
        "m",
        "memo",
        "Memo",
        "Write a memo on a coding, the words selected, the turn, the source or a code.",
        True,
    ),
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
    Command("code.next-coding", "d", "next_coding(1)", "Next coding", "Go to the next coding."),
    Command(
        "code.previous-coding",
        "D",
        "next_coding(-1)",
        "Previous coding",
        "Go to the coding before.",
    ),
    Command(
        "code.another-coding",
        "a",
        "another_coding",
        "Another coding",
        "Mark the words of another of the codings here.",
    ),
    Command("code.next-memo", "e", "next_memo(1)", "Next memo", "Go to the next memo."),
    Command("code.previous-memo", "E", "next_memo(-1)", "Previous memo", "Go to the memo before."),
    Command(
        "code.next-uncoded",
        "f",
        "next_uncoded(1)",
        "Next uncoded",
        "Go to the next turn without a coding of yours; interviewers’ are left out.",
    ),
    Command(
        "code.previous-uncoded",
        "F",
        "next_uncoded(-1)",
        "Previous uncoded",
        "Go to the turn before without a coding of yours.",
    ),
    Command(
        "code.go-to-turn", "number_sign,colon", "go_to_turn", "Turn", "Go to a turn by its number."
    ),
    Command("code.bookmark", "b", "bookmark", "Bookmark", "Set a bookmark here, or clear it."),
    Command("code.bookmarks", "B", "bookmarks", "Bookmarks", "List your bookmarks and go to one."),
    Command(
        "code.next-bookmark",
        "apostrophe",
        "next_bookmark(1)",
        "Next bookmark",
        "Go to your next bookmark in this source.",
    ),
    Command(
        "code.previous-bookmark",
        "quotation_mark",
        "next_bookmark(-1)",
        "Previous bookmark",
        "Go to your bookmark before.",
    ),
    Command(
        "code.example",
        "asterisk",
        "example",
        "Example",
        "Add the words selected to the examples of a code.",
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
    Command("code.history", "f8", "history", "History", "Show who changed what on these words."),
    Command(
        "code.correct",
        "V",
        "correct",
        "Corrected",
        "Bring in a corrected transcript of this source; see older versions and what waits there.",
    ),
    Command(
        "code.withdraw",
        "W",
        "withdraw",
        "Withdraw",
        "Take the words of who speaks here, of this source or of its case out for good.",
    ),
    Command(
        "code.next-suggestion",
        "q",
        "next_suggestion(1)",
        "Next suggestion",
        "Go to the next passage for which a code is suggested.",
    ),
    Command(
        "code.previous-suggestion",
        "Q",
        "next_suggestion(-1)",
        "Previous suggestion",
        "Go to the suggestion before.",
    ),
    Command(
        "code.accept",
        "y",
        "accept_suggestion",
        "Accept",
        "Apply the code that is suggested here to the passage it is suggested for.",
    ),
    Command(
        "code.accept-all",
        "Y",
        "accept_suggestions",
        "Accept all",
        "Choose among all suggestions of this code in this source.",
    ),
    Command(
        "code.reject",
        "z",
        "reject_suggestion",
        "Reject",
        "Never suggest this code for this passage again.",
    ),
    Command(
        "code.suggestions",
        "Z",
        "suggestions",
        "Suggestions",
        "Switch suggestions off for now, or on again.",
    ),
    IMPORT,
)
