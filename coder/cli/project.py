"""The project as a whole: `init`, `settings`, `verify` and `merge`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import (
    FILE,
    SUFFIX,
    WORDS,
    TakesNumbers,
    argument,
    because,
    find_project,
    project,
    project_option,
    user_name,
    user_option,
)
from coder.cli.output import Output, output
from coder.display import counted, one_line

if TYPE_CHECKING:
    from coder.store import Store
    from coder.verify import Report


@click.command(
    "init",
    epilog="""\b
Example:
  coder init study.coder --codebook codebook.toml --typology typology.toml --cases schools.csv""",
)
@click.argument("path", type=FILE, metavar="PROJECT")
@click.option("--codebook", type=FILE, metavar="FILE", help="Codes, as `coder codes export` has.")
@click.option(
    "--typology", type=FILE, metavar="FILE", help="Types, attributes and readings (TOML)."
)
@click.option("--scales", type=FILE, metavar="FILE", help="Scales of quantity words (TOML).")
@click.option("--cases", type=FILE, metavar="FILE", help="CSV: a column school, then variables.")
@user_option
def init_(
    path: Path,
    codebook: Path | None,
    typology: Path | None,
    scales: Path | None,
    cases: Path | None,
    user: str | None,
) -> None:
    """Make a project; where a file is wrong, none is made.

    A PROJECT without an ending gets .coder. Only you can read the file.
    """
    from coder.operations.project import start

    path = path if path.suffix else path.with_name(path.name + SUFFIX)
    name = user_name(user)
    start(path, name, codebook=codebook, typology=typology, scales=scales, cases=cases).close()
    console.say(f"Made {one_line(str(path))}.")


@click.group("settings")
def settings_() -> None:
    """See and change the settings of the project.

    They are the readings of the typology's doubtful phrases, how much must speak for an attribute
    before it counts, whether users see each other's codings, and whether the file lives in a
    shared folder.
    """


@settings_.command("list", epilog="Keys: setting, value, options, meaning.")
@output(publishes=False)
@project
def _list(store: Store, user: str, out: Output) -> None:
    """Show every setting, with what it can be."""
    from coder.operations import settings

    out.listing(store, user, settings.listed(store))
    _say_wrong_keys()


def _say_wrong_keys() -> None:
    """Say what is wrong with the person's own keys: then the screen keeps to the usual ones."""
    wrong = getattr(click.get_current_context().obj, "wrong_keys", str)()
    if wrong:
        console.say(f"Your own keys are not used. {one_line(wrong)}")


@settings_.command(
    "set",
    cls=TakesNumbers,
    epilog="""\b
Examples:
  coder settings set just-two "at least" --because "Agreed with the lead."
  coder settings set "least speakers" 2 --because "One voice is not enough."
  coder settings set "others' codings" hidden""",
)
@argument("setting")
@click.argument("value", type=WORDS)
@because()
@project
def _set(store: Store, user: str, setting: str, value: str, because: str) -> None:
    """Change a setting."""
    from coder.operations import settings

    chosen = settings.choose(store, user, setting, value, because)
    console.say(one_line(f"{chosen.name}: {chosen.value} ({chosen.meaning})."))


@settings_.command("roles", epilog="codebooks/roles.toml is an example of such a file.")
@click.argument("file", type=FILE)
@because()
@project
def _roles(store: Store, user: str, file: Path, because: str) -> None:
    """Take from a file which roles are leaders and which teachers, for `coder table roles`."""
    from coder.operations.rolegroups import set_role_groups

    grouped = set_role_groups(store, user, file, because)
    said = "; ".join(f"{name}: {', '.join(roles)}" for name, roles in grouped.groups.items())
    console.say(one_line(f"Groups of roles: {said}."))


