"""Which themes the codings of one source find where in it, by the users who count."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress, repeat
from operator import eq
from typing import Any

from coder.frequencies.counting import ALL, ANY
from coder.model import Guid

Finds = set[Any]
"""Themes, each with a place where it is found; themes alone, where no places are looked at."""


class Rolled:
    """What codings say under a users rule, and with or without the codes under a theme."""

    def __init__(
        self,
        users: str,
        above: Mapping[int, tuple[Guid, ...]],
        guids: Mapping[int, Guid],
        readers: Mapping[Guid, set[Guid]],
    ) -> None:
        """`above` has the themes for which each code counts; `guids` names users by their number;
        `readers` are those who read each source."""
        self._users, self._chain, self._readers = users, above, readers
        self._depths = {code: len(themes) for code, themes in above.items()}
        self._numbers = {guid: number for number, guid in guids.items()}

    def themes(
        self,
        source: Guid,
        codes: Sequence[int],
        users: Sequence[int],
        places: Sequence[Hashable] | None = None,
    ) -> Finds:
        """Return the themes of a source, each with the places where it is found.

        It has codings with code, user and a place that each bears on. Where there are no places,
        the source is looked at as a whole: then they are the themes alone.
        """
        if self._users == ANY:
            return self._of_codes(codes, places)
        if self._users != ALL:
            return self._of_user(self._users, codes, users, places)
        # All who read the source, and at least one; they can agree on a theme by way of different
        # codes under it.
        readers = self._readers.get(source, ())
        each = [self._of_user(user, codes, users, places) for user in readers]
        return set.intersection(*each) if each else set()

    @property
    def anybody(self) -> bool:
        """Whether whoever coded counts."""
        return self._users == ANY

    @property
    def user(self) -> int | None:
        """The number of the one user who counts; None where it is not one, or who never coded."""
        return self._numbers.get(self._users)

    def _of_user(
        self,
        user: Guid,
        codes: Sequence[int],
        users: Sequence[int],
        places: Sequence[Hashable] | None,
    ) -> Finds:
        own = list(map(partial(eq, self._numbers.get(user)), users))  # who never coded has none
        there = None if places is None else compress(places, own)
        return self._of_codes(list(compress(codes, own)), there)

    def _of_codes(self, codes: Sequence[int], places: Iterable[Hashable] | None) -> Finds:
        if places is None:
            return set(chain.from_iterable(map(self._chain.__getitem__, set(codes))))
        # In a million rounds a loop would take twice as long.
        themes = chain.from_iterable(map(self._chain.__getitem__, codes))
        each = chain.from_iterable(map(repeat, places, map(self._depths.__getitem__, codes)))
        return set(zip(themes, each, strict=True))


def each_themes(
    rules: Sequence[Rolled],
    source: Guid,
    codes: Sequence[int],
    users: Sequence[int],
    places: Sequence[Hashable] | None,
) -> Iterator[Finds]:
    """Yield the themes of a source by each rule: what any user finds is what they all do."""
    own = {
        rule.user: rule.themes(source, codes, users, places)
        for rule in rules
        if rule.user is not None
    }
    for rule in rules:
        if rule.user is not None:
            yield own[rule.user]
        elif own and rule.anybody and own.keys() >= set(users):
            yield set().union(*own.values())
        else:
            yield rule.themes(source, codes, users, places)
