"""Names that a trained pipeline finds in quotations, where one is installed and named."""

from __future__ import annotations

from collections.abc import Iterable

from coder.display import one_line
from coder.errors import NotFound

KINDS = {"PERSON", "PER", "GPE", "LOC", "ORG", "FAC", "NORP"}
"""Labels of the entities that can tell who or where somebody is, as spaCy's pipelines name them."""


def found(pipeline: str, texts: Iterable[str]) -> list[str]:
    """Return the names of people and places in texts.

    Only a pipeline that is installed as a package is loaded: a name in a project never leads to a
    file. Raises NotFound where there is no such package.
    """
    import spacy
    from spacy.util import is_package

    if not is_package(pipeline):
        raise NotFound(
            f"The spaCy pipeline “{one_line(pipeline, 40)}” is not installed, so no names were"
            ' looked for: install it, or `coder settings set "name finder" ""`.'
        )
    reading = spacy.load(pipeline)
    return [
        entity.text for doc in reading.pipe(texts) for entity in doc.ents if entity.label_ in KINDS
    ]
