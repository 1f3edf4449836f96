"""`python -m coder` and the installed command: where the command line and the screen meet."""

from __future__ import annotations

from pathlib import Path


def main() -> None:
    """Run the command line."""
    from coder.cli.main import coder

    coder(obj=screen)


def screen(path: Path, user: str) -> int:
    """Open a project on the screen; return the exit code."""
    from coder.tui.app import run

    return run(path, user)


if __name__ == "__main__":
    main()
