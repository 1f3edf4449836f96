"""Style sheets are parsed once for all the apps that the tests of a worker start."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet


@cache
def _parsed(variables: frozenset[tuple[str, str]]) -> dict[Any, Any]:
    """Return what was parsed with these variables, by the text and where it comes from."""
    return {}


def share(patch: pytest.MonkeyPatch) -> None:
    """Let each style sheet find what others have parsed."""
    begin, set_variables = Stylesheet.__init__, Stylesheet.set_variables

    def find(sheet: Stylesheet) -> None:
        sheet._parse_cache = _parsed(frozenset(sheet._variables.items()))  # type: ignore[assignment]

    def beginning(sheet: Stylesheet, **given: Any) -> None:
        begin(sheet, **given)
        find(sheet)

    def setting(sheet: Stylesheet, variables: dict[str, str]) -> None:
        sheet._parse_cache = {}  # type: ignore[assignment]
        set_variables(sheet, variables)
        find(sheet)

    patch.setattr(Stylesheet, "__init__", beginning)
    patch.setattr(Stylesheet, "set_variables", setting)
