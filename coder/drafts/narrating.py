"""What the sentences around a quotation say of its school and its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.display import one_line, same_name
from coder.drafts import prose
from coder.drafts.findings import LOOK, ROLE, STATUS, Finding
from coder.drafts.quoting import Quotation, Quoted
from coder.model import Draft
from coder.model.drafts import HEADING

_NEW_GROUP = re.compile(
    r"\b(?:many|some|several|two|three|four|five|six|seven|eight|nine|ten|\d+|most|all|both)\s+"
    r"(?:of\s+the(?:se)?\s+)?(?:other\s+|different\s+)?schools\b",
    re.IGNORECASE,
)
_BACK = 100
"""Paragraphs that are looked back over for what introduces a quotation."""
_LISTED = re.compile(r"[,;]|\band\b|\bor\b")


@dataclass(frozen=True, slots=True)
class _Said:
    status: str
    words: str
    """The sentence that says it."""


class Narration:
    """A draft's own prose, as it speaks of groups of schools and of who is quoted next."""

    def __init__(
        self, draft: Draft, quoted: Quoted, statuses: Mapping[str, str], roles: Sequence[str]
    ) -> None:
        """`statuses` are by school, as the project has them; `roles` all that anybody has."""
        self._draft, self._quoted = draft, quoted
        self._statuses = statuses
        self._values = sorted(set(statuses.values()) - {""})
        self._roles = sorted({role for role in roles if role}, key=len, reverse=True)
        self._numbers = prose.numbers(draft)
        self._own: dict[int, list[str]] = {}

    def of_quotation(self, quotation: Quotation) -> Iterator[Finding]:
        """Yield where the sentences before a quotation speak of another status or role."""
        attribution = quotation.attribution
        if attribution is None:
            return
        status = self._statuses.get(attribution.school, "")
        said = self._status_before(quotation)
        if status and said and same_name(said.status) != same_name(status):
            yield Finding(
                STATUS,
                LOOK,
                quotation.first,
                f"The draft speaks of {said.status} schools (“{one_line(said.words, 90)}”), and"
                f" quotes {attribution.school}, which is {status}.",
                quotation.words,
                attribution.text,
            )
        roles = self._introduced(quotation)
        if attribution.role and roles and same_name(attribution.role) not in roles:
            yield Finding(
                ROLE,
                LOOK,
                quotation.first,
                f"The sentence before announces {' or '.join(roles.values())}; the attribution"
                f" says {attribution.role}.",
                quotation.words,
                attribution.text,
            )

    def of_lists(self) -> Iterator[Finding]:
        """Yield where schools are named right after a status that they do not have."""
        if not self._values:
            return
        longest = "|".join(map(re.escape, sorted(self._values, key=len, reverse=True)))
        pattern = rf"\b(?P<status>{longest})\s+schools?\s*\((?P<ids>[^()]+)\)"
        for at, sentence in self._all():
            for found in re.finditer(pattern, sentence, re.IGNORECASE):
                other = self._others(found["ids"], found["status"])
                if not other:
                    continue
                names, are = " and ".join(other), "is" if len(other) == 1 else "are"
                said = (
                    f"“{found[0]}” can be read as naming {names} as {found['status'].lower()};"
                    f" {names} {are} {self._statuses[other[0]]}."
                )
                yield Finding(STATUS, LOOK, at, said, sentence)

    def _others(self, ids: str, status: str) -> list[str]:
        """Return the schools of a list that have another status."""
        folded = {same_name(name): name for name in self._statuses}
        keys = (same_name(part).removeprefix("school ") for part in _LISTED.split(ids))
        named = [folded[key] for key in keys if key in folded]
        return [
            name for name in named if same_name(self._statuses[name]) not in ("", same_name(status))
        ]

    def _all(self) -> Iterator[tuple[int, str]]:
        for at in range(len(self._draft.paragraphs)):
            for sentence in self.sentences(at):
                yield at, sentence

    def sentences(self, at: int, until: int | None = None) -> list[str]:
        """Return the sentences of a paragraph that are the draft's own, up to an offset."""
        if until is not None:
            return self._cut(at, until)
        if at not in self._own:
            self._own[at] = self._cut(at, len(self._draft.paragraphs[at].text))
        return self._own[at]

    def _cut(self, at: int, until: int) -> list[str]:
        paragraph = self._draft.paragraphs[at]
        if paragraph.kind == HEADING or prose.is_footnote(paragraph):
            return []
        text = paragraph.text[:until]
        kept = list(text)
        for start, end in self._quoted.inside.get(at, ()):
            kept[start:end] = " " * len(kept[start:end])
        own = "".join(kept)
        return [each.words for each in prose.sentences(own) if re.search(r"\w", each.words)]

    def _before(self, at: int) -> Iterator[int]:
        """Yield the paragraphs before one, the nearest first, up to a heading."""
        for number in range(at - 1, max(-1, at - _BACK), -1):
            if self._draft.paragraphs[number].kind == HEADING:
                return
            if not prose.is_footnote(self._draft.paragraphs[number]):
                yield number

    def _status_before(self, quotation: Quotation) -> _Said | None:
        """Return the one status that the sentences before speak of; None where it is open.

        Sentences are asked from the nearest back to where the draft's numbered paragraph begins;
        where there are no numbers, back over the last paragraph that is not a quotation. A
        sentence with several statuses, or that turns to another group of schools ("many schools"),
        leaves it open. Where none says, the paragraph before counts, if it speaks of one group
        only, in the plural.
        """
        at = quotation.first
        for sentence in reversed(self.sentences(at, quotation.start)):
            if (found := self._asked(sentence)) is not None:
                return found[0] if found else None
        number, prior = self._numbers[at], None
        for before in self._before(at):
            own = self.sentences(before)
            if self._numbers[before] != number or (not number and prior is not None):
                return self._carried(before)
            for sentence in reversed(own):
                if (found := self._asked(sentence)) is not None:
                    return found[0] if found else None
            prior = before if own else prior
        return None

    def _asked(self, sentence: str) -> list[_Said] | None:
        """Return what a sentence says, nothing where it leaves it open; None for no word of it."""
        named = prose.named(sentence, self._values)
        if len(named) == 1:
            return [_Said(named[0], sentence)]
        return [] if named or _NEW_GROUP.search(sentence) else None

    def _carried(self, at: int) -> _Said | None:
        """Return the one group that the paragraph before speaks of."""
        number = self._numbers[at]
        if not number:
            return None
        first = at
        while first and self._numbers[first - 1] == number:
            first -= 1
        said = [
            _Said(status, sentence)
            for each in range(first, at + 1)
            for sentence in self.sentences(each)
            for status in prose.named(sentence, self._values)
        ]
        if len({each.status for each in said}) != 1:
            return None
        plural = rf"\b{re.escape(said[0].status)}\s+schools\b"
        return next((s for s in said if re.search(plural, s.words, re.IGNORECASE)), None)

    def _introduced(self, quotation: Quotation) -> dict[str, str]:
        """Return the roles that the sentence before announces, by their folded names."""
        own = self.sentences(quotation.first, quotation.start)
        sentence = own[-1] if own else ""
        if not own:
            for before in self._before(quotation.first):
                if own := self.sentences(before):
                    sentence = own[-1]
                    break
        if not sentence.rstrip().endswith(":") or not self._roles:
            return {}
        found = re.findall(
            rf"\b(?:one|an?|another|the|two|three|four)\s+({'|'.join(map(re.escape, self._roles))})"
            r"(?:s|['’]s|s['’])?\b",
            sentence,
            re.IGNORECASE,
        )
        return {same_name(role): role for role in found}
