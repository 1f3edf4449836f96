"""One entry of the journal in words: what it changed, before and after, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from textual.content import Content

from coder.display import counted, one_line
from coder.operations.history import BOTH, Difference, Happening
from coder.operations.listing import Listing
from coder.tui.safe import content
from coder.verify import NOT_PROVED, PROVED, Report

LIMIT = 100
"""Changes shown of one entry: an import can have thousands."""


def described(happening: Happening, differences: Sequence[Difference]) -> Content:
    """Return an entry in words; `differences` may hold one more than is shown."""
    entry = happening.entry
    who = f"{happening.verb}, by {one_line(happening.user)}, {moment(happening.time)} UTC"
    lines = [content(who, "bold"), content(happening.id)]
    if happening.reason:
        lines.append(_line("Reason", happening.reason))
    if entry.undoes is not None:
        lines.append(_line("Takes back", entry.undoes))
    lines.extend(_changes(differences[:LIMIT]))
    if len(differences) > LIMIT:
        lines.append(content("… and more; `coder history` lists all."))
    lines.append(_line("Follows", ", ".join(entry.parents) or "nothing: it is the first"))
    return Content("\n").join(lines)


def moment(time: str) -> str:
    """Return a journal's time to the second, with a space before the hour."""
    return time[:19].replace("T", " ")


def _changes(differences: Sequence[Difference]) -> Iterator[Content]:
    for thing, found in groupby(differences, key=lambda difference: difference.thing):
        yield content(thing, "bold")
        titles = ("here: ", "there:") if thing.endswith(BOTH) else ("before:", "after: ")
        for each in found:
            if each.new:
                yield content(f"  {each.column}: {each.after}")
                continue
            values = zip(titles, (each.before, each.after), strict=True)
            shown = [f"    {title} {value or 'nothing'}" for title, value in values]
            yield content("\n".join((f"  {each.column}", *shown)))


def _line(title: str, words: str) -> Content:
    return Content("").join((content(f"{title}: ", "bold"), content(words)))


def listed(found: Listing) -> Content:
    """Return what is different between two moments, in words."""
    lines = [_line(label, words) for label, words in found.notes]
    for kind, records in groupby(found.records, key=lambda record: record["kind"]):
        lines.append(content(f"\n{kind}", "bold"))
        for each in list(records)[:LIMIT]:
            lines.append(content(each["thing"]))
            lines.append(content(f"    before: {each['before'] or 'nothing'}"))
            lines.append(content(f"    after:  {each['after'] or 'nothing'}"))
    if len(found.records) > LIMIT:
        lines.append(content("… `coder changes FROM TO` lists all."))
    return Content("\n").join(lines)


def verified(report: Report) -> Content:
    """Return what the verifier found, in words."""
    entries = counted(report.entries, "entry", "entries")
    if report.faults:
        lines = [content(f"{counted(len(report.faults), 'fault')} in {entries}.", "bold")]
        lines += [content(f"✗ {fault}") for fault in report.faults]
    else:
        lines = [content(f"✓ No fault in {entries}.", "bold"), content(PROVED, "dim")]
    lines += [content(f"· {remark}") for remark in report.remarks]
    lines.append(_line("To keep elsewhere", report.checkpoint or "nothing: there is no entry"))
    return Content("\n\n").join([*lines, content(" ".join(NOT_PROVED.split()), "dim")])
