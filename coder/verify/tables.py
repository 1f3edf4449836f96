"""The tables that a journal keeps, for a bundle, which holds the journal alone.

A column is empty where an entry of an earlier version does not name it; `?` marks one that then
names nothing, `#` a number, and `=` stands before what it then holds.
"""

from __future__ import annotations

from .words import Columns, Row

SCHEMA = 4
"""How many migrations a project has had whose tables are these."""

_TABLES = {
    "users": "name",
    "settings": "key value=null",
    "cases": "name",
    "case_values": "case? variable value origin reason",
    "sources": "name case? kind date length# words# sha256 text corrects? original? since",
    "speakers": "source? name role interviewer# numbered#",
    "turns": "source? speaker? passage time",
    "codes": "name parent? definition include exclude examples=[] indicators=[] paragraphs=[]"
    " position# retired# merged_into?",
    "codings": "source? code? user? passage",
    "memos": "about user? text passage",
    "codebooks": "digest codes={}",
    "reads": "source? user? codebook?",
    "typologies": "name version digest rules={}",
    "scales": "name version rules={}",
    "assessments": "case? attribute status user? reason time clock#",
    "typings": "case? outcome user? reason computed head typology codebook time clock# grounds",
    "reviews": "typing? verdict user? reason outcome time clock#",
    "bookmarks": "source? user? passage",
    "rejections": "source? code? user? passage",
    "summaries": "case? code? user? text codings=[] time clock#",
    "inspections": "case? date kind grade origin",
    "replies": "review? kind user? reason time clock#",
    "withdrawals": "about kind also user? reason time clock#",
}


def tables() -> Columns:
    """Return the columns of each table, with what they hold where nothing is said."""
    return {table: _columns(f"{columns} removed#") for table, columns in _TABLES.items()}


def _columns(columns: str) -> Row:
    found: Row = {}
    for column in columns.split():
        name, _, default = column.partition("=")
        empty = {"?": None, "#": 0}.get(name[-1], default)
        found[name.rstrip("?#")] = empty
    return found
