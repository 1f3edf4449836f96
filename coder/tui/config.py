"""What a person has set for the screen: the keys, in `config.toml`, and the theme."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from coder.errors import RuleFileError


def folder() -> Path:
    """Return the folder of settings: `$XDG_CONFIG_HOME/coder`, or `~/.config/coder`."""
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "coder"


def has_keys() -> bool:
    """Whether the person has given keys at all: only then are all modes loaded to check them."""
    return (folder() / "config.toml").is_file()


def keys(modes: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the keys a person has given to commands, by the command's id.

    `modes` has, for each mode, the ids of the commands that work there with their own keys. Raises
    RuleFileError where `config.toml` is not TOML, names an unknown command, or gives one key to two
    commands of a mode.
    """
    import tomllib

    path = folder() / "config.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("keys", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleFileError(f"{path}: cannot be read ({error}).") from error
    for id, key in table.items():
        if not any(id in mode for mode in modes):
            raise RuleFileError(f"{path}: keys.{id}: there is no command of that name.")
        if not isinstance(key, str) or not key:
            raise RuleFileError(f'{path}: keys.{id}: give the name of a key, such as "ctrl+g".')
    for mode in modes:
        _check_clashes(path, {**mode, **{id: key for id, key in table.items() if id in mode}})
    return dict(table)


def _check_clashes(path: Path, keys: Mapping[str, str]) -> None:
    held: dict[str, str] = {}
    for id, names in keys.items():
        for key in map(_usual, names.split(",")):
            if held.setdefault(key, id) != id:
                raise RuleFileError(f"{path}: the key {key} is given to {held[key]} and to {id}.")


_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+j": "newline",
}
"""Keys that a terminal cannot tell apart."""


def _usual(name: str) -> str:
    """Return one name for a key that has several: `/` and `slash`, `shift+n` and `N`."""
    from textual.keys import _character_to_key

    *before, key = name.strip().split("+") if name.strip() != "+" else ["+"]
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    if before == ["shift"] and len(key) == 1 and key.isalpha():
        return key.upper()
    usual = "+".join([*sorted(before), key])
    return _SAME.get(usual, usual)


def theme() -> str:
    """Return the theme chosen last; empty where none was."""
    path = folder() / "theme"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def keep_theme(name: str) -> None:
    """Remember a theme; where the folder cannot be written it is only forgotten."""
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder() / "theme").write_text(name + "\n", encoding="utf-8")
    except OSError:
        return
