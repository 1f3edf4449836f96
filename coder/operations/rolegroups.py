"""Which roles are leaders and which teachers: of the project, else as they come with coder."""

from __future__ import annotations

from pathlib import Path

from coder.errors import RuleFileError
from coder.model import RoleGroups
from coder.operations.project import data_folder, write_setting
from coder.rolegroups import load_role_groups, role_groups_from_data, role_groups_to_data
from coder.store import Store, reads

SETTING = "role groups"


def role_groups(store: Store) -> RoleGroups:
    """Return the groups of roles in force. Raises RuleFileError where another copy broke them."""
    data = reads.setting(store, SETTING)
    if data is None:
        return load_role_groups(data_folder("codebooks") / "roles.toml")
    try:
        return role_groups_from_data(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RuleFileError(
            f"The setting “{SETTING}” cannot be read; `coder settings roles FILE` sets it again."
        ) from error


def set_role_groups(store: Store, user: str, path: Path, reason: str = "") -> RoleGroups:
    """Take the groups of roles of this project from a file. Raises RuleFileError."""
    grouped = load_role_groups(path)
    with store.change("change setting", user, reason) as change:
        write_setting(change, SETTING, role_groups_to_data(grouped))
    return grouped
