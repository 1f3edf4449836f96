"""The command line of the verifier: `python -m verify PROJECT [--head ID]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import NOT_PROVED, PROVED, verify
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
    given = parser.parse_args(argv)
    try:
        report = verify(given.project, given.head)
    except OSError as error:
        print(visible(f"{given.project}: cannot be read ({error.strerror})."), file=sys.stderr)
        return 2
    print(visible(f"{given.project}: {report.entries} entries; head {report.head or 'none'}"))
    faults = [f"Fault: {fault}" for fault in report.faults]
    found = f"Not verified; faults: {len(faults)}." if faults else PROVED
    print(*faults, *report.remarks, found, NOT_PROVED, sep="\n")
    if report.checkpoint:
        print(visible(report.checkpoint))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
