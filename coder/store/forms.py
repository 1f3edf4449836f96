"""The texts of all versions of a source after a merge, without what had left in either copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from coder.model import Guid, Passage
from coder.store import voices
from coder.store.masks import covered, holds_words, masked
from coder.store.persons import Family, Version


def without(
    known: Family,
    forms: Mapping[Guid, str],
    people: Collection[Guid],
    names: Sequence[str],
    unseen: Collection[Guid],
) -> dict[Guid, str]:
    """Return the forms of a source's versions without what people said, and without some names.

    The versions of `known` have their words as far as either copy still had them, `forms` are what
    both copies together have covered. In versions `unseen` by who withdrew somebody, the covered
    words are theirs whoever they were given to meanwhile.
    """
    said, _ = known.said(people)
    found = {}
    for version in known.versions:
        places = said.get(version.guid, [])
        if version.guid in unseen:
            places = places + list(_again(known, forms, version, people))
        form = masked(forms[version.guid], places)
        named = [place for name in names for place in voices.of_name(name, form, version.turns)]
        found[version.guid] = masked(form, named)
    return found


def _again(
    known: Family, forms: Mapping[Guid, str], there: Version, people: Collection[Guid]
) -> Iterator[Passage]:
    """Yield where words that are covered in other versions stand in one."""
    for here in known.versions:
        if here is not there:
            for passage in _taken(here, forms[here.guid]):
                yield from known.again(here, passage, there, people, whoever=True)


def _taken(version: Version, form: str) -> Iterator[Passage]:
    """Yield the words of each turn of a version that are covered in its form."""
    for turn in version.turns:
        start = turn.passage.start
        words = turn.passage.quotation(version.text)
        for part in covered(words, turn.passage.quotation(form)):
            if holds_words(gone := part.quotation(words)):
                yield Passage(start + part.start, start + part.start + len(gone.rstrip()))
