"""Two versions of a text side by side: what stands in both, and where a passage is now."""

from __future__ import annotations

from coder.alignment.blocks import Block, align
from coder.alignment.places import Found, Kind, Places

__all__ = ["Block", "Found", "Kind", "Places", "align"]
