"""The cycle collector rests while many rows become objects, and only then."""

from __future__ import annotations

import gc

import pytest

from coder.operations.memory import uncollected


def test_the_collector_rests_inside_and_works_again_after_even_a_fault() -> None:
    assert gc.isenabled()

    @uncollected()
    def failing() -> None:
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            failing()
        assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
