"""What a bundle says of itself: to people in README.txt and the report, to Python in a script."""

from __future__ import annotations

import textwrap

from coder.frequencies import CAVEAT
from coder.operations.profiles import INTERNAL_NOTE

WHAT = (
    "This bundle is what an auditor takes away from a coder project: its whole history, what was"
    " decided, and a report of how every school was typed, from which words and by which rule."
)
INTERNAL = (
    f"{INTERNAL_NOTE[1]} It names schools and quotes people; what is meant for others is written"
    " by `coder export all`."
)
SELF_REPORTED = f"{CAVEAT[1]} It is what people said of their schools."
CHECK = (
    "To check it, unpack it and run `python verify_bundle.py` with Python 3.11 or newer; nothing"
    " else is needed. It reads every file, does the whole history again with code of its own, and"
    " derives every status, outcome and figure anew. It ends with 0 where nothing differs; else it"
    " names the first difference and ends with 1.",
    "Compare the journal head with a checkpoint that you kept earlier, from an e-mail, a printed"
    " table or a decision: `python verify_bundle.py --head CHECKPOINT`. Without that nobody"
    " can tell whether the end of the history was cut off, or all of it was written anew.",
    "The verifier came with the bundle. To trust neither, take `coder/verify` from a copy of the"
    " program that you trust: `python -m verify BUNDLE.zip`.",
)
PROVED = (
    "The entries of the history are what their ids say, and done again in order they give all that"
    " is here.",
    "The statuses, outcomes and figures of this report follow from the history and the rules.",
    "Each decision was made on what the history held at that moment, under the rules it names.",
    "With a head kept elsewhere: nothing before it was changed.",
)
NOT_PROVED = (
    "That this is the whole history, without a head kept elsewhere.",
    "Who made an entry: a user is a name that somebody typed. When: the time is the computer's.",
    "That people told the truth, that the codes were applied well, or that the rules are right.",
)
WITHOUT_TEXTS = (
    "The texts of the sources are not in this bundle, only their digests. The passages that count"
    " as evidence are quoted in the report; the verifier can compare them with the sources only in"
    " a bundle made with --with-texts."
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


def readme(checkpoint: str, with_texts: bool) -> str:
    """Return what README.txt says."""
    files = [f"{name:<18}{what}" for name, what in _FILES]
    texts = WITH_TEXTS if with_texts else WITHOUT_TEXTS
    return "\n".join(
        (
            "A BUNDLE FOR AUDITORS",
            "",
            *_filled(WHAT, INTERNAL, SELF_REPORTED, texts),
            "Its checkpoint, the head of the history with number and time of entries:",
            checkpoint,
            "",
            "HOW TO CHECK IT",
            "",
            *_filled(*CHECK),
            "WHAT IS PROVED",
            "",
            *_listed(*PROVED),
            "WHAT IS NOT PROVED",
            "",
            *_listed(*NOT_PROVED),
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
