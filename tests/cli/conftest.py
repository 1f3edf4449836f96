"""A command line to type at, in a folder of its own, and copies of the demonstration."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coder.cli.main import coder
from coder.operations.demo import build_demo

REPO = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.rstrip("\n").split("\n")


Type = Callable[..., Answer]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands are typed in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(folder: Path) -> Type:
    """Type a command: `cli("list", "codes", user="sam")`; a code other than `code` is an error."""

    def typed(
        *words: str, user: str = "", code: int | None = 0, stdin: str | bytes | None = None
    ) -> Answer:
        environment = {"CODER_USER": user} if user else None
        result = CliRunner().invoke(coder, list(words), input=stdin, env=environment)
        answer = Answer(result.exit_code, result.stdout, result.stderr)
        assert code is None or answer.code == code, f"{words}: {answer.code}\n{answer.err}"
        return answer

    return typed


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration project, made once."""
    path = tmp_path_factory.mktemp("built") / "demo.coder"
    build_demo(path)
    return path


@pytest.fixture
def demo(built: Path, folder: Path) -> Path:
    """A copy of the demonstration in the folder."""
    return Path(shutil.copy(built, folder / "demo.coder"))


@pytest.fixture
def study(cli: Type, folder: Path) -> Path:
    """A project with the report's codebook, rules and schools, and no source yet."""
    cli(
        "init",
        "study.coder",
        *("--codebook", str(REPO / "codebooks" / "stuck-schools.toml")),
        *("--typology", str(REPO / "codebooks" / "typology.toml")),
        *("--scales", str(REPO / "codebooks" / "scales.toml")),
        *("--cases", str(REPO / "transcripts" / "schools.csv")),
    )
    return folder / "study.coder"
