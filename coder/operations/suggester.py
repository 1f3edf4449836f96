"""The process that suggests: spaCy in the screen's own would stall it and double its memory.

    python -m coder.operations.suggester

It is told on stdin, as lines of JSON, first which project and user, then again and again which
sources are wanted, the one being read first. It answers on stdout with lines of JSON. Nothing goes
into a file, and it ends when stdin does: so also when the screen is killed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from coder.errors import CoderError
from coder.model import Guid
from coder.suggest import Suggestion, to_line

if TYPE_CHECKING:
    from coder.operations.suggesting import Suggesting

FOUND, DONE, NOTE, FAILED = "found", "done", "note", "failed"
CHUNK = 20
"""Suggestions after which it looks whether another source is wanted first."""


def answer(asked: SimpleQueue[list[Guid]], suggesting: Suggesting) -> Iterator[list[Any]]:
    """Yield what to say of the sources wanted, forever: the first wanted is always the next."""
    for note in suggesting.notes:
        yield [NOTE, note]
    wanted: list[Guid] = []
    at_work: dict[Guid, Iterator[Suggestion]] = {}
    while True:
        while not wanted or not asked.empty():
            wanted = [*asked.get()]
            # What is no longer wanted was forgotten there: it begins anew when it is asked again.
            at_work = {source: finding for source, finding in at_work.items() if source in wanted}
        source = wanted[0]
        finding = at_work.setdefault(source, suggesting.find(source))
        found = list(islice(finding, CHUNK))
        if found:
            yield [FOUND, source, [to_line(each) for each in found]]
        if len(found) < CHUNK:
            yield [DONE, source, suggesting.left.get(source, 0)]
            wanted.remove(source)
            del at_work[source]


def main() -> int:
    """Suggest until stdin ends."""
    os.nice(19)  # the screen comes first, and all else that a person waits for
    lines = sys.stdin
    project, user = json.loads(lines.readline())
    asked: SimpleQueue[list[Guid]] = SimpleQueue()
    Thread(target=_listen, args=(lines, asked), daemon=True).start()
    from coder.operations.suggesting import Suggesting
    from coder.store.opening import open_to_read

    try:
        with open_to_read(Path(project)) as store:
            for said in answer(asked, Suggesting(store, user)):
                print(json.dumps(said), flush=True)
    except CoderError as error:
        print(json.dumps([FAILED, str(error)]), flush=True)
    return 2  # else it goes on until it is told to end


def _listen(lines: Any, asked: SimpleQueue[list[Guid]]) -> None:
    """Take what is wanted; end the whole process with the one that asks."""
    try:
        for line in lines:
            asked.put(json.loads(line))
    finally:  # also after half a line, of a screen that died while it wrote
        os._exit(0)


def command() -> Sequence[str]:
    """Return what starts the process."""
    return sys.executable, "-P", "-m", __name__


if __name__ == "__main__":
    sys.exit(main())
