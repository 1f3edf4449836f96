"""How often words stand in a text is never told too low."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.alignment.windows import Windows

_TEXTS = st.lists(st.sampled_from(["union", "heads", "we left"]), max_size=60).map(" ".join)


@given(_TEXTS, st.integers(0, 300), st.integers(1, 200))
def test_words_stand_no_more_often_than_is_told(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    places = [at for at in range(len(text)) if words and text.startswith(words, at)]
    assert len(places) <= Windows(text).most(words)


def test_a_changed_word_is_known_to_be_new() -> None:
    said = "We had never been asked before what we wanted for the children of this school."
    text = f"Nobody knew. {said} That was in the spring."
    assert Windows(text).most(said) == 1
    assert Windows(text).most(said.replace("asked", "told")) == 0
