"""A theme frequency table laid out: for people as a Table, for programs as flat objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coder.frequencies.notes import PERCENT_FROM
from coder.frequencies.states import Count
from coder.frequencies.themes import ThemeRow, Themes
from coder.frequencies.units import WHOLE
from coder.model import Cell, Column, Guid, Table

if TYPE_CHECKING:
    from coder.model import Scale

Provenance = Sequence[tuple[str, str]]
"""Labels and words that end the notes: the codebook's digest, the journal's head."""

Figure = tuple[Cell, tuple[Guid, ...]]


def themes_table(themes: Themes, provenance: Provenance = ()) -> Table:
    """Return the table for people: a theme a row; the whole first, then each group."""
    laid = [list(_figures(themes, row)) for row in themes.rows]
    return Table(
        title=f"Themes by {themes.by}" if themes.by else "Themes",
        columns=(Column("path", "theme"), *_columns(themes)),
        rows=tuple(
            (row.path + (" (retired)" if row.retired else ""), *(cell for cell, _ in figures))
            for row, figures in zip(themes.rows, laid, strict=True)
        ),
        notes=(*themes.notes, *_scale_notes(themes.scale), *provenance),
        codings={
            (at, place): codings
            for at, figures in enumerate(laid)
            for place, (_, codings) in enumerate(figures, 1)
            if codings
        },
    )


def themes_records(themes: Themes) -> list[dict[str, Cell]]:
    """Return one flat object a theme, its keys the same for every theme.

    For the whole `with`, `without`, `not_yet_read`, `no_source`, `base` and `at_least`; the same
    for each group with its name before: `stuck_with`. Passages have only `with`; the rest is null.
    """
    keys = group_keys(themes.groups)
    records = []
    for row in themes.rows:
        record: dict[str, Cell] = {
            "code": row.name,
            "path": row.path,
            "depth": row.depth,
            "unit": themes.unit,
        }
        for group, count in _counts(row):
            record.update((keys[group] + key, cell) for key, cell in _states(count).items())
        records.append(record)
    return records


def group_keys(groups: Sequence[str]) -> dict[str, str]:
    """Return what the keys of each group begin with: its name in lower case, `_` for the rest."""
    keys = {WHOLE: ""}
    for group in groups:
        letters = "".join(char if char.isalnum() else " " for char in group.casefold())
        key = first = "_".join(letters.split()) or "group"
        number = 2
        while f"{key}_" in keys.values():
            key, number = f"{first}_{number}", number + 1
        keys[group] = f"{key}_"
    return keys


def _counts(row: ThemeRow) -> Iterator[tuple[str, Count]]:
    yield WHOLE, row.whole
    yield from row.groups.items()


def _states(count: Count) -> dict[str, Cell]:
    there = count.base is not None
    return {
        "with": count.with_,
        "without": count.without if there else None,
        "not_yet_read": count.not_yet_read if there else None,
        "no_source": count.no_source if there else None,
        "base": count.base,
        "at_least": count.at_least,
    }


def _columns(themes: Themes) -> Iterator[Column]:
    """Yield the columns in the order of `_figures`."""
    keys = group_keys(themes.groups)
    for group, base in themes.bases.items():
        key, of = keys[group], f"{group}: " if group else ""
        if base is None:
            yield Column(f"{key}with", f"{of}passages", True, group)
            continue
        yield Column(f"{key}with", f"{of}with, of {base}", True, group, base, "with")
        if base >= PERCENT_FROM:
            yield Column(f"{key}percent", f"{of}with, %", True)
        if themes.scale:
            yield Column(f"{key}words", f"{of}in words")
        silent = ["without", "not_yet_read", *["no_source"] * (themes.unit == "schools")]
        for state in silent:
            heading = f"{of}{state.replace('_', ' ')}"
            yield Column(f"{key}{state}", heading, True, group, base, state)


def _figures(themes: Themes, row: ThemeRow) -> Iterator[Figure]:
    """Yield what stands in each column of a row, and the codings behind it."""
    for _, count in _counts(row):
        if count.base is None:
            yield count.with_, count.codings
            continue
        yield f"at least {count.with_}" if count.at_least else count.with_, count.codings
        if count.base >= PERCENT_FROM:
            # Where there may be more voices than labels, there is no share to give.
            yield None if count.at_least else percent(count), count.codings
        if themes.scale:
            yield in_words(themes.scale, count), count.codings
        yield count.without, ()
        yield count.not_yet_read, ()
        if themes.unit == "schools":
            yield count.no_source, ()


def percent(count: Count) -> Cell:
    """Return whole percent, halves up; never 0 for some nor 100 for not quite all."""
    base = count.base or 1
    if 0 < 200 * count.with_ < base:
        return "under 1"
    if count.with_ < base and 200 * count.with_ >= 199 * base:
        return "over 99"
    return (200 * count.with_ + base) // (2 * base)


def in_words(scale: Scale, count: Count) -> str:
    """Return the quantity word that holds whatever the units not yet read will turn out to say."""
    from coder.scales import words_for

    if not count.base:
        return ""
    numbers = (count.with_, count.base - count.without)
    words = {words_for(scale, number, count.base) for number in numbers}
    if len(words) > 1:
        return "open"
    return " or ".join(words.pop()) or "no word"


def _scale_notes(scale: Scale | None) -> Provenance:
    if scale is None:
        return ()
    from coder.scales import gaps_and_overlaps

    named = f"{scale.name}, version {scale.version}."
    held = "A word holds whatever is not yet read; “open” where it depends on that."
    faults = gaps_and_overlaps(scale)
    told = [("Words", f"{named} {held}")]
    if faults:
        told.append(("Scale", f"Gaps and overlaps: {'; '.join(faults)}."))
    return told
