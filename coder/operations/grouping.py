"""Groups of schools or speakers that people name: `status=stuck`, `role=Teacher`."""

from __future__ import annotations

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies import NOT_STATED, ROLE, variables
from coder.model import Evidence, natural_key


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
        said = ", ".join(f"“{one_line(each)}”" for each in sorted(values, key=natural_key))
        raise NotFound(f"No {one_line(variable)} is “{one_line(value)}”; there are {said}.")
