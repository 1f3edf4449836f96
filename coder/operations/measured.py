"""The variables that the typing rules measure, and what may be set in them."""

from __future__ import annotations

from coder.display import one_line, same_name
from coder.errors import Refused
from coder.store import Store, reads
from coder.typology import as_number


def measured(store: Store) -> list[str]:
    """Return the variables that the rules in force measure, in the order of the rules."""
    chosen = reads.setting(store, "typology")
    conditions = [
        condition
        for guid, rules in reads.rules(store, "typologies")
        if guid == chosen
        for attribute in rules["attributes"]
        for measure in attribute.get("measures", ())
        for condition in measure["conditions"]
    ]
    named = (condition.get(key) for condition in conditions for key in ("variable", "per"))
    return list(dict.fromkeys(name for name in named if name))


def check_number(store: Store, variable: str, value: str) -> None:
    """Raise Refused for a value that a measure could not reckon with."""
    if not value or as_number(value) is not None:
        return
    if same_name(variable) in map(same_name, measured(store)):
        raise Refused(
            f"The rules measure {one_line(variable)}, so it is a number such as 4 or 2.5;"
            f" “{one_line(value, 40)}” is none."
        )


def unread(store: Store, variable: str) -> str:
    """Return in words that no rule measures a variable which only one case has; else nothing."""
    read, name = measured(store), same_name(variable)
    having = sum(same_name(each.variable) == name for each in reads.values(store))
    if not read or having != 1 or name in map(same_name, read):
        return ""
    named = ", ".join(f"“{one_line(name)}”" for name in read)
    return f"No rule measures {one_line(variable)}; the rules measure {named}."
