"""The project file: the only room that knows SQLite."""

from coder.store.change import Change
from coder.store.opening import create, open_project, open_to_others
from coder.store.store import Store, at_one_moment, user_guid

__all__ = [
    "Change",
    "Store",
    "at_one_moment",
    "create",
    "open_project",
    "open_to_others",
    "user_guid",
]
