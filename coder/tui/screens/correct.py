"""A corrected transcript on the screen: the file, what becomes of what, and older versions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coder.display import one_line
from coder.model import Guid, Passage, Source
from coder.operations import correcting, showing
from coder.store import Store, open_project, versions
from coder.tui.safe import content
from coder.tui.screens.choosing import Choose
from coder.tui.screens.correct_plan import CorrectPlan
from coder.tui.screens.dialogs import AskLine, Tell

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

T = TypeVar("T")

_LONG = 1.0
"""Seconds after which somebody who waits is told what for."""


async def correct(app: CoderApp, source: Source) -> bool:
    """Ask what to do with the versions of a source and do it; return whether anything was done.

    Raises CoderError where it cannot be done; nothing is changed then.
    """
    answer = await _asked(app, source)
    if answer == "file":
        return await _bring_in(app, source)
    if answer == "waiting":
        plan = await beside(app, lambda store: correcting.plan_waiting(store, app.user, source))
        return await _carried_out(app, plan)
    if answer is not None:
        show_version(app, answer)
    return False


async def _asked(app: CoderApp, source: Source) -> str | None:
    older = versions.of(app.store, source.guid)[:-1]
    past = app.store.past is not None
    if not older:
        return None if app.only_read() else "file"
    waiting = 0 if past else correcting.counts(app.store, app.user).get(source.guid, 0)
    options = [] if past else [("file", "bring in another corrected transcript")]
    if waiting:
        options.insert(0, ("waiting", f"what waits on older versions ({waiting})"))
    options += [(each.guid, f"read version {each.version}") for each in reversed(older)]
    title = f"{one_line(source.name)} is version {source.version}"
    return await app.push_screen_wait(Choose(title, options))


async def _bring_in(app: CoderApp, source: Source) -> bool:
    name = one_line(source.name)
    answer = await app.push_screen_wait(
        AskLine(
            f"The corrected transcript of {name}",
            placeholder="for example corrected/8a.docx",
            about="What it does is shown before anything changes. Both versions stay.",
        )
    )
    if not answer or not answer.strip():
        return False
    path = Path(answer.strip()).expanduser()
    waits = app.set_timer(_LONG, lambda: app.say(f"Comparing {one_line(path.name)} with {name} …"))
    try:
        plan = await beside(
            app, lambda store: correcting.plan_correction(store, app.user, source, path)
        )
    finally:
        waits.stop()
    return await _carried_out(app, plan)


async def _carried_out(app: CoderApp, plan: correcting.Plan) -> bool:
    confirmed = await app.push_screen_wait(CorrectPlan(plan))
    if confirmed is None:
        return False
    act = partial(correcting.carry_out, user=app.user, plan=plan, confirmed=confirmed)
    done = await beside(app, act)
    app.say(correcting.in_words(plan, done))
    return True


async def beside(app: CoderApp, act: Callable[[Store], T]) -> T:
    """Do what takes long beside the screen, with a store of that thread."""
    path = app.store.path
    if path is None:
        return act(app.store)

    def in_thread() -> T:
        with open_project(path) as store:
            return act(store)

    return await asyncio.to_thread(in_thread)


def show_version(app: CoderApp, guid: Guid, passage: Passage | None = None) -> None:
    """Show an older version to read, or where a passage is meant the turns that hold it."""
    known = versions.of(app.store, guid)
    source = next(each for each in known if each.guid == guid)
    with app.saying():
        first, last = showing.turns_of(app.store, source, passage)
        lines = showing.reading(app.store, app.user, source, first, last)
        title = f"Version {source.version}; the newest is {known[-1].version}"
        app.push_screen(Tell(title, content("\n".join(lines))))
