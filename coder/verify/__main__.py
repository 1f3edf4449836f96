"""The command line of the verifier: `python -m verify PROJECT [--head ID]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import Report, outcome, verify
from .words import visible


def main(argv: list[str], beside: Path | None = None) -> int:
    """Verify what the arguments name, or else what lies `beside`.

    Returns 0 where all is well, 1 where something differs, and 2 for what cannot be read.
    """
    parser = argparse.ArgumentParser(prog="verify", description="Verify a coder project or bundle.")
    parser.add_argument(
        "project",
        type=Path,
        nargs="?" if beside else None,
        default=beside,
        help="a project file, a bundle, or the folder of an unpacked bundle",
    )
    parser.add_argument("--head", help="a checkpoint, or the id of an entry, kept elsewhere")
    parser.add_argument(
        "--texts-of", type=Path, help="a project with the transcripts that a bundle is without"
    )
    given = parser.parse_args(argv)
    try:
        report = verify(given.project, given.head, given.texts_of)
    except OSError as error:
        named = error.filename or given.project
        print(visible(f"{named}: cannot be read ({error.strerror})."), file=sys.stderr)
        return 2
    print(visible(f"{given.project}: {report.entries} entries; head {report.head or 'none'}"))
    _tell(report)
    return 1 if report.faults else 0


def _tell(report: Report) -> None:
    faults = [f"Fault: {fault}" for fault in report.faults]
    found = [f"Not verified; faults: {len(faults)}."] * bool(faults)
    print(*faults, *report.remarks, *found, *outcome(report), sep="\n")
    if report.checkpoint:
        print(visible(report.checkpoint))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
