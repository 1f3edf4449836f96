"""The wheel holds all that `coder demo` needs, and works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

from coder import __version__

REPO = Path(__file__).parents[1]
NUMBER_OF_TRANSCRIPTS = 17
"""Schools that the report quotes: notes on its 53 quotations count 17 of the 20."""

_BUILD = """
import sys
from hatchling.build import build_editable, build_wheel
print({"wheel": build_wheel, "editable": build_editable}[sys.argv[1]](sys.argv[2]))
"""


def run(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, without a terminal and without our own environment."""
    passed_on = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=passed_on | {"CODER_USER": "ann", "PIP_NO_INPUT": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done


def built(kind: str, folder: Path) -> Path:
    """Build a wheel of this checkout, without a network; return where it is."""
    done = run(sys.executable, "-c", _BUILD, kind, folder, folder=REPO)
    return folder / done.stdout.split()[-1]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout."""
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel, and only our dependencies beside it."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", home, folder=home)
    python = next((home / folder / "python" for folder in ("bin", "Scripts")), home)
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=home)
    _lend_dependencies(python)
    return python


def _lend_dependencies(python: Path) -> None:
    """Let an environment see this one's packages, but not the checkout that is installed here.

    The path is added by a plain line of a `.pth` file, so no `.pth` file of ours is read there.
    """
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = run(python, "-c", where, folder=python.parent).stdout.strip()
    ours = sysconfig.get_path("purelib")
    Path(theirs, "lent.pth").write_text(ours + "\n", encoding="utf-8")


def test_the_wheel_holds_the_program_its_data_and_its_licences(wheel: Path) -> None:
    inside = names(wheel)
    here = {path.relative_to(REPO).as_posix() for path in REPO.glob("coder/**/*.py")}
    assert here <= inside
    styles = {path.relative_to(REPO).as_posix() for path in REPO.glob("coder/**/*.tcss")}
    assert styles
    assert styles <= inside
    for name in ("stuck-schools.toml", "typology.toml", "scales.toml"):
        assert f"coder/codebooks/{name}" in inside
    texts = {name for name in inside if name.startswith("coder/transcripts/")}
    assert sum(name.endswith(".txt") for name in texts) == NUMBER_OF_TRANSCRIPTS
    for name in ("schools.csv", "manifest.csv", "codings.csv", "LICENCE.md"):
        assert f"coder/transcripts/{name}" in texts
    assert f"coder-{__version__}.dist-info/licenses/LICENSE" in inside


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"coder", f"coder-{__version__}.dist-info"}
    assert not [name for name in names(wheel) if name.endswith((".pyc", ".coder"))]


def test_an_editable_install_copies_nothing_that_could_grow_stale(tmp_path: Path) -> None:
    outside = {name for name in names(built("editable", tmp_path)) if ".dist-info/" not in name}
    assert [name for name in outside if not name.endswith(".pth")] == []


def test_the_demonstration_works_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed.parent / "coder", "demo", folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["demo.coder"]
    # Paragraph 62: of the published quotations, those of 4a and 8a say "dumping ground".
    (ground,) = [line for line in done.stdout.split("\n") if line.startswith("Dumping ground ")]
    assert ground.split()[2] == "2"
    assert "Two types of stuck schools" in done.stdout
    (typed,) = [line for line in done.stdout.split("\n") if line.startswith("8a ")]
    assert [cell.strip() for cell in typed.split("  ") if cell.strip()][:3] == [
        *("8a", "met", "not yet determined"),
    ]
    run(installed.parent / "coder", "verify", folder=tmp_path)


def test_it_is_the_installed_program_that_ran(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "-c", "import coder; print(coder.__file__)", folder=tmp_path)
    assert REPO not in Path(done.stdout.strip()).parents
    done = run(installed, "-m", "coder", "--version", folder=tmp_path)
    assert done.stdout == f"coder {__version__}\n"


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")
@pytest.mark.parametrize(
    ("python", "said"),
    [("./old", "coder needs Python 3.11 or newer"), ("./none", "install Python 3.11 or newer")],
)
def test_a_python_that_will_not_do_is_told_in_one_sentence(
    tmp_path: Path, python: str, said: str
) -> None:
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(REPO / name, tmp_path)
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", f"PYTHON={python}", "demo"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode != 0
    ours = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(ours) == 1
    assert said in ours[0]
    assert not (tmp_path / ".venv").exists()


def test_the_pinned_requirements_name_no_registry_and_no_package_without_a_hash() -> None:
    lines = (REPO / "requirements.txt").read_text(encoding="utf-8").split("\n")
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    pins = [at for at, line in enumerate(lines) if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in lines[at] and "--hash=sha256:" in lines[at + 1] for at in pins)


def test_every_dependency_is_pinned() -> None:
    about = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*about["project"]["dependencies"], *about["dependency-groups"]["dev"]]
    wanted += about["build-system"]["requires"]
    pins = (REPO / "requirements.txt").read_text(encoding="utf-8").split("\n")
    pinned = {line.split("==")[0] for line in pins if "==" in line}
    missing = {name for name in (each.split(">")[0] for each in wanted) if name not in pinned}
    assert missing == set()
