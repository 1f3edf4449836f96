"""Groups that people name: `status=stuck`, `role=Teacher`, `type=Type A`."""

from __future__ import annotations

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies import NOT_STATED, ROLE, variables
from coder.model import Evidence, natural_key
from coder.store import Store, reads

TYPE = "type"
"""The grouping by how schools are typed; it hides a variable of that name."""


def has_types(store: Store) -> bool:
    """Whether the project has rules to type its schools by."""
    return reads.setting(store, "typology") is not None


def check(evidence: Evidence, variable: str, value: str) -> None:
    """Raise NotFound, naming what there is, for a variable or value that nothing has."""
    known = [*variables(evidence), ROLE]
    if variable not in known:
        names = ", ".join(one_line(name) for name in known)
        raise NotFound(f"There is no variable “{one_line(variable)}”; there are {names}.")
    if variable == ROLE:
        stated = [speaker.role for speaker in evidence.speakers.values()]
    else:
        stated = [case.values.get(variable, "") for case in evidence.cases.values()]
    values = {each.strip() or NOT_STATED for each in stated} | {NOT_STATED}
    if same_name(value) not in map(same_name, values):
        said_ = ", ".join(f"“{one_line(each)}”" for each in sorted(values, key=natural_key))
        raise NotFound(f"No {one_line(variable)} is “{one_line(value)}”; there are {said_}.")
