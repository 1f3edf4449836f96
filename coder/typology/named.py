"""Which codes the rules mean by the names in them, whatever became of those codes."""

from __future__ import annotations

from functools import lru_cache

from coder.codebook import code_guid
from coder.display import one_line, same_name
from coder.model import Code, CodeBook, Guid, Typology


@lru_cache(maxsize=256)  # every case is traced with the same few names of the same codebook
def codes_named(codebook: CodeBook, name: str) -> frozenset[Guid]:
    """Return the codes that a rule means by a name.

    First the code that a codebook file brought in under that name, though it was renamed since;
    where there is none, or it was merged, the codes called so now; else those that such codes were
    merged into.
    """
    derived, bearers = code_guid(name), {code.guid for code in _bearers(codebook, name)}
    if derived in codebook.by_guid and codebook.resolve(derived) == derived:
        return frozenset(bearers if derived in bearers else {derived})
    if bearers:
        return frozenset(bearers)
    called = [code.guid for code in _called(codebook).get(same_name(name), ())]
    merged = [derived] if derived in codebook.by_guid else called
    return frozenset(codebook.resolve(guid) for guid in merged)


def _bearers(codebook: CodeBook, name: str) -> list[Code]:
    """Return the codes in use that bear a name now."""
    called = _called(codebook).get(same_name(name), ())
    return [code for code in called if codebook.resolve(code.guid) == code.guid]


@lru_cache(maxsize=2)
def _called(codebook: CodeBook) -> dict[str, list[Code]]:
    """Return all codes there ever were by their name as it is compared."""
    found: dict[str, list[Code]] = {}
    for code in codebook.by_guid.values():
        found.setdefault(same_name(code.name), []).append(code)
    return found


@lru_cache(maxsize=256)
def families(codebook: CodeBook, names: tuple[str, ...]) -> frozenset[Guid]:
    """Return the codes that a rule means by some names, with all that stand under them."""
    named = {guid for name in names for guid in codes_named(codebook, name)}
    return frozenset[Guid]().union(*map(codebook.family, named))


def codes_meant(codebook: CodeBook, typology: Typology) -> set[Guid]:
    """Return every code, as it may have been applied, that the rules of any attribute count."""
    below = {
        guid
        for attribute in typology.attributes
        for names in (attribute.codes_for, attribute.codes_against)
        for guid in families(codebook, tuple(names))
    }
    return {guid for guid in codebook.by_guid if codebook.resolve(guid) in below}


def codes_moved(codebook: CodeBook, typology: Typology) -> list[str]:
    """Return a note for each code that the rules name and that is not simply the code so called."""
    return [
        f"The rules for {attribute.name} name the code “{one_line(name)}”, which {became}"
        for attribute in typology.attributes
        for name in (*attribute.codes_for, *attribute.codes_against)
        if (became := _became(codebook, name))
    ]


@lru_cache(maxsize=256)
def _became(codebook: CodeBook, name: str) -> str:
    """Return what became of the code of this name; empty where it still bears it."""
    meant, bearers = codes_named(codebook, name), _bearers(codebook, name)
    if not meant:
        return "the codebook does not hold: nothing can evidence it."
    first = codebook.by_guid.get(codebook.resolve(code_guid(name)))
    if meant.isdisjoint(code.guid for code in bearers):
        now = ", ".join(sorted(f"“{one_line(codebook.by_guid[guid].name)}”" for guid in meant))
        apart = " Another code bears that name now: its passages do not." if bearers else ""
        return f"is now {now}: its passages count.{apart}"
    if first is not None and first.guid not in meant:
        into = f"was merged into “{one_line(first.name)}”"
        return f"{into}; another code bears that name now: only the passages of that one count."
    return ""
