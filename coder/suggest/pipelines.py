"""Trained pipelines of spaCy: used where one is installed and named, never required or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata
from typing import Any

from coder import indicators

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def installed(name: str) -> bool:
    """Whether a package of this name is installed here that says it is a pipeline of spaCy."""
    if not _NAME.fullmatch(name):
        return False
    try:
        points = metadata.distribution(name).entry_points
    except metadata.PackageNotFoundError:
        return False
    return any(point.group == "spacy_models" for point in points)


def pipeline(name: str, given: Iterable[str]) -> Any:
    """Return the pipeline without the parts that no indicator asks for; None where there is none.

    Only a package that says that it is a pipeline is loaded: the name comes from the project, and
    a project may come from someone else.
    """
    if not installed(name):
        return None
    import spacy

    wanted = " ".join(each for each in given if indicators.is_pattern(each))
    parts = {"parser": "DEP", "ner": "ENT_TYPE"}
    unused = [part for part, attribute in parts.items() if attribute not in wanted]
    return spacy.load(name.replace("-", "_"), exclude=unused)
