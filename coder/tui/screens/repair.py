"""Putting right who speaks, and where turns begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.display import counted, one_line
from coder.model import Passage, Speaker, Turn
from coder.operations import turns
from coder.store import reads
from coder.tui.screens.choosing import Choose
from coder.tui.screens.dialogs import AskLine, Confirm

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

_ACTS = (
    ("reassign", "give this turn to another speaker"),
    ("rename", "rename this speaker, in this source or in all of its case"),
    ("role", "change the speaker’s role, in this source or in all of its case"),
    ("interviewer", "the speaker is an interviewer, or is not"),
    ("merge", "merge this speaker into another: they are one voice"),
    ("split", "split this turn before the selection"),
    ("join", "join this turn with the next one"),
)
_ASKED = {"rename": "Name of the speaker", "role": "Role of the speaker"}
_HERE, _EVERYWHERE = "here", "everywhere"
_WITHOUT_SPEAKER = ("reassign", "split", "join")


async def repair(app: CoderApp, turn: Turn, selection: Passage) -> bool:
    """Ask what to put right and do it; return whether anything was done."""
    speakers = reads.speakers(app.store, turn.source)
    speaker = speakers.get(turn.speaker or "")
    acts = [act for act in _ACTS if speaker is not None or act[0] in _WITHOUT_SPEAKER]
    name = one_line(speaker.name) if speaker else "no speaker"
    act = await app.push_screen_wait(Choose(f"This turn is by {name}", acts))
    if act == "split":
        turns.split_turn(app.store, app.user, turn, selection.start)
    elif act == "join":
        turns.join_turns(app.store, app.user, turn)
    elif act == "reassign":
        return await _reassign(app, turn, list(speakers.values()))
    elif act is not None and speaker is not None:
        return await _speaker(app, act, speaker, list(speakers.values()))
    return act is not None


async def _reassign(app: CoderApp, turn: Turn, speakers: list[Speaker]) -> bool:
    known = [(speaker.name, one_line(speaker.name)) for speaker in speakers]
    others = [*known, ("\0new", "someone else: type a name"), ("\0none", "nobody that is known")]
    named = {str(number): answer for number, (answer, _) in enumerate(others)}
    options = [(str(number), words) for number, (_, words) in enumerate(others)]
    answer = await app.push_screen_wait(Choose("Who speaks here?", options))
    if answer is None:
        return False
    name = {"\0none": ""}.get(named[answer], named[answer])
    if name == "\0new":
        typed = await app.push_screen_wait(AskLine("Name of the speaker"))
        if not typed:
            return False
        name = typed
    turns.reassign_turn(app.store, app.user, turn, name)
    return True


async def _speaker(app: CoderApp, act: str, speaker: Speaker, speakers: list[Speaker]) -> bool:
    if act == "merge":
        return await _merge(app, speaker, speakers)
    words: str | None = ""
    if act != "interviewer":
        held = speaker.name if act == "rename" else speaker.role
        words = await app.push_screen_wait(AskLine(_ASKED[act], held))
    if words is None:
        return False
    in_case = await _in_case(app, speaker)
    if in_case is None:
        return False
    store, user = app.store, app.user
    if act == "rename":
        turns.rename_speaker(store, user, speaker, words, in_case=in_case)
    elif act == "role":
        turns.set_role(store, user, speaker, words, in_case=in_case)
    else:
        asked = not speaker.interviewer
        turns.set_role(store, user, speaker, interviewer=asked, in_case=in_case)
    return True


async def _in_case(app: CoderApp, speaker: Speaker) -> bool | None:
    """Ask whether all sources of the case are meant, where that name speaks in others too."""
    others = len(turns.namesakes(app.store, speaker))
    if not others:
        return False
    where = [
        (_HERE, "only in this source"),
        (_EVERYWHERE, f"in this source and {counted(others, 'other')} of the same case"),
    ]
    answer = await app.push_screen_wait(Choose(f"Where is it {one_line(speaker.name)}?", where))
    return None if answer is None else answer == _EVERYWHERE


async def _merge(app: CoderApp, speaker: Speaker, speakers: list[Speaker]) -> bool:
    others = [(s.guid, one_line(s.name)) for s in speakers if s.guid != speaker.guid]
    into = await app.push_screen_wait(Choose("One voice with whom?", others))
    if into is None:
        return False
    other = next(each for each in speakers if each.guid == into)
    question = f"Give all turns of {one_line(speaker.name)} to {one_line(other.name)}?"
    if not await app.push_screen_wait(Confirm(question, "Merge", "Leave")):
        return False
    turns.merge_speakers(app.store, app.user, speaker, other)
    return True
