"""Base forms by rule: the forms of one word meet, those of different words stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.suggest.lemmas import lemma

# Forms from a grammar of English, not from the program.
MEET = """
object objects objecting objected|policy policies|hope hopes hoping hoped|plan plans planned
teach teaches taught teaching|leave leaves left leaving|child children|class classes|try tries tried
control controls controlling controlled|strike strikes struck striking|go goes went gone going
agree agrees agreed agreeing|process processes|care cares caring cared
see sees saw seen seeing|be is was were been being
focus focuses focused|use uses used using|woman women|stay stays stayed staying|need needs needed
"""
APART = """
on one|us use|union unit|policy police|the then|new news|school scholar|lead leader
work worker|general generous|care car|note not|mate mat|here her|hope hop
need neat|staff stay|this thing|was wash
"""


def groups(text: str) -> list[list[str]]:
    return [group.split() for group in text.replace("\n", "|").split("|") if group]


@pytest.mark.parametrize("words", groups(MEET), ids="-".join)
def test_the_forms_of_a_word_meet(words: list[str]) -> None:
    assert len({lemma(word) for word in words}) == 1


@pytest.mark.parametrize("words", groups(APART), ids="-".join)
def test_different_words_stay_apart(words: list[str]) -> None:
    assert len({lemma(word) for word in words}) == len(words)


@given(st.text(max_size=20))
def test_it_is_the_same_in_any_case_and_takes_any_text(word: str) -> None:
    assert lemma(word) == lemma(word.casefold())
