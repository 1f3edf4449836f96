"""Names that stand for schools in what is published: the same every time, guessed by nobody."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable

from coder.model import Guid

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Consonants: no word comes of them, and nothing that looks like the id of a school."""

LENGTH = 6
"""64 million names: of 20 schools two would share one in three projects of a million."""


def pseudonyms(secret: str, kind: str, guids: Iterable[Guid]) -> dict[Guid, str]:
    """Return a name for each guid: HMAC-SHA512 under the project's secret (RFC 2104), in letters.

    Who knows every id cannot find it again without the secret. Where two would share a name, both
    get a longer one.
    """
    known, length = sorted(set(guids)), LENGTH
    found = {guid: _letters(secret, kind, guid, length) for guid in known}
    while shared := {name for name, times in Counter(found.values()).items() if times > 1}:
        length += LENGTH // 2
        for guid in known:
            if found[guid] in shared:
                found[guid] = _letters(secret, kind, guid, length)
    return found


def _letters(secret: str, kind: str, guid: Guid, length: int) -> str:
    digest = hmac.new(secret.encode(), f"{kind}:{guid}".encode(), hashlib.sha512).digest()
    number, letters = int.from_bytes(digest), ""
    for _ in range(length):
        number, at = divmod(number, len(LETTERS))
        letters += LETTERS[at]
    return letters
