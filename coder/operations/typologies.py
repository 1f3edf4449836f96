"""The typologies that a project holds: all versions ever used, and the one in force."""

from __future__ import annotations

from pathlib import Path

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.model import Typology
from coder.operations.listing import Listing
from coder.operations.lists_fields import TYPOLOGIES
from coder.operations.project import write_typology
from coder.operations.typing import rules
from coder.rulefiles import check_typology, load_typology, typology_from_data
from coder.store import Store, at_one_moment, judged, reads
from coder.typology.named import codes_named

_SHORTEST = 8
"""Hex digits of a digest that are enough to name it."""


def versions(store: Store) -> list[Typology]:
    """Return every typology that the project holds, the first used first."""
    return [typology_from_data(data) for _, data in reads.rules(store, "typologies")]


def called(typology: Typology) -> str:
    """Return the version and the beginning of the digest, which tells alike versions apart."""
    digest = typology.digest.removeprefix("sha256:")[: _SHORTEST + 4]
    return f"version {one_line(typology.version, 40)}, {digest}"


def version(store: Store, named: str) -> Typology:
    """Return the typology of that version, or of which this is the digest or its beginning.

    Raises NotFound where the project holds none or several such.
    """
    known, wanted = versions(store), named.strip().removeprefix("sha256:")
    found = [each for each in known if same_name(each.version) == same_name(named)]
    if not found and len(wanted) >= _SHORTEST:
        found = [each for each in known if each.digest.startswith(f"sha256:{wanted}")]
    if len(found) == 1:
        return found[0]
    there = "; ".join(map(called, found or known)) or "none"
    what = "is of several typologies" if found else "is no version of a typology here"
    raise NotFound(f"“{one_line(named, 60)}” {what}; there are: {there}.")


def use(store: Store, user: str, path: Path, reason: str = "") -> Typology:
    """Put the rules of a file into force; decisions keep the rules they were made under.

    Readings that were chosen stay chosen where the new rules have them. Raises RuleFileError for a
    wrong file, or one whose rules name codes that the codebook does not hold.
    """
    new = load_typology(path)
    with store.change("use typology", user, reason) as change:
        book = reads.codebook(store)
        every = {n for each in new.attributes for n in (*each.codes_for, *each.codes_against)}
        known = [code.name for code in book] + [name for name in every if codes_named(book, name)]
        check_typology(new, known)
        write_typology(change, new, reads.setting(store, "readings", {}))
    return new


@at_one_moment
def listed(store: Store) -> Listing:
    """Return every version, with how many decisions were made under it."""
    in_force = rules(store).digest
    made = [typing.typology for typing in judged.typings(store)]
    records = [
        {
            "name": each.name,
            "version": each.version,
            "in_force": each.digest == in_force,
            "decisions": made.count(each.digest),
            "digest": each.digest,
        }
        for each in versions(store)
    ]
    return Listing("Typologies", TYPOLOGIES, records)
