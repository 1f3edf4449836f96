"""The least evidence as a setting of the project, and in the words of the trace."""

from __future__ import annotations

import pytest

from coder.errors import Refused
from coder.model import Least
from coder.operations import lookup, settings, typing
from coder.operations.coding import apply_code
from coder.operations.explaining import explain
from coder.operations.least import least
from coder.operations.project import set_setting
from coder.store import Store, reads


def words(store: Store) -> str:
    case = lookup.case(store, "8a").guid
    return "\n".join(part.words for part in explain(store, "ann", case).parts)


def test_a_project_that_asks_for_two_speakers_loses_what_one_teacher_says(demo: Store) -> None:
    eight = lookup.case(demo, "8a")
    assert typing.traces(demo, "ann", [eight])[0].summary.startswith("Type A met")
    chosen = settings.choose(demo, "ann", "least speakers", "2", "One voice is not enough.")
    assert (chosen.name, chosen.value) == ("least speakers", "2")
    found = typing.traces(demo, "ann", [eight])[0]
    assert found.summary == "Type A not yet determined; Type B not yet determined."
    said = words(demo)
    assert "It rests on 1 speaker; at least 2 are asked for." in said
    assert "What speaks for Unclear direction for school oversight rests on one speaker" in said


def test_each_number_is_set_alone_and_listed(demo: Store) -> None:
    settings.choose(demo, "ann", "least passages", "3")
    settings.choose(demo, "ann", "Least Roles", "2")
    assert least(demo) == Least(passages=3, speakers=1, roles=2)
    shown = {each.name: each.value for each in settings.settings(demo)}
    named = ("least passages", "least speakers", "least roles")
    assert [shown[name] for name in named] == ["3", "1", "2"]


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5", "", "99999999999999999999"])
def test_what_is_no_number_of_them_is_refused(demo: Store, value: str) -> None:
    with pytest.raises(Refused, match=r"“least roles” is a number of roles"):
        settings.choose(demo, "ann", "least roles", value)
    assert least(demo) == Least()


@pytest.mark.parametrize("kept", [[], 3, None, {"passages": "2"}, {"roles": 0}, {"speakers": True}])
def test_what_another_copy_kept_there_may_be_anything(demo: Store, kept: object) -> None:
    set_setting(demo, "mal", "least", kept)
    assert least(demo) == Least()


def test_an_attribute_with_words_only_against_it_says_so(demo: Store) -> None:
    source = lookup.source(demo, "2a").guid
    turn = reads.turns(demo)[source][0]
    code = lookup.code(reads.codebook(demo), "Constructive union voice").guid
    apply_code(demo, "ann", source, turn.passage, code)
    case = lookup.case(demo, "2a").guid
    said = "\n".join(part.words for part in explain(demo, "ann", case).parts)
    assert "No passage speaks for it, 1 passage speaks against it, and no measure settles" in said
