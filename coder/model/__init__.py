"""The field's words: frozen dataclasses, standard library only."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coder.model.codebook import CodeBook
from coder.model.evidence import Cell, Column, Columns, Evidence, SourceColumns, Table
from coder.model.words import (
    PATH,
    Case,
    Code,
    Coding,
    Guid,
    Passage,
    ReadMark,
    Source,
    Speaker,
    Turn,
    User,
    derived_guid,
    natural_key,
)

if TYPE_CHECKING:
    from coder.model.drafts import Draft, Paragraph
    from coder.model.rules import (
        ONE_OF_EACH,
        Attribute,
        Band,
        Condition,
        History,
        Least,
        Measure,
        Reading,
        RoleGroups,
        Scale,
        Type,
        Typology,
    )
    from coder.model.written import (
        FULL,
        GRADES,
        INSPECTIONS,
        MONITORING,
        SHORT,
        Assessment,
        Bookmark,
        Inspection,
        Memo,
        Reply,
        Review,
        Summary,
        Typing,
        Value,
    )
else:
    _LATER = {"Draft": "drafts", "Paragraph": "drafts"} | dict.fromkeys(
        (
            *("FULL", "GRADES", "INSPECTIONS", "MONITORING", "SHORT", "Assessment", "Bookmark"),
            *("Inspection", "Memo", "Reply", "Review", "Summary", "Typing", "Value"),
        ),
        "written",
    )

    def __getattr__(name: str) -> Any:
        """Load the rarer words when one is asked for: making them takes time."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"coder.model.{_LATER.get(name, 'rules')}"), name)


__all__ = [
    "FULL",
    "GRADES",
    "INSPECTIONS",
    "MONITORING",
    "ONE_OF_EACH",
    "PATH",
    "SHORT",
    "Assessment",
    "Attribute",
    "Band",
    "Bookmark",
    "Case",
    "Cell",
    "Code",
    "CodeBook",
    "Coding",
    "Column",
    "Columns",
    "Condition",
    "Draft",
    "Evidence",
    "Guid",
    "History",
    "Inspection",
    "Least",
    "Measure",
    "Memo",
    "Paragraph",
    "Passage",
    "ReadMark",
    "Reading",
    "Reply",
    "Review",
    "RoleGroups",
    "Scale",
    "Source",
    "SourceColumns",
    "Speaker",
    "Summary",
    "Table",
    "Turn",
    "Type",
    "Typing",
    "Typology",
    "User",
    "Value",
    "derived_guid",
    "natural_key",
]
