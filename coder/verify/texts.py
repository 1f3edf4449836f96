"""The words kept apart from the journal: each is what its id says, and there unless withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from .replay import TEXT, Replay
from .words import short

Texts = Mapping[str, tuple[str, str]]
"""Salt and words, by id."""

GONE = "[withdrawn]"
"""Stands for words that were taken out for good."""


def words(texts: Texts, id: object) -> str:
    """Return the words of a text, or what stands for them."""
    return texts[str(id)][1] if str(id) in texts else GONE


def id_of(salt: str, text: str) -> str:
    """Return the id of a text."""
    return "text:" + hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def check_texts(replay: Replay, texts: Texts, left_out: Collection[str] = ()) -> None:
    """Check every text against its id, and that those which entries name are there.

    `left_out` are ids that may be missing: the transcripts of a bundle without them.
    """
    found, named = replay.found, replay.named
    for id, (salt, text) in texts.items():
        by = f", named by {named[id]}," if id in named else ""
        if id != id_of(salt, text):
            found.fault(f"text {short(id)}{by} was edited: it is not what its id says")
        if id in replay.withdrawn:
            found.fault(f"text {short(id)} was withdrawn, but it is still in the file")
        elif not by:
            found.remark(f"text {short(id)} is named by no entry")
    for id in named.keys() - texts.keys() - replay.withdrawn - {*left_out}:
        found.fault(f"text {short(id)} is missing; {named[id]} names it")


def check_sources(replay: Replay, sources: Mapping[str, Mapping[str, Any]], texts: Texts) -> None:
    """Check that each transcript is as long as its row says, and the text its sha256 is of."""
    for guid, row in sources.items():
        if row["text"] not in texts:
            continue
        text = texts[str(row["text"])][1]
        if len(text) != row["length"]:
            replay.found.fault(f"source {short(guid)} is {len(text)} long, not {row['length']}")
        ever = {after.get("text") for _, after in replay.history.get(("sources", guid), ())}
        sound = hashlib.sha256(text.encode()).hexdigest() == row["sha256"]
        if not sound and not ever & replay.withdrawn:
            replay.found.fault(f"source {short(guid)} is not the text its sha256 is of")


def of_sources(replay: Replay) -> set[str]:
    """Return the ids of all transcripts there ever were, in every version."""
    return {
        str(after["text"])
        for (table, _), images in replay.history.items()
        if table == "sources"
        for _, after in images
        if after.get("text")
    }


def of_pseudonyms(replay: Replay) -> set[str]:
    """Return the ids of the key from which pseudonyms are made; it leaves the project nowhere."""
    keys = [guid for guid, row in replay.rows["settings"].items() if row["key"] == "pseudonym key"]
    images = (after for guid in keys for _, after in replay.history["settings", guid])
    values = (json.loads(str(after["value"])) for after in images if "value" in after)
    return {value for value in values if TEXT.fullmatch(str(value))}
