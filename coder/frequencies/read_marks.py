"""Who has read what to its end, and for which themes: what lets silence mean `without`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import reduce

from coder.frequencies.counting import ALL, ANY, codes_now, select
from coder.model import Evidence, Guid


def readers(evidence: Evidence) -> dict[Guid, set[Guid]]:
    """Return, by source, the users who have marked it as read to its end."""
    found: dict[Guid, set[Guid]] = {}
    for mark in evidence.reads:
        found.setdefault(mark.source, set()).add(mark.user)
    return found


def stale(evidence: Evidence) -> dict[Guid, dict[Guid, set[Guid]]]:
    """Return, by source and reader, the codes that they have not read it for.

    Those are the codes made or redefined since, and those that such a code was merged into: what
    was coded with it counts there now, and nobody looked for it then.
    """
    book, now = evidence.codebook, codes_now(evidence.codebook)
    current = {guid: book.by_guid[guid].digest for guid in now}
    found: dict[Guid, dict[Guid, set[Guid]]] = {}
    known: dict[int, set[Guid]] = {}  # thousands of marks are of one and the same codebook
    for mark in evidence.reads:
        if (since := known.get(id(mark.codes))) is None:
            since = {guid for guid, _ in current.items() - mark.codes.items()}
            known[id(mark.codes)] = since
        marks = found.setdefault(mark.source, {})
        marks[mark.user] = marks[mark.user] & since if mark.user in marks else since
    return {
        source: {user: {now[guid] for guid in since} for user, since in marks.items()}
        for source, marks in found.items()
    }


def idle(evidence: Evidence) -> set[Guid]:
    """Return the retired codes with which nobody coded anything that counts.

    A figure cannot rest on them, so nobody need have looked for them.
    """
    out, now = retired(evidence), codes_now(evidence.codebook)
    codings = [coding for coding in evidence.codings if now.get(coding.code) in out]
    counted = select(replace(evidence, codings=codings), ANY).counted
    return out - {item.code for item in counted}


def retired(evidence: Evidence) -> set[Guid]:
    """Return the codes that are no longer to be applied."""
    return {code.guid for code in evidence.codebook if code.retired}


def unread(
    evidence: Evidence,
    users: str,
    chain: Mapping[Guid, tuple[Guid, ...]],
    used: Collection[Guid] | None = None,
) -> dict[Guid, set[Guid]]:
    """Return, for each source read to its end by a user who counts, the themes not read for.

    A source of extracts is never here: silence in it means nothing. A theme is read for when all
    that counts for it was there, as now defined: its code, each code that rolls up into it (a
    retired one where somebody's codings with it count) and each code merged into any of these.
    Under `all`, every reader of the source must have read it so. `used` holds the codes with
    which somebody's codings count, where that was found out already.
    """
    passed_over = idle(evidence) if used is None else retired(evidence) - {*used}
    found = {}
    for source, marks in stale(evidence).items():
        if source not in evidence.sources or evidence.sources[source].extracts_only:
            continue
        if users not in (ANY, ALL):
            marks = {user: codes for user, codes in marks.items() if user == users}
        themes = [
            {theme for code in codes for theme in ((code,) if code in passed_over else chain[code])}
            for codes in marks.values()
        ]
        if themes:
            join = set.union if users == ALL else set.intersection
            found[source] = reduce(join, themes)
    return found
