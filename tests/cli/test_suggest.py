"""`coder suggest`: listing, accepting and rejecting from a terminal."""

from __future__ import annotations

from pathlib import Path

from .conftest import Type

UNION = "Antagonistic union voice"


def test_suggestions_are_listed_with_reasons_and_words(cli: Type, demo: Path) -> None:
    rows = cli("suggest", "8a", "--code", UNION, "--by", "indicators", "--format", "json").json
    assert {row["code"] for row in rows} == {UNION}
    struck = next(row for row in rows if "cripple us" in row["text"])
    assert "“cripple us”" in struck["reason"]
    assert (struck["source"], struck["kind"]) == ("8a.txt", "indicators")
    assert 1 <= struck["strength"] <= 100
    shown = cli("suggest", "5a", "--by", "likeness").out
    assert "words like those of" in shown


def test_of_what_is_alike_the_best_are_listed_and_how_many_more_there_are(
    cli: Type, demo: Path, tmp_path: Path
) -> None:
    """Eight answers with the words of what is coded, each with one word less of them."""
    coded = "pupils arrive hungry cold tired angry late poor sad ill"
    said = [" ".join(coded.split()[: 10 - less]) for less in range(7)]
    text = "\n\n".join(f"Teacher {n}: {words}." for n, words in enumerate([coded, *said]))
    (tmp_path / "long.txt").write_text(text + "\n", encoding="utf-8")
    cli("import", str(tmp_path / "long.txt"))
    cli("codes", "add", "Hardship")
    cli("code", "long", "Hardship", "--turn", "1")
    asked = ("suggest", "long", "--by", "likeness", "--code", "Hardship", "--format", "json")
    best = cli(*asked)
    assert "2 passages less alike: --all lists them too." in best.err
    every = cli(*asked, "--all")
    assert "less alike" not in every.err
    assert len(every.json) == len(said)
    strongest = sorted((row["strength"] for row in every.json), reverse=True)
    assert [row["strength"] for row in best.json] == strongest[:5]


def test_all_of_one_code_are_accepted_in_one_step_and_undone_in_one(cli: Type, demo: Path) -> None:
    asked = ("suggest", "8a", "--code", UNION, "--by", "indicators")
    count = len(cli(*asked, "--format", "json").json)
    said = cli(*asked, "--accept").err
    assert f"Coded {count} passages with {UNION}." in said
    assert cli(*asked, "--format", "json").json == []
    (entry,) = cli("history", "--by", "ann", "--format", "json").json
    assert entry["verb"] == "accept suggestions"
    assert "suggested for 8a.txt" in entry["reason"]
    cli("undo")
    assert len(cli(*asked, "--format", "json").json) == count
    cli("verify")


def test_one_is_rejected_by_its_place_and_listed_as_rejected(cli: Type, demo: Path) -> None:
    asked = ("suggest", "8a", "--code", UNION, "--by", "indicators")
    first, *others = cli(*asked, "--format", "json").json
    place = f"{first['start']}:{first['end']}"
    cli(*asked, "--at", place, "--reject")
    assert cli(*asked, "--format", "json").json == others
    (kept,) = cli("list", "rejections", "--format", "json").json
    assert (kept["start"], kept["code"], kept["text"]) == (first["start"], UNION, first["text"])
    assert cli("list", "rejections", "--format", "json", user="bob").json == []
    assert cli(*asked, "--format", "json", user="bob").json == [first, *others]


def test_what_is_asked_wrongly_is_said_in_one_line(cli: Type, demo: Path) -> None:
    assert "--code CODE" in cli("suggest", "--accept", code=2).err
    assert "not both" in cli("suggest", "--accept", "--reject", code=2).err
    assert "name that source" in cli("suggest", "--at", "0:4", code=2).err
    none = cli("suggest", "8a", "--code", "Opportunity areas", "--at", "0:4", "--accept", code=2)
    assert none.err.strip() == "coder: No suggestion was chosen; nothing was changed."


def test_settings_choose_the_form_and_refuse_a_pipeline_that_is_not_here(
    cli: Type, demo: Path
) -> None:
    refused = cli("settings", "set", "language pipeline", "en_core_web_xx", code=2)
    assert len(refused.err.splitlines()) == 1
    assert "“language pipeline” can be none or an installed pipeline of spaCy" in refused.err
    cli("codes", "edit", "Union voice", "--indicator", "go on strikes")
    asked = ("suggest", "8a", "--code", "Union voice", "--by", "indicators", "--format", "json")
    assert len(cli(*asked).json) == 1
    cli("settings", "set", "indicators matched by", "lower-case form")
    assert cli(*asked).json == []
    cli("settings", "set", "suggestions", "off")


def test_a_token_pattern_is_given_on_the_command_line(cli: Type, demo: Path) -> None:
    pattern = '[{"LEMMA": "object"}, {"LOWER": "to"}]'
    cli("codes", "edit", "Union voice", "--indicator", pattern)
    asked = ("suggest", "8a", "--code", "Union voice", "--by", "indicators", "--format", "json")
    (row,) = cli(*asked).json
    assert "objecting to the basics" in row["text"]
    assert row["reason"] == "the indicator “object + to”"
    assert '[{ LEMMA = "object" }, { LOWER = "to" }]' in cli("codes", "export").out
    wrong = cli("codes", "edit", "Union voice", "--indicator", '[{"LEMA": "x"}]', code=2)
    assert "The token pattern has in token 1 the key “LEMA”" in wrong.err
