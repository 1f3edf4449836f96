"""Codebooks as TOML files: `[[codes]]` in reading order, each naming its parent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder import indicators
from coder.display import same_name
from coder.model import Code, CodeBook, Guid, derived_guid
from coder.tomlfile import Fields, nearest, quoted, read_toml, toml_table


@dataclass(frozen=True, slots=True)
class CodeBookFile:
    """A codebook as a file holds it."""

    name: str
    version: str
    source: str
    codes: tuple[Code, ...]
    """In the order of the file."""


def code_guid(name: str) -> Guid:
    """Return the guid that every copy of a project derives for a code of this name."""
    return derived_guid("code", same_name(name))


def load_codebook(path: Path | str) -> CodeBookFile:
    """Read a codebook; raise RuleFileError with file and line or key path where it is wrong."""
    fields = Fields(read_toml(path), str(path))
    name, version = fields.name("name"), fields.text("version")
    source = fields.text("source", "")
    places: dict[Guid, str] = {}
    codes: list[Code] = []
    for position, table in enumerate(fields.tables("codes")):
        code = _code(table, position)
        if code.guid in places:
            table.fail("name", f"{quoted(code.name)} is already the name of {places[code.guid]}.")
        places[code.guid] = table.path
        codes.append(code)
    fields.close()
    if not codes:
        fields.fail("codes", "is missing; a codebook has at least one code.")
    _check_parents(fields, codes)
    return CodeBookFile(name, version, source, tuple(codes))


def _code(table: Fields, position: int) -> Code:
    name = table.name("name")
    parent = table.name("parent", "")
    code = Code(
        guid=code_guid(name),
        name=name,
        parent=code_guid(parent) if parent else None,
        definition=table.text("definition", ""),
        include=table.text("include", ""),
        exclude=table.text("exclude", ""),
        examples=table.texts("examples"),
        indicators=_indicators(table),
        paragraphs=table.integers("paragraphs"),
        position=position,
        retired=table.flag("retired"),
    )
    table.close()
    return code


def _indicators(table: Fields) -> tuple[str, ...]:
    """Return words as they are, and token patterns as the JSON text of their list of tables."""
    found = []
    for index, given in enumerate(table.texts_or_lists("indicators")):
        try:
            found.append(indicators.checked(given))
        except ValueError as error:
            table.fail(f"indicators[{index}]", f"the token pattern {error}")
    return tuple(found)


def _check_parents(fields: Fields, codes: list[Code]) -> None:
    """Refuse a parent that is not in the file, and a code that stands below itself."""
    by_guid = {code.guid: code for code in codes}
    tables = fields.data["codes"]
    for index, code in enumerate(codes):
        if code.parent is not None and code.parent not in by_guid:
            hint = nearest(tables[index]["parent"], [each.name for each in codes])
            unknown = quoted(tables[index]["parent"])
            fields.fail(f"codes[{index}].parent", f"no code is called {unknown}; {hint}")
    sound: set[Guid] = set()
    for index, code in enumerate(codes):
        way: dict[Guid, str] = {}
        guid: Guid | None = code.guid
        while guid is not None and guid not in sound:
            if guid in way:
                names = " under ".join(quoted(name) for name in [*way.values(), way[guid]])
                fields.fail(f"codes[{index}].parent", f"no code can stand below itself: {names}.")
            way[guid] = by_guid[guid].name
            guid = by_guid[guid].parent
        sound.update(way)


def dump_codebook(file: CodeBookFile) -> str:
    """Return TOML text that loads as these codes, in this order, without those merged into others.

    A loaded code has the guid of its name and the position of its place in the file. Give merged
    codes too, so that what stood under one finds the code that now stands for it.
    """
    codebook = CodeBook(file.codes)
    head = {"name": file.name, "version": file.version, "source": file.source}
    return toml_table(head) + "".join(
        _dump_code(code, codebook) for code in file.codes if code.merged_into is None
    )


def _dump_code(code: Code, codebook: CodeBook) -> str:
    parent = codebook.parent(code.guid)
    fields = {
        "name": code.name,
        "parent": codebook.by_guid[parent].name if parent else "",
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": code.examples,
        "indicators": [_as_written(indicator) for indicator in code.indicators],
        "paragraphs": code.paragraphs,
        "retired": code.retired,
    }
    return "\n[[codes]]\n" + toml_table(fields)


def _as_written(indicator: str) -> str | list[dict[str, Any]]:
    """Return an indicator as a file has it; what is no sound pattern is written as it is kept."""
    try:
        is_pattern = indicators.is_pattern(indicator)
        return indicators.pattern(indicator) if is_pattern else indicator
    except ValueError:
        return indicator
