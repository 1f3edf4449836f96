"""Scales of quantity words: as published, with what their authors left open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import RuleFileError
from coder.model import Band, Scale
from coder.scales import (
    gaps_and_overlaps,
    load_scales,
    scale_from_data,
    scale_to_data,
    words_for,
)

SCALES = Path(__file__).parents[1] / "codebooks" / "scales.toml"


@pytest.fixture
def plain() -> Scale:
    return load_scales(SCALES)[0]


@pytest.fixture
def scotland() -> Scale:
    return load_scales(SCALES)[1]


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (0, "none"),
        (1, "fewer than half"),
        (4, "fewer than half"),
        (5, "half"),
        (6, "more than half"),
        (9, "more than half"),
        (10, "all"),
    ],
)
def test_the_plain_words_are_true_of_the_count(plain: Scale, count: int, word: str) -> None:
    assert words_for(plain, count, 10) == (word,)
    assert gaps_and_overlaps(plain) == []


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (9, 10, ("most",)),
        (10, 10, ("almost all",)),
        (8, 10, ("most",)),
        (5, 20, ("less than half",)),
        (3, 20, ("less than half", "few")),
        (49, 99, ()),
        (3, 0, ()),
    ],
)
def test_education_scotlands_words(
    scotland: Scale, count: int, base: int, words: tuple[str, ...]
) -> None:
    assert words_for(scotland, count, base) == words


def test_education_scotlands_gaps_and_its_overlap_are_reported(scotland: Scale) -> None:
    assert gaps_and_overlaps(scotland) == [
        "15%: less than half and few",
        "over 49% and under 50%: no word",
        "over 74% and under 75%: no word",
    ]


bounds = st.integers(0, 20).map(lambda twentieths: 5.0 * twentieths)
bands = st.builds(Band, st.sampled_from("abc"), at_least=bounds, under=bounds)


@given(st.lists(bands, min_size=1, max_size=4))
def test_a_scale_reported_sound_has_one_word_for_every_share(made: list[Band]) -> None:
    made = [band for band in made if band.at_least < band.under]
    scale = Scale("any", "1", "", (*made, Band("all", at_least=100)))
    every = all(len(words_for(scale, count, 200)) == 1 for count in range(201))
    assert every is (gaps_and_overlaps(scale) == [])


def test_a_scale_survives_being_stored(scotland: Scale) -> None:
    assert scale_from_data(scale_to_data(scotland)) == scotland


HEAD = '[[scales]]\nname = "Mine"\nversion = "1"\n'
BAND = '[[scales.bands]]\nword = "few"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "scales: is missing"),
        (HEAD, "scales[0].bands: is missing"),
        (HEAD + BAND + "at_most = 120", "outside 0 to 100"),
        (HEAD + BAND + "at_most = -1", "outside 0 to 100"),
        (HEAD + BAND + "at_most = nan", "scales[0].bands[0].at_most: must be a finite number"),
        (HEAD + BAND + "at_most = true", "scales[0].bands[0].at_most: must be a number"),
        (HEAD + BAND + 'at_most = "15"', "scales[0].bands[0].at_most: must be a number"),
        (HEAD + BAND + "over = 1\nat_least = 1", "scales[0].bands[0].over: cannot stand beside"),
        (HEAD + BAND + "under = 9\nat_most = 9", "scales[0].bands[0].under: cannot stand beside"),
        (HEAD + BAND + "over = 5\nunder = 5", "holds no share"),
        (HEAD + BAND + "upto = 15", "the key “upto” has no meaning here"),
        ((HEAD + BAND + "at_most = 9\n") * 2, "scales[1].name"),
    ],
)
def test_a_wrong_scale_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "scales.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_scales(path)
    assert expected in str(refused.value)
