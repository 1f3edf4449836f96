"""Indicators: words, and token patterns in codebook files, in projects and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder import indicators
from coder.codebook import dump_codebook, load_codebook
from coder.errors import Refused, RuleFileError
from coder.finding import CodeFinder
from coder.model import CodeBook
from coder.operations import codes
from coder.store import Store, reads

BOOK = """
name = "Themes"
version = "1"
[[codes]]
name = "Union voice"
indicators = [
  "union rep",
  [{ LEMMA = "object" }, { LOWER = "to", OP = "?" }],
  [{ LOWER = { IN = ["strike", "walkout"] } }, { IS_PUNCT = true }, { LENGTH = { ">=" = 3 } }],
]
"""
OBJECT_TO = '[{"LEMMA": "object"}, {"LOWER": "to"}]'


def loaded(folder: Path, text: str) -> tuple[str, ...]:
    (folder / "book.toml").write_text(text, encoding="utf-8")
    return load_codebook(folder / "book.toml").codes[0].indicators


def test_a_file_may_hold_words_and_token_patterns_and_they_survive_being_written(
    tmp_path: Path,
) -> None:
    words, first, second = loaded(tmp_path, BOOK)
    assert words == "union rep"
    assert json.loads(first) == [{"LEMMA": "object"}, {"LOWER": "to", "OP": "?"}]
    assert json.loads(second)[2] == {"LENGTH": {">=": 3}}
    again = dump_codebook(load_codebook(tmp_path / "book.toml"))
    assert '[{ LEMMA = "object" }, { LOWER = "to", OP = "?" }]' in again
    assert loaded(tmp_path, again) == (words, first, second)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('[{ LEMA = "object" }]', "the key “LEMA”, which has no meaning here"),
        ("[{ LOWER = 3 }]", "LOWER, which must be text"),
        ('[{ LOWER = "to", OP = "often" }]', "an OP that is none of"),
        ('[{ LOWER = "to", OP = "*" }]', "would be met by no words at all"),
        ('[{ LOWER = { REGEX = "(" } }]', "LOWER, which must be text, or IN"),
        ('[{ IS_ALPHA = "yes" }]', "must be true or false"),
        ("[]", "1 to 20 tokens"),
        ('["object", "to"]', "a list of tables"),
    ],
)
def test_a_wrong_pattern_is_refused_with_its_place(tmp_path: Path, given: str, says: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        loaded(tmp_path, BOOK.replace('"union rep"', given))
    assert says in str(refused.value)
    assert "codes[0].indicators[0]: the token pattern" in str(refused.value)


def test_a_project_keeps_a_pattern_as_its_text_and_refuses_a_wrong_one(store: Store) -> None:
    guid = codes.add_code(store, "ann", "Union voice")
    codes.edit_code(store, "ann", guid, indicators=["strike", '[ {"LEMMA":"object"} ]'])
    assert reads.codebook(store).by_guid[guid].indicators == ("strike", '[{"LEMMA": "object"}]')
    assert '[{ LEMMA = "object" }]' in codes.export_codebook(store)
    head = store.head
    for wrong in ('[{"LEMMA": "object"}', '[{"lemma": "object"}]', "[{}, 3]"):
        with pytest.raises(Refused, match="The token pattern"):
            codes.edit_code(store, "ann", guid, indicators=[wrong])
    assert store.head == head


def test_words_in_square_brackets_are_words() -> None:
    assert not indicators.is_pattern("[city name] council")
    assert indicators.checked("[laughs]") == "[laughs]"


def test_people_read_a_pattern_as_its_words(store: Store) -> None:
    assert indicators.in_words(OBJECT_TO) == "object + to"
    assert indicators.in_words('[{"LOWER": {"IN": ["a", "b"]}}, {"OP": "?"}, {"IS_DIGIT": true}]')
    assert indicators.in_words("[{broken") == "[{broken"
    guid = codes.add_code(store, "ann", "Union voice")
    codes.edit_code(store, "ann", guid, indicators=[OBJECT_TO])
    (found,) = CodeFinder(CodeBook(reads.codebook(store))).rank("object + to")
    assert found.guid == guid


def test_it_is_known_which_patterns_need_a_trained_pipeline() -> None:
    assert indicators.needs_trained(indicators.pattern('[{"POS": "VERB"}, {"LOWER": "to"}]'))
    assert not indicators.needs_trained(indicators.pattern(OBJECT_TO))
