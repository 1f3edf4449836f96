"""Pseudonyms, names in quotations, roles that few hold, and what places a school."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.disclosure import STAFF, Mask, generalised, names_of_people, pseudonyms, telling
from coder.disclosure.names import LENGTH, LETTERS
from coder.model import Case, CodeBook, Evidence, Source, Speaker

GUIDS = [str(uuid.UUID(int=at)) for at in range(20)]


def test_a_pseudonym_is_the_same_every_time_whatever_other_schools_there_are() -> None:
    all_of_them, one = (
        pseudonyms("secret", "school", GUIDS),
        pseudonyms("secret", "school", GUIDS[:1]),
    )
    assert all_of_them[GUIDS[0]] == one[GUIDS[0]]
    assert len(set(all_of_them.values())) == 20


def test_who_knows_every_id_but_not_the_secret_cannot_work_it_out() -> None:
    names = pseudonyms("one secret", "school", GUIDS)
    guessed = [pseudonyms(secret, "school", GUIDS) for secret in ("", "8a", "another")]
    assert not any(names[guid] == guess[guid] for guess in guessed for guid in GUIDS)


def test_their_order_does_not_follow_that_of_the_ids() -> None:
    orders = set()
    for secret in map(str, range(20)):
        names = pseudonyms(secret, "school", GUIDS)
        orders.add(tuple(sorted(GUIDS, key=names.__getitem__)))
    assert len(orders) == 20


@given(st.sets(st.integers(0, 10**9), max_size=300))
def test_no_two_schools_share_one_and_none_looks_like_an_id(ids: set[int]) -> None:
    names = pseudonyms("secret", "school", map(str, ids))
    assert len(set(names.values())) == len(ids)
    assert all(len(name) >= LENGTH and set(name) <= set(LETTERS) for name in names.values())


def test_two_that_would_share_a_name_get_longer_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.disclosure.names.LENGTH", 2)
    names = pseudonyms("secret", "school", map(str, range(200)))
    assert len(set(names.values())) == 200
    assert {len(name) for name in names.values()} > {2}


MASK = Mask(
    {"8a": "BCDFGH", "10a": "JKLMNP", "12": "QRSTVW", "CEO of trust": "Trust leader"},
    names=["Smith", "report"],
    listed=["Northgate"],
)


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("School 8a was the dumping ground.", "[School BCDFGH] was the dumping ground."),
        ("We in 8A, not 10a.", "We in [BCDFGH], not [JKLMNP]."),
        ("In 18a and 8ab nothing.", "In 18a and 8ab nothing."),
        ("school 12 took 12 pupils", "[school QRSTVW] took 12 pupils"),
        ("Ms Smith left.", "Ms [name] left."),
        ("the Ofsted report", "the Ofsted report"),
        ("in northgate and Northgate", "in [name] and [name]"),
        ("the ceo of  trust said", "the [Trust leader] said"),
        ("[city name] stays as it is", "[city name] stays as it is"),
    ],
)
def test_names_in_a_quotation_are_replaced_in_brackets(said: str, published: str) -> None:
    assert MASK(said, quoted=True).text == published


def test_what_was_left_is_pointed_out() -> None:
    masked = MASK("the report on Smith", quoted=True)
    assert masked.flagged == ("report",)
    assert masked.replaced == ("Smith",)


def test_outside_quotations_only_ids_and_listed_names_are_replaced() -> None:
    assert MASK("Only school 8a; report").text == "Only school BCDFGH; report"


def test_nothing_to_replace_changes_nothing() -> None:
    assert Mask({})("School 8a", quoted=True).text == "School 8a"


def evidence(*voices: tuple[str, str, str]) -> Evidence:
    """Return evidence of these voices, each of a school, with a label and a role."""
    schools = {school for school, _, _ in voices}
    speakers = [
        Speaker(str(at), school, label, role, False)
        for at, (school, label, role) in enumerate(voices)
    ]
    return Evidence(
        users={},
        cases={name: Case(name, name) for name in schools},
        sources={name: Source(name, name, name, "", "", 0, 0, "") for name in schools},
        speakers={each.guid: each for each in speakers},
        turns={},
        codebook=CodeBook(()),
        codings=(),
        reads=(),
    )


def in_schools(schools: str, *roles: str) -> list[tuple[str, str, str]]:
    return [(school, role, role) for school in schools for role in roles]


GENERAL = {"CEO of trust": "Trust leader", "Chair of trust": "Trust leader", "Deputy": "Leader"}


def test_a_role_of_few_schools_becomes_its_general_one() -> None:
    voices = [
        *in_schools("abc", "Teacher", "Leader"),
        *in_schools("ac", "CEO of trust"),
        *in_schools("b", "Chair of trust"),
        *in_schools("a", "Deputy"),
    ]
    assert generalised(evidence(*voices), GENERAL, 3) == {
        "ceo of trust": "Trust leader",
        "chair of trust": "Trust leader",
        "deputy": "Leader",
    }


def test_where_the_general_one_is_rare_too_or_unknown_the_role_is_gone() -> None:
    voices = [
        *in_schools("abc", "Teacher"),
        *in_schools("a", "CEO of trust"),
        *in_schools("b", "Bursar"),
    ]
    assert generalised(evidence(*voices), GENERAL, 3) == {"ceo of trust": STAFF, "bursar": STAFF}


def test_a_role_counts_by_schools_and_not_by_voices() -> None:
    voices = [*in_schools("aaaaa", "Teacher"), *in_schools("b", "Teacher")]
    assert generalised(evidence(*voices), {}, 3) == {"teacher": STAFF}
    assert generalised(evidence(*voices), {}, 2) == {}


def test_a_label_that_is_a_role_is_nobodys_name() -> None:
    voices = [
        ("a", "Teacher 2", "Teacher"),
        ("a", "Senior leader", "Senior leader"),
        ("b", "Mrs Hill", "Headteacher"),
    ]
    assert names_of_people(evidence(*voices)) == ("Hill", "Mrs Hill")


def test_what_places_8a_is_found_in_its_quotations() -> None:
    # Methods notes, section C, rule 3.
    words = telling(
        "In the last seven years, we’ve had four headteachers. The opportunity area has been"
        " difficult. The previous MAT upset people; they would go on strike. I saved £650,000, said"
        " the [specific union rep] in Northgate."
    )
    assert words == [
        "seven years",
        "four headteachers",
        "opportunity area",
        "MAT",
        "strike",
        "£650,000",
        "[specific union rep]",
        "Northgate",
    ]
