"""`coder speakers` and `coder turns`: putting right what import made of a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import TEXT, WORDS, argument, project
from coder.display import counted, one_line
from coder.operations import coding, lookup, turns

if TYPE_CHECKING:
    from coder.model import Speaker
    from coder.store import Store


def _speaker(store: Store, source: str, named: str) -> Speaker:
    from coder.store import reads

    found = lookup.source(store, source)
    return lookup.speaker(reads.speakers(store, found.guid).values(), named)


@click.group("speakers")
def speakers_() -> None:
    """Put right the speakers of a source.

    SPEAKER is the name, as `coder list speakers --source SOURCE` shows it, or the guid.
    """


_in_case = click.option(
    "--case", "in_case", is_flag=True, help="Also in the other sources of the same case."
)


@speakers_.command("rename", epilog='Example: coder speakers rename 8a "Head" "Headteacher"')
@argument("source")
@argument("speaker")
@argument("name")
@_in_case
@project
def _rename(store: Store, user: str, source: str, speaker: str, name: str, in_case: bool) -> None:
    """Give a speaker another name, in this source or in all of its case."""
    found = _speaker(store, source, speaker)
    meant = 1 + (len(turns.namesakes(store, found)) if in_case else 0)
    turns.rename_speaker(store, user, found, name, in_case=in_case)
    console.say(f"Renamed in {counted(meant, 'source')}.")


@speakers_.command("merge")
@argument("source")
@argument("speaker")
@argument("into")
@project
def _merge(store: Store, user: str, source: str, speaker: str, into: str) -> None:
    """Give all turns of one speaker to another of the same source."""
    one, other = _speaker(store, source, speaker), _speaker(store, source, into)
    turns.merge_speakers(store, user, one, other)
    console.say(f"Merged {one_line(one.name)} into {one_line(other.name)}.")


@speakers_.command("role")
@argument("source")
@argument("speaker")
@argument("role")
@click.option(
    "--interviewer/--not-interviewer",
    default=None,
    help="Whether the turns are questions, which are never evidence.",
)
@_in_case
@project
def _role(
    store: Store,
    user: str,
    source: str,
    speaker: str,
    role: str,
    interviewer: bool | None,
    in_case: bool,
) -> None:
    """Say what a speaker speaks as: Headteacher, Teacher, Governor, Interviewer ..."""
    found = _speaker(store, source, speaker)
    turns.set_role(store, user, found, role, interviewer=interviewer, in_case=in_case)
    console.say(f"{one_line(found.name)}: {one_line(role)}.")


@click.group("turns")
def turns_() -> None:
    """Put right the turns of a source.

    TURN is the number that `coder show SOURCE` prints.
    """


_number = click.argument("turn", type=click.IntRange(min=1))


@turns_.command(
    "split",
    epilog="""\b
Examples:
  coder turns split 8a 3 --before "Well, I think"
  coder turns split 8a 3 412""",
)
@argument("source")
@_number
@click.argument("at", type=click.IntRange(min=0), required=False)
@click.option("--before", type=TEXT, metavar="WORDS", help="Split before these words of the turn.")
@project
def _split(
    store: Store, user: str, source: str, turn: int, at: int | None, before: str | None
) -> None:
    """Split a turn in two before AT, a code point of the source, or before words."""
    if (at is None) == (before is None):
        raise click.UsageError("Say where: AT, or --before WORDS.")
    found = lookup.source(store, source)
    if before is not None:
        at = coding.locate(store, found, quote=before, turn=turn).start
    turns.split_turn(store, user, turns.turn_number(store, found, turn), at or 0)
    console.say(f"Split: turn {turn} is now {turn} and {turn + 1}.")


@turns_.command("join")
@argument("source")
@_number
@project
def _join(store: Store, user: str, source: str, turn: int) -> None:
    """Join a turn with the next, under the first one's speaker."""
    found = lookup.source(store, source)
    turns.join_turns(store, user, turns.turn_number(store, found, turn))
    console.say(f"Joined: turns {turn} and {turn + 1} are now {turn}.")


@turns_.command("reassign")
@argument("source")
@_number
@click.argument("speaker", type=WORDS, required=False)
@click.option("--nobody", is_flag=True, help="Leave the turn with no speaker.")
@project
def _reassign(
    store: Store, user: str, source: str, turn: int, speaker: str | None, nobody: bool
) -> None:
    """Give a turn to another speaker; a new name becomes a new speaker of the source."""
    if nobody == bool(speaker):
        raise click.UsageError("Say which SPEAKER, or --nobody.")
    found = lookup.source(store, source)
    turns.reassign_turn(store, user, turns.turn_number(store, found, turn), speaker or "")
    console.say(f"Turn {turn}: {one_line(speaker or 'no speaker')}.")
