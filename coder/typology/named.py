"""Which codes the rules mean by the names in them, whatever became of those codes."""

from __future__ import annotations

from coder.codebook import code_guid
from coder.display import one_line, same_name
from coder.model import Code, CodeBook, Guid, Typology


def codes_named(codebook: CodeBook, name: str) -> set[Guid]:
    """Return the codes that a rule means by a name.

    First the code that a codebook file brought in under that name, though it was renamed since;
    where there is none, or it was merged, the codes called so now; else those that such codes were
    merged into.
    """
    derived, bearers = code_guid(name), {code.guid for code in _bearers(codebook, name)}
    if derived in codebook.by_guid and codebook.resolve(derived) == derived:
        return bearers if derived in bearers else {derived}
    if bearers:
        return bearers
    called = [guid for guid, code in codebook.by_guid.items() if _bears(code, name)]
    merged = [derived] if derived in codebook.by_guid else called
    return {codebook.resolve(guid) for guid in merged}


def _bearers(codebook: CodeBook, name: str) -> list[Code]:
    """Return the codes in use that bear a name now."""
    return [code for code in codebook if _bears(code, name)]


def _bears(code: Code, name: str) -> bool:
    return same_name(code.name) == same_name(name)


def codes_moved(codebook: CodeBook, typology: Typology) -> list[str]:
    """Return a note for each code that the rules name and that is not simply the code so called."""
    return [
        f"The rules for {attribute.name} name the code “{one_line(name)}”, which {became}"
        for attribute in typology.attributes
        for name in (*attribute.codes_for, *attribute.codes_against)
        if (became := _became(codebook, name))
    ]


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
