"""A bundle: all that it says, of itself and of the project, is derived anew from its journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from . import claims, page, records
from .archive import Members, Refused, opened
from .counting import Counting
from .decisions import Decisions
from .journal import Journal, hash_of, report
from .project import damage, texts_in
from .replay import Replay
from .standing import Standing
from .tables import SCHEMA, tables
from .texts import check_sources, check_texts, of_pseudonyms, of_sources
from .wording import SCRIPT, VERSION, readme
from .words import Findings, Report, canonical, checkpoint

MANIFEST, README = "manifest.json", "README.txt"
NAMED = (
    README,
    "verify_bundle.py",
    "journal.jsonl",
    "texts.jsonl",
    "sources.json",
    "decisions.json",
    "typing.json",
    "themes.json",
    "report.html",
    "withdrawn.json",
)
"""The members of every bundle, beside the manifest, the rules and the verifier."""


def verifier() -> dict[str, bytes]:
    """Return the verifier as a bundle brings it along: this one, and the script that starts it."""
    files = {f"verify/{each.name}": each for each in Path(__file__).parent.glob("*.py")}
    code = {name: each.read_bytes() for name, each in sorted(files.items())}
    return {**code, "verify_bundle.py": SCRIPT.encode()}


def elsewhere(made_by: str) -> str:
    """Return why a page may be worded otherwise; nothing where it should not be."""
    if made_by == VERSION:
        return ""
    return f" (it was made by coder {made_by}, and this is coder {VERSION}: check it with that)"


def readme_differs(told: str, due: str, made_by: str) -> Iterator[str]:
    """Yield the first line of README.txt that is not as the program writes it."""
    if told != due:
        pairs = zip_longest(told.split("\n"), due.split("\n"), fillvalue="nothing more")
        one, other = next(pair for pair in pairs if pair[0] != pair[1])
        yield f"{README} says “{one}”, and should say “{other}”{elsewhere(made_by)}"


def verify_bundle(path: Path, head: str | None, texts_of: Path | None = None) -> Report:
    """Check a bundle, a zip or its folder. Raises OSError where it cannot be opened.

    The words of transcripts that it does not hold are taken from the project `texts_of`.
    """
    found = Findings()
    journal = Journal(found)
    try:
        with opened(path) as members:
            if MANIFEST not in members.sizes:
                raise Refused(f"it holds no {MANIFEST}")
            with damage(found, "this bundle is damaged, and was not checked further"):
                Bundle(members, found, texts_of).check(journal, head)
    except Refused as error:
        found.fault(f"this bundle is refused, and was not checked further: {error}")
    return report(journal)


class Bundle:
    """One bundle, whose members are read as they are needed."""

    def __init__(self, members: Members, found: Findings, texts_of: Path | None) -> None:
        self.members, self.found, self._texts_of = members, found, texts_of
        self.manifest = json.loads(members.read(MANIFEST))

    def check(self, journal: Journal, head: str | None) -> None:
        """Check what the bundle says of itself, then its history, then what it says of that."""
        self._files()
        if self.manifest["schema"] != SCHEMA:
            said = f"of schema {self.manifest['schema']}, and this verifier knows {SCHEMA}"
            self.found.fault(f"the bundle is {said}: it was not checked further")
            return
        self._journal(journal)
        texts = self._texts()
        replay = Replay(self.found, journal, tables(), SCHEMA)
        decisions = Decisions(replay, texts)
        replay.run(decisions.check)
        self._ends(journal)
        if head is not None:
            journal.leads_on_from(head)
        left_out = set() if self.manifest["with_texts"] else of_sources(replay)
        check_texts(replay, texts, left_out | of_pseudonyms(replay))
        if self._texts_of is not None:
            texts |= texts_in(self._texts_of, of_sources(replay) - texts.keys())
        check_sources(replay, replay.rows["sources"], texts)
        standing = Standing(replay.rows, texts)
        self._rules(standing, decisions)
        self._records(standing)
        decisions.tell()
        self._figures(standing, journal)
        self._readme(journal)

    def _files(self) -> None:
        """Check that the members are those that the manifest names, as it names them."""
        listed, there = self.manifest["files"], self.members.sizes.keys() - {MANIFEST}
        for name in sorted(listed.keys() - there):
            self.found.fault(f"{name} is missing: {MANIFEST} names it")
        for name in sorted(there - listed.keys()):
            self.found.fault(f"{name} was added: {MANIFEST} does not name it")
        for name in sorted(there & listed.keys()):
            if hashlib.sha256(self.members.read(name)).hexdigest() != listed[name]:
                self.found.fault(f"{name} was changed: it is not the file that {MANIFEST} names")
        for name in sorted({*NAMED} - there - listed.keys()):
            self.found.fault(f"{name} is missing: every bundle has it")
        for name in sorted(there - {*NAMED}):
            if not name.startswith(("rules/", "verify/")):
                self.found.fault(f"{name} was added: no bundle has such a file")
        self._verifier()

    def _verifier(self) -> None:
        """Check what the bundle brings to be checked with: it may not speak for itself."""
        ours, made_by = verifier(), self.manifest["coder"]
        theirs = {name for name in self.members.sizes if name.startswith("verify/")} | ours.keys()
        there = {n: self.members.read(n) for n in theirs if n in self.members.sizes}
        other = ", ".join(sorted(n for n in theirs if there.get(n) != ours.get(n)))
        if other and made_by == VERSION:
            said = f"the verifier in the bundle is not the one of coder {VERSION}: {other}"
            self.found.fault(f"{said}: do not run it")
        elif other:
            said = f"the bundle was made by coder {made_by}, and this is coder {VERSION}"
            self.found.remark(f"{said}: whether its verifier is whole was not checked ({other})")

    def _readme(self, journal: Journal) -> None:
        """Check what the bundle says of itself in README.txt."""
        with self._reading(README):
            due = readme(report(journal).checkpoint, bool(self.manifest["with_texts"]))
            self._tell(readme_differs(self._text(README), due, self.manifest["coder"]))

    def _lines(self, name: str) -> list[str]:
        """Return the lines of a member; a line may hold any other separator of Unicode."""
        lines = self._text(name).split("\n")
        if lines.pop():
            raise ValueError(f"the last line of {name} is cut off")
        return lines

    def _text(self, name: str) -> str:
        return self.members.read(name).decode("utf-8")

    def _json(self, name: str) -> Any:
        """Return what a member holds: JSON that can be written in one way only."""
        text = self._text(name)
        value = json.loads(text)
        if canonical(value) != text.removesuffix("\n"):
            self.found.fault(f"{name} is not in canonical form")
        return value

    def _journal(self, journal: Journal) -> None:
        lines = enumerate(self._lines("journal.jsonl"), 1)
        journal.read([(number, hash_of(line), line) for number, line in lines])
        places = [entry.place for entry in journal.entries]
        if places != sorted(places):
            pairs = zip(journal.entries, sorted(places), strict=True)
            first = next(entry for entry, place in pairs if entry.place != place)
            self.found.fault(f"the journal's entries were reordered, from {first} on")

    def _ends(self, journal: Journal) -> None:
        """Check that the journal is as long, and ends as, the manifest says."""
        ends = report(journal).checkpoint
        told = checkpoint(*(self.manifest[key] for key in ("head", "entries", "time")))
        if told != ends:
            says = f"{MANIFEST} says that the journal ends with “{told}”"
            self.found.fault(f"{says}; it ends with “{ends}”")

    def _texts(self) -> dict[str, tuple[str, str]]:
        texts = {}
        for line in self._lines("texts.jsonl"):
            each = json.loads(line)
            known = canonical(each) == line and each.keys() == {"id", "salt", "text"}
            if not known or each["id"] in texts:
                self.found.fault(f"texts.jsonl has a line that is no text: {line:.60}")
            texts[str(each["id"])] = (str(each["salt"]), str(each["text"]))
        return texts

    def _rules(self, standing: Standing, decisions: Decisions) -> None:
        """Check the typologies and codebooks against those that the history makes."""
        expected: dict[str, tuple[dict[str, Any], ...]] = {}
        for row in standing.rows["typologies"].values():
            rules, digest = str(row["rules"]), str(row["digest"])
            if hash_of(rules) != digest:
                self.found.fault(f"the typology {row['name']} is not what its digest is of")
            file = {"digest": digest, "rules": json.loads(rules)}
            expected[f"rules/typology-{digest.removeprefix('sha256:')[:12]}.json"] = (file,)
        for digest, moments in decisions.codebooks(standing).items():
            files = tuple({"digest": digest, "codes": codes} for codes in moments)
            expected[f"rules/codebook-{digest.removeprefix('sha256:')[:12]}.json"] = files
        there = {name for name in self.members.sizes if name.startswith("rules/")}
        for name in sorted(there - expected.keys()):
            self.found.fault(f"{name} was added: the history has no such rules")
        for name, files in sorted(expected.items()):
            what = "the rules" if "typology" in name else "the codebook"
            if name not in there:
                self.found.fault(f"{name} is missing: the history has rules for it")
            elif self._json(name) not in files:
                self.found.fault(f"{name} was changed: it is not {what} that the history has")

    def _records(self, standing: Standing) -> None:
        for name, what, of in (
            ("sources.json", "sources", records.sources),
            ("decisions.json", "decisions", records.decisions),
        ):
            with self._reading(name):
                self._tell(records.differ(name, self._json(name), of(standing), what))
        with self._reading("withdrawn.json"):
            self._tell(records.withdrawn_differ(standing, self._json("withdrawn.json")))

    def _figures(self, standing: Standing, journal: Journal) -> None:
        cases, counting = claims.judged_cases(standing), Counting(standing)
        with self._reading(claims.TYPING):
            self._tell(claims.typing_differs(standing, cases, self._json(claims.TYPING)))
        with self._reading(claims.THEMES):
            self._tell(claims.themes_differ(counting, self._json(claims.THEMES)))
        with self._reading(page.PAGE):
            derived = page.Derived(standing, cases, journal, self.manifest)
            told = page.page_differs(self._text(page.PAGE), derived)
            self._tell(f"{each}{elsewhere(self.manifest['coder'])}" for each in told)
            self.found.unquoted = page.unknown(derived)

    def _reading(self, name: str) -> Any:
        return damage(self.found, f"{name} is not as the program writes it, and was not checked")

    def _tell(self, sentences: Iterator[str]) -> None:
        for sentence in sentences:
            self.found.fault(sentence)
