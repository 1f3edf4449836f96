"""`--profile`: in which form anything leaves the project, and on whose word."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from coder.cli.options import WORDS, Command
from coder.operations.profiles import INTERNAL, PROFILES, PUBLISH, Release


def said(release: Release) -> str:
    """Return in a sentence what a profile means for whoever has the file."""
    if not release.published:
        return "Internal: schools and words are as they are; keep it inside the team."
    return f"Publish: schools stand under {'real ids' if release.real_ids else 'pseudonyms'}."


def release_options(publishes: bool) -> list[Callable[[Any], Any]]:
    """Return `--profile` and, of what can be published, `--real-ids` and its reason."""
    profile = click.option(
        "--profile",
        type=click.Choice(PROFILES),
        help="publish identifies nobody, internal keeps all as it is. A file is publish where"
        " nothing is said, the screen and stdout are internal.",
    )
    if not publishes:
        return [profile]
    return [
        click.option(
            "--because",
            "why",
            type=WORDS,
            default="",
            metavar="TEXT",
            help="Why real ids are published; kept in the history and in the file.",
        ),
        click.option("--real-ids", is_flag=True, help="Publish the ids of schools, for a reason."),
        profile,
    ]


def profiled(command: Command) -> Command:
    """Give a command that writes files a profile; it is called with `release`."""

    @wraps(command)
    def with_release(
        *args: Any, profile: str | None, real_ids: bool, why: str, **options: Any
    ) -> Any:
        release = released(profile, Path(), real_ids, why, publishes=True)
        return command(*args, release=release, **options)

    declared: Command = with_release
    for option in release_options(publishes=True):
        declared = option(declared)
    return declared


def released(
    profile: str | None, path: Path | None, real_ids: bool, why: str, publishes: bool
) -> Release:
    """Return the profile asked for; a file is published where nothing is said.

    Raises a usage error where there is no such form, or real ids are asked for without a reason.
    """
    to_file = path is not None and str(path) != "-"
    chosen = profile or (PUBLISH if to_file else INTERNAL)
    if chosen == PUBLISH and not publishes:
        raise click.UsageError(
            "This has no form that identifies nobody; write it with --profile internal, and keep"
            " it inside the team."
        )
    if real_ids and chosen != PUBLISH:
        raise click.UsageError("--real-ids goes with --profile publish or a file.")
    if real_ids and not why.strip():
        raise click.UsageError("Say why the ids must be published: --because TEXT.")
    return Release(chosen, real_ids, why)
