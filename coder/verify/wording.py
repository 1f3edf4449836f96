"""What a bundle says of itself, in README.txt and the page, and the script that starts the check.

The program writes these words, and the verifier looks for them: they stand here once.
"""

from __future__ import annotations

import textwrap

VERSION = "0.1.0"
"""Of the program whose bundles these words, and the page, are of."""

CAVEAT = "Evidence is self-reported and was not independently verified."
WHAT = (
    "This bundle is what an auditor takes away from a coder project: its whole history, what was"
    " decided, and a report of how every school was typed, from which words and by which rule."
)
INTERNAL = (
    "Internal: schools and words are as they are. Keep it inside the team."
    " It names schools and quotes people; what is meant for others is written by"
    " `coder export all`."
)
SELF_REPORTED = f"{CAVEAT} It is what people said of their schools."
CHECK = (
    "To check it, unpack it and run `python verify_bundle.py` with Python 3.11 or newer; nothing"
    " else is needed. It reads every file, does the whole history again with code of its own, and"
    " derives every word of the report anew. It ends with 0 where nothing differs; else it names"
    " the first difference and ends with 1.",
    "Compare the journal head with a checkpoint that you kept earlier, from an e-mail, a printed"
    " table or a decision: `python verify_bundle.py --head CHECKPOINT`. Without that nobody"
    " can tell whether the end of the history was cut off, or all of it was written anew.",
    "The verifier came with the bundle, and cannot tell whether it was changed itself. The program"
    " can: `coder verify BUNDLE.zip` compares it with its own. Without the program, have somebody"
    " send you what `coder verify --digest` prints, and give it to `sha256sum -c` here; or run a"
    " copy of `coder/verify` that you trust: `python -m verify BUNDLE.zip`.",
)
NOT_PROVED = (
    "That this is the whole history, without a head kept elsewhere.",
    "Who made an entry: a user is a name that somebody typed. When: the time is the computer's.",
    "That people told the truth, that the codes were applied well, or that the rules are right.",
)
UNQUOTED = (
    "The words of the passages that are quoted: the texts they are from are not in this bundle.",
)
"""Not proved either, where texts are left out."""
WITHOUT_TEXTS = (
    "The texts of the sources are not in this bundle, only their digests. The passages that count"
    " as evidence are quoted in the report; that they are the words of the sources is proved only"
    " in a bundle made with --with-texts, or beside a copy of the project: `coder verify BUNDLE.zip"
    " --texts-of PROJECT`."
)
WITH_TEXTS = (
    "The texts of the sources are in this bundle, and the quotations are checked with them."
)

_FILES = (
    ("report.html", "for people: opens in any browser, prints, needs no script"),
    ("verify_bundle.py", "checks all of it; the code it runs is in verify/"),
    ("manifest.json", "every file with its SHA-256, and the journal head"),
    ("journal.jsonl", "the history, an entry a line: the SHA-256 of a line is the entry's id"),
    ("texts.jsonl", "the words that entries refer to by id: reasons, memos, names"),
    ("sources.json", "every version of every source, with the SHA-256 of its text"),
    ("rules/", "typologies and codebooks in every version that was decided under"),
    ("decisions.json", "who decided and reviewed what, when, why and on which head"),
    ("typing.json", "statuses and outcomes of every school, under each reading"),
    ("themes.json", "in how many schools each theme is"),
    ("withdrawn.json", "whose words were taken out for good"),
)

SCRIPT = '''\
"""Checks the bundle that this file lies in: python verify_bundle.py [--head CHECKPOINT]."""

import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(here))
from verify.__main__ import main  # noqa: E402

sys.exit(main(sys.argv[1:], beside=here))
'''


def proved(with_texts: bool) -> tuple[str, ...]:
    """Return what a check of a bundle proves."""
    but = "" if with_texts else ", but the words of the passages that are quoted,"
    return (
        "The entries of the history are what their ids say, and done again in order they give all"
        f" that is here{but.rstrip(',')}.",
        f"Every word and figure of this report{but} follows from the history and the rules.",
        "Each decision was made on what the history held at that moment, under the rules it names.",
        "With a head kept elsewhere: nothing before it was changed.",
    )


def not_proved(with_texts: bool) -> tuple[str, ...]:
    """Return what no check of a bundle proves."""
    return NOT_PROVED if with_texts else (*NOT_PROVED, *UNQUOTED)


def of_texts(with_texts: bool) -> str:
    """Return whether the texts of the sources are in the bundle, and what that means."""
    return WITH_TEXTS if with_texts else WITHOUT_TEXTS


def readme(checkpoint: str, with_texts: bool) -> str:
    """Return what README.txt says."""
    files = [f"{name:<18}{what}" for name, what in _FILES]
    return "\n".join(
        (
            "A BUNDLE FOR AUDITORS",
            "",
            *_filled(WHAT, INTERNAL, SELF_REPORTED, of_texts(with_texts)),
            "Its checkpoint, the head of the history with number and time of entries:",
            checkpoint,
            "",
            "HOW TO CHECK IT",
            "",
            *_filled(*CHECK),
            "WHAT IS PROVED",
            "",
            *_listed(*proved(with_texts)),
            "WHAT IS NOT PROVED",
            "",
            *_listed(*not_proved(with_texts)),
            "WHAT IS IN IT",
            "",
            *files,
            "",
        )
    )


def _filled(*paragraphs: str) -> list[str]:
    return [line for each in paragraphs for line in (*textwrap.wrap(each, 78), "")]


def _listed(*points: str) -> list[str]:
    lines = [
        line
        for point in points
        for line in textwrap.wrap(point, 78, initial_indent="- ", subsequent_indent="  ")
    ]
    return [*lines, ""]
