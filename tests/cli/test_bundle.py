"""`coder bundle`: what it says, where it says it, and what it refuses."""

from __future__ import annotations

import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from coder.cli import console

from .conftest import Type


def test_it_prints_the_checkpoint_and_says_that_it_is_internal(
    cli: Type, demo: Path, folder: Path
) -> None:
    told = cli("bundle", "-o", "audit.zip")
    (checkpoint,) = told.out.splitlines()
    assert checkpoint.startswith("coder checkpoint sha256:")
    assert checkpoint == cli("verify").out.splitlines()[-1]
    assert cli("verify", "audit.zip", "--head", checkpoint).out.splitlines()[-1] == checkpoint
    assert "Internal: schools and words are as they are; keep it inside the team." in told.err
    assert "Texts of the sources are not in it" in told.err
    assert stat.S_IMODE((folder / "audit.zip").stat().st_mode) == 0o600


def test_a_bundle_replaces_no_file_unasked_and_no_project_ever(
    cli: Type, demo: Path, folder: Path
) -> None:
    (folder / "audit.zip").write_text("mine")
    assert "already" in cli("bundle", "-o", "audit.zip", code=2).err
    assert (folder / "audit.zip").read_text() == "mine"
    cli("bundle", "-o", "audit.zip", "--with-texts", "--force")
    assert (folder / "audit.zip").read_bytes()[:2] == b"PK"
    before = demo.read_bytes()
    assert ".zip" in cli("bundle", "-o", str(demo), "--force", code=2).err
    assert demo.read_bytes() == before


def test_it_has_no_published_form(cli: Type, demo: Path, folder: Path) -> None:
    refused = cli("bundle", "-o", "audit.zip", "--profile", "publish", code=2)
    assert "A bundle has no form that identifies nobody" in refused.err
    assert not (folder / "audit.zip").exists()
    cli("bundle", "-o", "audit.zip", "--profile", "internal")


def test_while_codings_are_hidden_it_is_refused(cli: Type, demo: Path, folder: Path) -> None:
    cli("settings", "set", "others' codings", "hidden")
    refused = cli("bundle", "-o", "audit.zip", code=2)
    assert "do not see each other's codings" in refused.err
    assert not (folder / "audit.zip").exists()


def test_only_a_terminal_is_shown_a_bar(
    cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Bundling" not in cli("bundle", "-o", "one.zip").err
    monkeypatch.setattr(console, "is_terminal", lambda stream: True)
    assert "Bundling" in cli("bundle", "-o", "two.zip").err


def test_verify_says_what_of_a_bundle_without_texts_is_not_proved_and_how_it_is(
    cli: Type, demo: Path, folder: Path
) -> None:
    cli("bundle", "-o", "audit.zip")
    told = cli("verify", "audit.zip").out
    assert "Not proved: the words of 6 quotations; the bundle has no texts of its sources." in told
    assert "make all that is here,\nbut the words of 6 quotations." in told
    beside = cli("verify", "audit.zip", "--texts-of", str(demo)).out
    cli("bundle", "-o", "whole.zip", "--with-texts")
    for proved in (beside, cli("verify", "whole.zip").out):
        assert "quotations" not in proved
        assert "make all that is here.\n" in proved
    assert "no project" in cli("verify", "audit.zip", "--texts-of", "audit.zip", code=2).err
    assert "goes with a bundle" in cli("verify", "--texts-of", str(demo), code=2).err


def test_the_digest_is_read_by_sha256sum(cli: Type, demo: Path, folder: Path) -> None:
    cli("bundle", "-o", "audit.zip")
    with zipfile.ZipFile(folder / "audit.zip") as archive:
        archive.extractall(folder / "audit")
    (folder / "verifier.sha256").write_text(cli("verify", "--digest").out)
    check = ["sha256sum", "--check", "--strict", "../verifier.sha256"]
    assert subprocess.run(check, cwd=folder / "audit", capture_output=True).returncode == 0
    (folder / "audit" / "verify" / "page.py").write_text("pass\n")
    done = subprocess.run(check, cwd=folder / "audit", capture_output=True, text=True)
    assert "verify/page.py: FAILED" in done.stdout
