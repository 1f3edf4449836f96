"""English words in their other forms: `object` for `objecting`, `go` for `went`.

By rule and by a list of irregular words, without a trained pipeline. A rule cannot know a word:
where a form may come from two words, both count (`left` finds `leave`). Comparatives (`harder`) and
words made from others (`objection`) are other words here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from coder.irregular import ALONE, GROUPS

_VOWELS = frozenset("aeiou")

_IRREGULAR: dict[str, set[str]] = {}
_FORMS: dict[str, set[str]] = {}
for _group in GROUPS:
    _lemma, *_others = _group.split()
    for _form in _others:
        _IRREGULAR.setdefault(_form, set()).add(_lemma)
        _FORMS.setdefault(_lemma, set()).add(_form)


@lru_cache(maxsize=4096)
def lemmas(word: str) -> frozenset[str]:
    """Return the words of which a folded word may be a form: itself, and by rule or list others.

    Some of them are no words at all (`objecte`); they do no harm, since nobody writes them.
    """
    found = {word, *_IRREGULAR.get(word, ())}
    if word in ALONE or not word.isascii() or not word.isalpha():
        return frozenset(found)
    return frozenset(found.union(_of_s(word), _of_ed(word), _of_ing(word)))


def _of_s(word: str) -> Iterator[str]:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]
    yield word[:-1]


def _of_ed(word: str) -> Iterator[str]:
    if word.endswith("ied") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith("ed") and not word.endswith("eed"):
        yield from _stems(word[:-2])


def _of_ing(word: str) -> Iterator[str]:
    if word.endswith("ing"):
        yield from _stems(word[:-3])


def _stems(stem: str) -> Iterator[str]:
    """Yield what a stem before `-ed` or `-ing` may be: `hopp` is hop, `hop` is hope."""
    if len(stem) < 2 or not any(char in "aeiouy" for char in stem):
        return
    last = stem[-1]
    if len(stem) > 2 and last == stem[-2] and last not in _VOWELS:
        yield stem  # add, tell, pass
        if last not in "sfz":
            yield stem[:-1]  # hop, travel
        return
    if not _would_double(stem):
        yield stem
    if last not in "aeio":
        yield stem + "e"


def _would_double(stem: str) -> bool:
    """Whether a word would double its last letter here, so that it cannot be that word: hop, us."""
    if stem[-1] in _VOWELS or stem[-1] in "wxy":
        return False
    if sum(char in "aeiouy" for char in stem) != 1:
        return False
    return stem[-2] in "aeiouy"


def forms(word: str) -> set[str]:
    """Return every form that shares a lemma with a folded word, the word itself included."""
    wanted = lemmas(word)
    return {form for lemma in wanted for form in _inflected(lemma) if lemmas(form) & wanted}


def _inflected(lemma: str) -> Iterator[str]:
    yield lemma
    yield from _FORMS.get(lemma, ())
    if len(lemma) < 3 or not lemma.isascii() or not lemma.isalpha():
        return
    yield lemma + "s"
    if lemma.endswith(("ed", "ing")) and lemma not in ALONE and lemmas(lemma) != {lemma}:
        return  # objecting is a form itself: nobody writes objectinged
    yield from (lemma + ending for ending in ("es", "ed", "d", "ing"))
    yield from (lemma + lemma[-1] + ending for ending in ("ed", "ing"))
    if lemma.endswith("e"):
        yield lemma[:-1] + "ing"
    if lemma.endswith("y"):
        yield from (lemma[:-1] + ending for ending in ("ies", "ied"))
