"""When Python looks for garbage: where no key waits for it, and not among what stays.

The collector walks over all objects there are, again and again: at the start over those that were
just made, later, in the middle of a key, over a whole source. What holds a source has no cycles, so
it is freed without the collector when another is opened.
"""

from __future__ import annotations

import gc

_ours = False
"""Whether the process is the screen's own: in another, as that of the tests, nothing is done."""
_due = False


def wait() -> None:
    """Look for no garbage during the start of a process that is the screen's own."""
    global _ours
    _ours = True
    gc.disable()


def keep() -> None:
    """Look for garbage only in what is made from now on: all that there is most likely stays."""
    global _due
    if _ours:
        gc.freeze()
        gc.enable()
        _due = True


def settle() -> None:
    """Free what garbage was kept. It takes a while: nothing may wait for it."""
    global _due
    if _due:
        _due = False
        gc.unfreeze()
        gc.collect()
        gc.freeze()