@click.command(
    "verify",
    epilog="""\b
Examples:
  coder verify >>notebook.txt
  coder verify --head "coder checkpoint sha256:... entries 1234 2026-11-28T10:00:00.000Z"
  coder verify bundle.zip
  coder verify bundle.zip --texts-of project.coder
  coder verify --digest >verifier.sha256""",
)
@click.argument("bundle", type=FILE, required=False)
@click.option(
    "--head",
    type=WORDS,
    metavar="CHECKPOINT",
    help="A checkpoint, or an id of the journal, that you kept: this command prints one at its"
    " end, and so do tables and decisions.",
)
@click.option(
    "--texts-of",
    type=FILE,
    metavar="PROJECT",
    help="With a bundle made without texts: a project that has them, to check quotations with.",
)
@click.option(
    "--digest",
    is_flag=True,
    help="Print the SHA-256 of each file of the verifier instead, as `sha256sum -c` reads them in"
    " the folder of an unpacked bundle.",
)
@project_option
def verify_(
    bundle: Path | None,
    project: Path | None,
    head: str | None,
    texts_of: Path | None,
    digest: bool,
) -> int:
    """Check the project against its journal; the exit code is 1 where something is wrong.

    The project is rebuilt from the journal and compared row by row, and each decision is done
    again. That shows every change made behind the program's back. Only --head shows that entries
    at the end are gone, or that the whole journal is another. User names are names, not proofs.

    With BUNDLE, a zip or the folder of an unpacked one, that is checked instead, and all that it
    says of attributes, outcomes and themes is derived again, its report word for word.
    """
    from coder.verify import digests, outcome, verify

    if digest:
        console.line("\n".join(digests()))
        return console.DONE
    if texts_of is not None and bundle is None:
        raise click.UsageError("--texts-of goes with a bundle: say which.")
    path = bundle or find_project(project)
    report = verify(path, head, texts_of)
    left = _problems(path) if bundle is None and not report.faults else []
    _tell(report, left, outcome(report))
    return console.FAILED if report.faults else console.DONE


def _tell(report: Report, problems: list[str], outcome: list[str]) -> None:
    for fault in report.faults:
        console.line(f"Fault: {one_line(fault)}")
    for remark in report.remarks:
        console.line(f"Remark: {one_line(remark)}")
    for problem in problems:
        console.line(f"Remark: to put right: {one_line(problem)}")
    number = counted(len(report.faults), "fault") if report.faults else "No fault"
    console.line(f"{number} in {counted(report.entries, 'entry', 'entries')}.")
    for told in outcome:
        console.line(told)
    if report.checkpoint:
        console.line(one_line(report.checkpoint))


_LEFT = (
    "words that were withdrawn may be left in free pages of the file or in backups beside it: any"
    " command that opens the project, such as `coder list withdrawals`, clears them."
)


def _problems(path: Path) -> list[str]:
    """Return what copies broke together; it is no fault, and only readable where there is none."""
    from coder.errors import ProjectError
    from coder.operations.decisions import differing
    from coder.store.erasing import unerased
    from coder.store.opening import open_to_read
    from coder.store.problems import problems

    with suppress(ProjectError), open_to_read(path) as store, store.moment():
        left = [_LEFT] if unerased(store) else []
        return [*left, *problems(store), *differing(store)]
    return []  # of an older version: that is said when it is opened


@click.command("merge", epilog="Keys of what both changed: thing, column, here, there.")
@click.argument("other", type=FILE)
@click.option(
    "--unrelated",
    is_flag=True,
    help="Merge a project that is no copy of this one; they cannot be parted again.",
)
@output(("table", "csv", "json"), publishes=False)
@project
def merge_(store: Store, user: str, out: Output, other: Path, unrelated: bool) -> int:
    """Take another copy's changes into this project; the other copy is only read.

    Where both copies changed the same thing, the later change stands in both, and both values are
    listed. The exit code is 1 where the result has problems to put right, such as two users who
    decided differently of one case.
    """
    from coder.operations import merging

    found = merging.merge(store, user, other, unrelated=unrelated)
    console.say(f"Took {counted(found.entries, 'entry', 'entries')} from {one_line(str(other))}.")
    for told in found.told:
        console.say(told)
    conflicts = found.conflicts
    if conflicts.records or out.format != "table" or out.path:
        out.listing(store, user, conflicts)
    for problem in found.problems:
        console.say(f"To put right: {problem}")
    console.say(f"Journal head: {store.head_in_full}")
    return console.FAILED if found.problems else console.DONE
