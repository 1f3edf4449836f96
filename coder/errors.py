"""Errors whose messages are written for the researcher: what is wrong, where, what to do."""

from __future__ import annotations


class CoderError(Exception):
    """Something the person can put right; shown as one sentence, never as a traceback."""


class ProjectError(CoderError):
    """The project file cannot be opened, created or written."""


class NotFound(CoderError):
    """Something was named that the project does not hold."""


class RuleFileError(CoderError):
    """A codebook, typology or scale file is wrong; the message names file and line or key path."""


class UnreadableSource(CoderError):
    """A transcript cannot be read without losing something."""


class Refused(CoderError):
    """The change would break the project or undo someone else's work."""
