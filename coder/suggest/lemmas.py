"""Base forms of English words by rule: `objecting` and `objects` meet at `object`.

What it gives is a key and not always a word (`changes` and `changing` meet at `chang`): both sides
of a comparison go through it. docs/decisions/0009 says why there is no table of all words here.
"""

from __future__ import annotations

import re
from functools import cache

_FORMS = """
be am is are was were been being 'm 're
have has had having 've
do does did done doing
go goes went gone going
say said  see saw seen  make made  take took taken  come came  know knew known  get got gotten
give gave given  find found  think thought  tell told  become became  leave left  feel felt
bring brought  begin began begun  keep kept  hold held  write wrote written  stand stood
hear heard  let  mean meant  meet met  run ran running  pay paid  sit sat  speak spoke spoken
lead led  read  grow grew grown  lose lost  fall fell fallen  send sent  build built
understand understood  draw drew drawn  break broke broken  spend spent  rise rose risen
drive drove driven  buy bought  wear wore worn  choose chose chosen  teach taught
throw threw thrown  fight fought  catch caught  deal dealt  win won  forget forgot forgotten
sell sold  seek sought  show shown  fly flew flown  lie lay lain lying
die dies died dying  tie ties tied tying
strike struck stricken  sleep slept  swim swam swum  sing sang sung  sink sank sunk
shake shook shaken  steal stole stolen  hide hid hidden  bite bit bitten  ride rode ridden
swear swore sworn  tear tore torn  eat ate eaten  drink drank drunk  shoot shot  stick stuck
wake woke woken  withdraw withdrew withdrawn  undertake undertook undertaken
overcome overcame  agree agreed  free freed  guarantee guaranteed
child children  man men  woman women  person people  foot feet  tooth teeth
wife wives  half halves  self selves  age ages aged ageing  bus buses  news
owe owes owed owing  embed embeds embedded embedding  criterion criteria  crisis crises
analysis analyses  basis bases
"""

_VOWELS = re.compile("[aeiouy]")
_HISSING = ("s", "x", "z", "ch", "sh")
_NO_PLURAL = ("ss", "us", "is")
_SINGLE = re.compile("[aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeiou])\1$")
_SHORT = 3
"""Words of so many letters stay as they are."""


def _irregular() -> dict[str, str]:
    """Return the base form of each word above; the first of a group is its base."""
    groups = [group for line in _FORMS.strip().split("\n") for group in line.split("  ")]
    return {word: group.split()[0] for group in groups for word in group.split()}


_IRREGULAR = _irregular()


@cache
def lemma(word: str) -> str:
    """Return the key under which the forms of an English word meet; case does not matter."""
    word = word.casefold()
    base = _IRREGULAR.get(word) or _without_ending(word)
    if len(base) <= _SHORT:
        return base
    if base.endswith("e") and not _would_double(base[:-1]):
        base = base[:-1]  # chang, for changing
    return _DOUBLED.sub(r"\1", base)


def _without_ending(word: str) -> str:
    """Return a regular word without -s, -ed or -ing."""
    if len(word) <= _SHORT or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and _VOWELS.search(stem) and not word.endswith("eed"):
            return _with_its_e(stem)
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return _with_its_e(word[:-2])
    return word[:-1] if word.endswith("s") and not word.endswith(_NO_PLURAL) else word


def _with_its_e(stem: str) -> str:
    """Return what a stem was: `hop` before -ing is hope, or it would have been `hopp`."""
    return stem + "e" if _would_double(stem) else stem


def _would_double(stem: str) -> bool:
    """Whether a word of one short vowel and one last letter doubles that letter before -ing."""
    return len(_VOWELS.findall(stem)) == 1 and bool(_SINGLE.search(stem))
