"""Indicators: words that suggest a code, or a token pattern as spaCy's Matcher takes it.

A token pattern is kept as its JSON text, so an indicator is always one text: in a project, in a
list, on the command line. In a codebook file it stands as a list of inline tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_TOKENS = 20
"""Longer than any phrase that a person looks for."""

WORDS = ("ORTH", "TEXT", "LOWER", "LEMMA", "NORM", "SHAPE", "PREFIX", "SUFFIX")
TRAINED = ("POS", "TAG", "DEP", "MORPH", "ENT_TYPE")
"""Attributes of a token that only a trained pipeline gives."""
FLAGS = (
    *("IS_ALPHA", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "LIKE_NUM"),
    *("IS_STOP", "IS_ASCII", "IS_SPACE", "IS_QUOTE", "IS_BRACKET", "IS_CURRENCY"),
)

_OPERATORS = re.compile(r"[!?*+]|\{[0-9]{1,2}\}|\{[0-9]{1,2},[0-9]{0,2}\}|\{,[0-9]{1,2}\}")
_MAY_BE_NONE = re.compile(r"[!?*]|\{0?(,[0-9]*)?\}")


def is_pattern(indicator: str) -> bool:
    """Whether an indicator is a token pattern, by its first characters: `[{`."""
    return "".join(indicator[:40].split()).startswith("[{")


def pattern(indicator: str) -> list[dict[str, Any]]:
    """Return the tokens of a token pattern.

    Raises ValueError, with words that follow “the token pattern”, where spaCy could not use it:
    https://spacy.io/api/matcher#patterns has the rules.
    """
    try:
        tokens = json.loads(indicator)
    except (ValueError, RecursionError):
        raise ValueError('is not JSON such as [{"LEMMA": "object"}, {"LOWER": "to"}].') from None
    _check(tokens)
    return list(tokens)


def checked(given: str | Sequence[Any]) -> str:
    """Return an indicator as it is kept: words as they are, a token pattern as tidy JSON.

    Raises ValueError as `pattern` does.
    """
    if isinstance(given, str):
        if not is_pattern(given):
            return given
        given = pattern(given)
    _check(given)
    return json.dumps(given, ensure_ascii=False)


def needs_trained(tokens: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a token pattern asks for what only a trained pipeline gives."""
    return any(key in TRAINED for token in tokens for key in token)


def _check(tokens: Any) -> None:
    if not isinstance(tokens, list) or not all(isinstance(token, dict) for token in tokens):
        raise ValueError("must be a list of tables, one for each token.")
    if not 0 < len(tokens) <= MOST_TOKENS:
        raise ValueError(f"must have 1 to {MOST_TOKENS} tokens.")
    for number, token in enumerate(tokens, start=1):
        for key, value in token.items():
            if wrong := _wrong(key, value):
                raise ValueError(f"has in token {number} {wrong}")
    if all(_MAY_BE_NONE.fullmatch(str(token.get("OP", ""))) for token in tokens):
        raise ValueError("would be met by no words at all; let one token be without OP.")


def _wrong(key: str, value: Any) -> str:
    """Return what is wrong with one condition on a token; nothing where all is well."""
    if key == "OP":
        fits = isinstance(value, str) and _OPERATORS.fullmatch(value) is not None
        return "" if fits else 'an OP that is none of "!", "?", "*", "+", "{2}" or "{1,3}".'
    if key in FLAGS:
        return "" if isinstance(value, bool) else f"{key}, which must be true or false."
    if key == "LENGTH":
        fits = type(value) is int or _compares(value)
        return "" if fits else 'LENGTH, which must be a number or such as { ">=" = 8 }.'
    if key in (*WORDS, *TRAINED):
        return "" if _matches(value) else f"{key}, which must be text, or IN, NOT_IN or REGEX."
    return f"the key “{key[:40]}”, which has no meaning here; try LOWER, LEMMA or OP."


def _compares(value: Any) -> bool:
    return isinstance(value, dict) and all(
        sign in ("==", "!=", ">=", "<=", ">", "<") and type(number) is int
        for sign, number in value.items()
    )


def _matches(value: Any) -> bool:
    if isinstance(value, dict) and len(value) == 1:
        ((how, what),) = value.items()
        if how in ("IN", "NOT_IN"):
            return isinstance(what, list) and all(isinstance(each, str) for each in what)
        return how == "REGEX" and isinstance(what, str) and _is_expression(what)
    return isinstance(value, str) and bool(value)


def _is_expression(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def in_words(indicator: str) -> str:
    """Return an indicator as people read it; a token pattern as its words: `object + to`."""
    if not is_pattern(indicator):
        return indicator
    try:
        return " + ".join(_token(token) for token in pattern(indicator))
    except ValueError:
        return indicator


def _token(token: Mapping[str, Any]) -> str:
    values = [value for key, value in token.items() if key in (*WORDS, *TRAINED)]
    named = [key for key in token if key in FLAGS or key == "LENGTH"]
    words = "/".join([_value(value) for value in values] + named) or "any word"
    return words + str(token.get("OP", ""))


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value
    ((how, what),) = value.items()
    words = "|".join(what) if isinstance(what, list) else what
    return f"not {words}" if how == "NOT_IN" else words
