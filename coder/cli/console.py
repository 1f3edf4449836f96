"""Exit codes, and the only places where the command line writes to stdout and stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import NoArgsIsHelpError

from coder.display import one_line, visible
from coder.errors import CoderError

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

DONE, FAILED, WRONG, BROKEN, INTERRUPTED, CUT_SHORT = 0, 1, 2, 70, 130, 141
"""Done; a check failed; wrong usage or input; a defect; Ctrl-C; the reader of a pipe went away."""


class CutShort(Exception):
    """Whoever read stdout wants no more of it."""


def is_terminal(stream: Any) -> bool:
    """Whether a person sees what is written to the stream."""
    return stream is not None and bool(stream.isatty())


def line(text: str = "") -> None:
    """Print a line of text to stdout, made safe to show; it may hold line feeds."""
    data((visible(text, lines=True) + "\n").encode("utf-8", "replace"))


def data(content: bytes) -> None:
    """Write data to stdout as it is; on a terminal, UTF-8 text is made safe to show."""
    if sys.stdout is None:
        raise CoderError("There is nowhere to write to: standard output is closed.")
    if is_terminal(sys.stdout):
        shown = visible(content.decode("utf-8", "replace").replace("\r\n", "\n"), lines=True)
        content = shown.encode(sys.stdout.encoding or "utf-8", "replace")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise CutShort from error


def say(text: str, *, lines: bool = False) -> None:
    """Tell the person something, on stderr: one line, whatever a name in it holds, or `lines`."""
    try:
        click.echo(visible(text, lines=lines), err=True)
    except (BrokenPipeError, UnicodeEncodeError):
        return  # nobody listens, or not in letters they can see: the exit code still speaks


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[object], None]]:
    """Show on stderr how many of so many steps are done, where a person sees it.

    Yields what to call after each step, with what it was.
    """
    shown: ProgressBar[object] = click.progressbar(
        length=length,
        label=label,
        file=sys.stderr,
        hidden=length < 2 or not is_terminal(sys.stderr),
        item_show_func=lambda name: one_line(str(name)) if name else None,
    )
    with shown as bar:
        yield lambda what: bar.update(1, what)


def guard(run: Callable[[], Any]) -> int:
    """Run a command; return the exit code, after one line on stderr where something is wrong."""
    try:
        code = run()
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(code or DONE)
    except click.ClickException as error:
        say(f"coder: {_usage(error)}")
        return WRONG
    except CoderError as error:
        say(f"coder: {_sentence(str(error))}")
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        say("coder: stopped. Everything reported as done is kept.")
        return INTERRUPTED
    except SystemExit:
        if not type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            raise
        return CUT_SHORT  # click leaves so where nobody reads its help to the end
    except (CutShort, BrokenPipeError):
        _silence()
        return CUT_SHORT
    except OSError as error:
        about = f"{one_line(str(error.filename))}: " if error.filename else ""
        say(f"coder: {about}{error.strerror or type(error).__name__}.")
        return WRONG
    except Exception as error:
        return _defect(error)


def _usage(error: click.ClickException) -> str:
    context: click.Context | None = getattr(error, "ctx", None)
    message = _sentence(one_line(error.format_message()))
    if isinstance(error, NoArgsIsHelpError) and isinstance(error.ctx.command, click.Group):
        # Click would print the whole help; one line is enough to go on.
        message = f"Say which: {', '.join(error.ctx.command.list_commands(error.ctx))}."
    return f"{message} See `{context.command_path} --help`." if context else message


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _silence() -> None:
    """Point stdout nowhere, so that Python does not complain of the pipe as it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _defect(error: Exception) -> int:
    """Speak of a defect without its message, which may hold words of a transcript."""
    say(
        f"coder: something is wrong in the program itself ({type(error).__name__} {_place(error)})."
        " Nothing half-done was kept. Set CODER_DEBUG=1 for the details, which may quote people."
    )
    if os.environ.get("CODER_DEBUG"):
        import traceback

        say("".join(traceback.format_exception(error)), lines=True)
    return BROKEN


def _place(error: Exception) -> str:
    last: TracebackType | None = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return "somewhere"
    return f"in {os.path.basename(last.tb_frame.f_code.co_filename)}, line {last.tb_lineno}"
