"""`python -m coder` and the installed command: where the command line and the screen meet."""

from __future__ import annotations

from pathlib import Path


class Screen:
    """What the command line knows of the screen; loaded only when it is asked."""

    def __call__(self, path: Path, user: str) -> int:
        """Open a project on the screen; return the exit code."""
        from coder.tui import garbage

        garbage.wait()
        from coder.tui.app import run

        return run(path, user)

    def wrong_keys(self) -> str:
        """Return what is wrong with the person's own keys; empty where all is well."""
        from coder.errors import CoderError
        from coder.tui import config
        from coder.tui.screens import keys_by_mode

        try:
            if config.has_keys():
                config.keys(keys_by_mode())
        except CoderError as error:
            return str(error)
        return ""


def main() -> None:
    """Run the command line."""
    from coder.cli.main import coder

    coder(obj=Screen())


if __name__ == "__main__":
    main()
