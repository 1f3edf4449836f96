"""How the table in Themes counts: each setting by a key, remembered while the program runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from textual import work

from coder import frequencies
from coder.display import one_line
from coder.frequencies import ROLE, USER
from coder.model import Guid
from coder.operations import asking, grouping, project
from coder.operations.figures import FRAMEWORK, NONE, PAIRS, QUOTES, THEMES, Answer, Question
from coder.tui.commands import Command
from coder.tui.screens import themes_commands as keys
from coder.tui.screens.choosing import Choose
from coder.tui.screens.computing import ComputingScreen

_ALL = ""
"""The answer to a question for one of several that means all."""


class AskingScreen(ComputingScreen[Answer]):
    """A screen that asks for one table after another."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = Question()
        self._answer: Answer | None = None
        self._kept: dict[str, Question] = {}
        """By kind, what was last asked."""

    def row_name(self) -> str:
        """Return the first cell of the row under the cursor; empty where there is none."""
        raise NotImplementedError

    def ask(self, **changed: Any) -> None:
        """Ask the same of the same table, but for these settings."""
        self._asked = replace(self._asked, **changed)
        self._kept[self._asked.kind] = self._asked
        self.show_project()

    def ask_for(self, kind: str) -> None:
        """Ask for a table of another kind, as it was last asked; whose codings count stays."""
        asked = self._kept.get(kind) or Question(kind)
        self._kept[self._asked.kind] = self._asked
        self._asked = replace(asked, users=self._asked.users, roll_up=self._asked.roll_up)
        self.show_project()

    def _has(self, setting: Command) -> bool:
        """Whether the table has a setting; where it has not, say so."""
        kind = self._asked.kind
        if kind in keys.HAS[setting.id]:
            return True
        name = keys.NAMES[kind]
        self.coder.say(f"“{setting.title}” is nothing that the table {name} has.")
        return False

    async def _choose(self, title: str, options: Sequence[tuple[str, str]]) -> str | None:
        answers = [(str(at), words) for at, (_, words) in enumerate(options)]
        chosen = await self.app.push_screen_wait(Choose(title, answers))
        return None if chosen is None else options[int(chosen)][0]

    # One key, the next of few.

    def action_unit(self) -> None:
        """Count the next unit."""
        if self._has(keys.UNIT):
            self.ask(unit=_after(keys.UNITS_OF[self._asked.kind], self._asked.unit))

    def action_near(self) -> None:
        """Take the next meaning of together."""
        if self._has(keys.NEAR):
            self.ask(near=_after(frequencies.NEAR, self._asked.near))

    def action_roll_up(self) -> None:
        """Count a theme with the codes under it, or alone."""
        if self._has(keys.ROLL):
            self.ask(roll_up=not self._asked.roll_up)

    def action_test(self) -> None:
        """Add the p of the exact test, or leave it out."""
        if self._has(keys.TEST):
            self.ask(test=not self._asked.test)

    def action_users(self) -> None:
        """Count by the next users rule: any, all, then each user alone."""
        if self._answer is not None and self._has(keys.USERS):
            rules = ("any", "all", *(user.guid for user in self._answer.users))
            self.ask(users=_after(rules, self._asked.users))

    # One key, and a list of what the project has.

    @work
    async def action_by(self) -> None:
        """Choose what themes are grouped by, or what the schools of a pair differ in."""
        if not self._has(keys.BY) or self._answer is None:
            return
        if self._asked.kind == THEMES:
            groupings = self._answer.groupings
            title = "Group themes by"
            if grouping.TYPE not in groupings:
                title += " (not by type: the project has no typology)"
            by = await self._choose(title, [(each, _called(each)) for each in groupings])
            if by is not None:
                self.ask(by=by)
            return
        status = await self._variable("In which variable do the schools of a pair differ?")
        if status is None:
            return
        values = asking.values(self.store, status)
        between: tuple[str, str] | None = None
        if self._asked.kind == PAIRS and len(values) > 2:
            options = list(combinations(values, 2))
            said = [(str(at), f"{one} and {other}") for at, (one, other) in enumerate(options)]
            chosen = await self._choose(f"Between which two values of {one_line(status)}?", said)
            if chosen is None:
                return
            between = options[int(chosen)]
        self.ask(status=status, between=between)

    @work
    async def action_pair(self) -> None:
        """Choose the variable that the schools of a pair share."""
        if self._has(keys.PAIR):
            pair = await self._variable("Which variable do the schools of a pair share?")
            if pair is not None:
                self.ask(pair=pair)

    async def _variable(self, title: str) -> str | None:
        known = asking.variables(self.store)
        if not known:
            self.coder.say("No school has a variable yet: `coder cases set` gives it one.")
            return None
        return await self._choose(title, [(each, each) for each in known])

    @work
    async def action_theme(self) -> None:
        """Choose a theme; of the framework, take themes in and out."""
        if not self._has(keys.THEME):
            return
        if self._asked.kind == FRAMEWORK:
            await self._themes()
            return
        every = "any theme" if self._asked.kind == QUOTES else "all themes"
        options = [(guid, path) for guid, path in asking.themes(self.store)]
        here = [each for each in options if each[1] == self.row_name().removesuffix(" (retired)")]
        if self._asked.code is None:
            options = [*here, (_ALL, every), *(each for each in options if each not in here)]
        else:
            options = [(_ALL, every), *options]
        title = "Pair by pair for which theme?" if self._asked.kind == PAIRS else "Which theme?"
        chosen = await self._choose(title, options)
        if chosen is not None:
            self.ask(code=chosen or None)

    async def _themes(self) -> None:
        """Take themes into the framework and out of it, until the person is done."""
        title = "Themes of the framework: Enter takes one in or out, Escape is done"
        every = "the top themes and those summarised"
        while True:
            shown = self._themes_shown()
            options = [(_ALL, every)]
            for guid, path in asking.themes(self.store):
                options.append((guid, f"{'[x]' if guid in shown else '[ ]'} {path}"))
            chosen = await self._choose(title, options)
            if chosen is None:
                return
            if chosen == _ALL:
                self.ask(codes=())
            elif chosen in shown:
                self.ask(codes=tuple(guid for guid in shown if guid != chosen))
            else:
                self.ask(codes=(*shown, chosen))

    def _themes_shown(self) -> tuple[Guid, ...]:
        framework = self._answer.framework if self._answer else None
        if self._asked.codes or framework is None:
            return self._asked.codes
        return tuple(code.guid for code in framework.themes)

    @work
    async def action_school(self) -> None:
        """Choose the school whose quotes are shown."""
        if self._has(keys.SCHOOL):
            schools = [(case.guid, case.name) for case in asking.schools(self.store)]
            chosen = await self._choose("Which school?", [(_ALL, "any school"), *schools])
            if chosen is not None:
                self.ask(case=chosen or None)

    @work
    async def action_group(self) -> None:
        """Choose the group whose quotes are shown."""
        if not self._has(keys.GROUP):
            return
        user = self.coder.user
        known = await self.beside(lambda store: asking.groups(store, user))
        options = [(str(at), f"{name} = {value}") for at, (name, value) in enumerate(known)]
        chosen = await self._choose("Which group?", [(_ALL, "any group"), *options])
        if chosen is not None:
            self.ask(group=known[int(chosen)] if chosen else None)

    @work
    async def action_scale(self) -> None:
        """Choose the scale in whose words figures are said too."""
        if self._has(keys.SCALE):
            known = [
                (each.name, f"{each.name}: {each.source}") for each in project.scales(self.store)
            ]
            title = "In which scale's words, beside the figures?"
            if not known:
                title = "The project has no scale: `coder init --scales FILE` makes one with some"
            chosen = await self._choose(title, [(_ALL, "no words, only figures"), *known])
            if chosen is not None:
                self.ask(scale=chosen)

    # What the settings are now.

    def in_words(self, answer: Answer) -> dict[str, str]:
        """Return each setting that this table has, as it is now."""
        asked = answer.question
        who = next((user.name for user in answer.users if user.guid == asked.users), "")
        whose = f"only {who}" if who else f"{asked.users} user{'s' * (asked.users == 'all')}"
        said = {
            keys.UNIT: f"unit: {asked.unit}",
            keys.BY: _by(asked),
            keys.PAIR: f"paired by {asked.pair}",
            keys.THEME: self._theme_in_words(asked, answer),
            keys.SCHOOL: self._school_in_words(asked),
            keys.GROUP: " = ".join(asked.group) if asked.group else "any group",
            keys.NEAR: _NEAR[asked.near],
            keys.USERS: whose,
            keys.ROLL: "codes under it count" if asked.roll_up else "each code alone",
            keys.SCALE: f"words: {asked.scale}" if asked.scale else "no words",
            keys.TEST: "exact test" if asked.test else "no test",
            keys.WRITE: "write the cell",
        }
        return {
            command.id: words if asked.kind in keys.HAS[command.id] else ""
            for command, words in said.items()
        }

    def _theme_in_words(self, asked: Question, answer: Answer) -> str:
        if asked.kind == FRAMEWORK:
            number = len(answer.framework.themes) if answer.framework else 0
            return f"{number} chosen themes" if asked.codes else "top themes"
        if asked.code is None:
            return "any theme" if asked.kind == QUOTES else "all themes"
        path = next((path for guid, path in asking.themes(self.store) if guid == asked.code), "?")
        return f"only {path.split(' > ')[-1]}"

    def _school_in_words(self, asked: Question) -> str:
        named = next((c.name for c in asking.schools(self.store) if c.guid == asked.case), "")
        return f"only {named}" if named else "any school"


_NEAR = {
    "overlap": "together: same words",
    "sentence": "together: same sentence",
    "turn": "together: same turn",
    "source": "together: same source",
}


def _by(asked: Question) -> str:
    if asked.kind == THEMES:
        return "not grouped" if asked.by == NONE else f"by {asked.by}"
    if asked.kind == FRAMEWORK:
        return f"in order of {asked.status}"
    return f"by {' and '.join(asked.between)}" if asked.between else f"by {asked.status}"


def _called(grouping: str) -> str:
    """Return a grouping with what it is of, where its name does not say it."""
    told = {
        ROLE: "role: who said it",
        USER: "user: who coded it",
        "type": "type: how schools are typed",
        NONE: "not grouped",
    }
    return told.get(grouping, grouping)


def _after(values: Sequence[str], value: str) -> str:
    at = values.index(value) if value in values else -1
    return values[(at + 1) % len(values)]
