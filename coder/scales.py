"""Scales of quantity words: which word a share of a base has, and where a scale is silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from coder.display import same_name
from coder.model import Band, Scale
from coder.tomlfile import Fields, quoted, read_toml


def load_scales(path: Path | str) -> tuple[Scale, ...]:
    """Read `[[scales]]`; raise RuleFileError with file and line or key path where one is wrong.

    Bands that overlap or leave a gap are no error, since published scales have them.
    """
    fields = Fields(read_toml(path), str(path))
    scales = tuple(_scale(table) for table in fields.tables("scales"))
    fields.close()
    if not scales:
        fields.fail("scales", "is missing; the file has at least one scale.")
    seen: set[tuple[str, str]] = set()
    for index, scale in enumerate(scales):
        if (same_name(scale.name), scale.version) in seen:
            fields.fail(f"scales[{index}].name", f"{quoted(scale.name)} stands here twice.")
        seen.add((same_name(scale.name), scale.version))
    return scales


def scale_from_data(data: object, where: str = "scale") -> Scale:
    """Return the scale that plain data, as stored, describe."""
    return _scale(Fields(data, where))


def scale_to_data(scale: Scale) -> dict[str, Any]:
    """Return plain data, all that JSON can hold."""
    data = asdict(scale)
    data["bands"] = [
        {key: value for key, value in band.items() if value is not None} for band in data["bands"]
    ]
    return data


def _scale(fields: Fields) -> Scale:
    scale = Scale(
        name=fields.name("name"),
        version=fields.text("version"),
        source=fields.text("source", ""),
        bands=tuple(_band(table) for table in fields.tables("bands")),
    )
    fields.close()
    if not scale.bands:
        fields.fail("bands", "is missing; a scale has at least one band.")
    return scale


def _band(fields: Fields) -> Band:
    band = Band(
        word=fields.name("word"),
        over=fields.number("over"),
        at_least=fields.number("at_least"),
        at_most=fields.number("at_most"),
        under=fields.number("under"),
    )
    fields.close()
    bounds = [bound for bound in (band.over, band.at_least, band.at_most, band.under) if bound]
    if any(not 0 <= bound <= 100 for bound in bounds):
        fields.fail("", f"the band {quoted(band.word)} has a bound outside 0 to 100 percent.")
    if band.over is not None and band.at_least is not None:
        fields.fail("over", "cannot stand beside at_least.")
    if band.under is not None and band.at_most is not None:
        fields.fail("under", "cannot stand beside at_most.")
    if not any(_holds(band, percent) for percent in _points((band,))):
        fields.fail("", f"the band {quoted(band.word)} holds no share at all.")
    return band


def _holds(band: Band, percent: Fraction) -> bool:
    return (
        (band.over is None or percent > band.over)
        and (band.at_least is None or percent >= band.at_least)
        and (band.at_most is None or percent <= band.at_most)
        and (band.under is None or percent < band.under)
    )


def _bounds(bands: tuple[Band, ...]) -> list[Fraction]:
    found = {Fraction(0), Fraction(100)}
    for band in bands:
        bounds = (band.over, band.at_least, band.at_most, band.under)
        found.update(Fraction(bound) for bound in bounds if bound is not None)
    return sorted(found)


def _points(bands: tuple[Band, ...]) -> Iterator[Fraction]:
    """Yield every bound and one share between each two: between bounds no word changes."""
    bounds = _bounds(bands)
    yield bounds[0]
    for low, high in pairwise(bounds):
        yield (low + high) / 2
        yield high


def words_for(scale: Scale, count: int, base: int) -> tuple[str, ...]:
    """Return the words that stand for so many of a base: none in a gap, two in an overlap."""
    if base <= 0:
        return ()
    return _words(scale, Fraction(100 * count, base))


def _words(scale: Scale, percent: Fraction) -> tuple[str, ...]:
    return tuple(band.word for band in scale.bands if _holds(band, percent))


def gaps_and_overlaps(scale: Scale) -> list[str]:
    """Return in words each share from 0% to 100% that has no word, or more than one."""
    bounds = set(_bounds(scale.bands))
    found = []
    points = list(_points(scale.bands))
    marked = [(_words(scale, point), index) for index, point in enumerate(points)]
    for words, group in groupby(marked, key=lambda pair: pair[0]):
        indexes = [index for _, index in group]
        if len(words) != 1:
            share = _share(points, indexes[0], indexes[-1], bounds)
            found.append(f"{share}: " + (" and ".join(words) if words else "no word"))
    return found


def _share(points: list[Fraction], first: int, last: int, bounds: set[Fraction]) -> str:
    """Return a stretch of shares in words; one that begins between bounds is open there."""
    low = points[first] if points[first] in bounds else points[first - 1]
    high = points[last] if points[last] in bounds else points[last + 1]
    if first == last and points[first] in bounds:
        return _percent(low)
    begin = _percent(low) if points[first] in bounds else f"over {_percent(low)}"
    end = f"to {_percent(high)}" if points[last] in bounds else f"and under {_percent(high)}"
    return f"{begin} {end}"


def _percent(value: Fraction) -> str:
    return f"{float(value):g}%"
