"""Groups of roles: which roles are leaders, which teachers; read from a file or a setting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coder.display import same_name
from coder.model import RoleGroups
from coder.tomlfile import Fields, quoted, read_toml


def load_role_groups(path: Path | str) -> RoleGroups:
    """Read `[[groups]]` and `both`; raise RuleFileError with the key path where it is wrong."""
    fields = Fields(read_toml(path), str(path))
    named = f"{fields.name('name')}, version {fields.text('version')}"
    source = fields.text("source", "")
    groups: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for table in fields.tables("groups"):
        name = table.name("name")
        if name in groups:
            table.fail("name", f"{quoted(name)} stands here twice.")
        groups[name] = table.names("roles")
        for role in groups[name]:
            if seen.setdefault(same_name(role), name) != name:
                table.fail("roles", f"{quoted(role)} is in two groups; a role belongs to one.")
        table.close()
    both = fields.names("both")
    fields.close()
    if len(set(both)) != 2 or not groups.keys() >= set(both):
        fields.fail("both", "has to name two of the groups.")
    return RoleGroups(groups, (both[0], both[1]), f"{named}. {source}".strip())


def role_groups_from_data(data: Any) -> RoleGroups:
    """Return the groups that plain data, as stored, describe."""
    groups = {name: tuple(roles) for name, roles in data["groups"].items()}
    first, second = data["both"]
    return RoleGroups(groups, (first, second), data["source"])


def role_groups_to_data(grouped: RoleGroups) -> dict[str, Any]:
    """Return plain data, all that JSON can hold."""
    return {
        "groups": {name: list(roles) for name, roles in grouped.groups.items()},
        "both": list(grouped.both),
        "source": grouped.source,
    }
