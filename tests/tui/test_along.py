"""Things along a text, against a plain search through all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.model import Passage
from coder.tui.along import Along


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    start = draw(st.integers(0, 5_000))
    return Passage(start, start + draw(st.integers(1, 3_000)))


@given(st.lists(passages(), max_size=30), st.data())
def test_agrees_with_a_search_through_all(held: list[Passage], data: st.DataObject) -> None:
    things = {str(number): passage for number, passage in enumerate(held)}
    along = Along((guid, passage, guid) for guid, passage in list(things.items())[::2])
    for guid, passage in list(things.items())[1::2]:
        along.add(guid, passage, guid)
    for guid in data.draw(st.sets(st.sampled_from(sorted(things)))) if things else ():
        along.remove(guid)
        del things[guid]
    asked = data.draw(passages())
    in_order = sorted(things, key=lambda guid: (things[guid].start, things[guid].end, guid))
    assert along.over(asked) == [guid for guid in in_order if things[guid].overlaps(asked)]
    assert list(along) == in_order
    assert len(along) == len(things)

    later = [guid for guid in in_order if things[guid] > asked]
    before = [guid for guid in in_order if things[guid] < asked]
    assert along.step(asked, 1) == ((things[later[0]], later[0]) if later else None)
    assert along.step(asked, -1) == ((things[before[-1]], before[-1]) if before else None)


def test_stepping_passes_over_what_does_not_fit() -> None:
    along = Along((name, Passage(at, at + 1), name) for at, name in enumerate("abcd"))
    assert along.step(Passage(0, 1), 1, lambda name: name > "b") == (Passage(2, 3), "c")
    assert along.step(Passage(3, 4), -1, lambda name: name > "c") is None
