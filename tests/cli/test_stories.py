"""Days of work at the command line, from a new project to a checked one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from coder.verify import NOT_PROVED, PROVED

from .conftest import REPO, Type


def head_said(words: str) -> str:
    """The head that a command says at its end, which must cover what the command did."""
    said = words.rstrip("\n").split("\n")[-1]
    assert said.startswith("Journal head: ")
    return said.split()[2]


def newest(cli: Type) -> str:
    """The id of the journal's newest entry."""
    entry = cli("history", "--limit", "1", "--format", "json").json[0]
    return str(entry["id"])


def theme(records: list[dict[str, object]], name: str) -> dict[str, object]:
    return next(record for record in records if record["code"] == name)


def test_an_inspector_imports_codes_counts_and_changes_her_mind(cli: Type, study: Path) -> None:
    imported = cli(
        "import",
        str(REPO / "transcripts"),
        "--manifest",
        str(REPO / "transcripts" / "manifest.csv"),
    )
    assert "17 sources imported, 0 failed." in imported.err
    assert len(cli("list", "sources", "--format", "json").json) == 17

    quote = "They said that if there were any restructuring ... they would go on strike"
    coded = cli("code", "8a", "Antagonistic union voice", "--quote", quote, "--memo", "A threat.")
    (coding,) = cli("list", "codings", "--format", "json").json
    assert coding["guid"] == coded.lines[0]
    assert coding["quotation"].endswith("they would go on strike")
    assert coding["source"] == "8a.txt"
    assert coding["user"] == "ann"

    counted = cli("table", "themes", "--unit", "schools", "--by", "status", "--format", "json").json
    union = theme(counted, "Union voice")
    assert (union["with"], union["stuck_with"], union["unstuck_with"]) == (1, 1, 0)
    assert union["base"] == 20

    cli("undo")
    counted = cli("table", "themes", "--format", "json").json
    assert theme(counted, "Union voice")["with"] == 0
    cli("redo")
    assert len(cli("list", "codings", "--format", "json").json) == 1

    done = [entry["verb"] for entry in cli("history", "--by", "ann", "--format", "json").json]
    assert done[:3] == ["redo", "undo", "apply code"]
    assert "No fault" in cli("verify").out


def test_a_passage_can_be_named_by_offsets_or_by_its_turn(cli: Type, demo: Path) -> None:
    shown = cli("show", "8a", "--turns", "2", "--offsets").out
    assert "2. Teacher [289:396]: In the last seven years" in shown
    one = cli("code", "8a", "289:342", "Resistance to change").lines[0]
    two = cli("code", "8a", "Resistance to change", "--turn", "2").lines[0]
    records = {each["guid"]: each for each in cli("list", "codings", "--format", "json").json}
    assert records[one]["quotation"] == "In the last seven years, we’ve had four headteachers."
    assert (records[two]["start"], records[two]["end"]) == (289, 396)

    again = cli("code", "8a", "289:342", "Resistance to change")
    assert again.lines == [one]
    assert "already had" in again.err


def test_a_coding_is_recoded_moved_and_taken_off_by_its_owner_only(cli: Type, demo: Path) -> None:
    coding = cli("code", "8a", "289:342", "Resistance to change").lines[0][:8]
    cli("recode", coding, "Settled leadership team", "--passage", "289:396")
    (mine,) = cli("list", "codings", "--by", "ann", "--format", "json").json
    assert (mine["code"], mine["end"]) == ("Settled leadership team", 396)
    refused = cli("uncode", coding, user="sam", code=2)
    assert "only they can change it" in refused.err
    cli("uncode", coding)
    assert cli("list", "codings", "--by", "ann", "--format", "json").json == []


def test_a_codebook_grows_and_comes_out_as_a_file_that_goes_in_again(
    cli: Type, study: Path, folder: Path
) -> None:
    cli("codes", "add", "Workforce stress", "--under", "Union voice", "--definition", "Strain.")
    cli("codes", "edit", "Workforce stress", "--example", "“We are tired.”", "--because", "Seen.")
    cli("codes", "move", "Workforce stress", "--top", "--place", "1")
    first = cli("list", "codes", "--format", "json").json[0]
    assert (first["name"], first["parent"], first["examples"]) == (
        "Workforce stress",
        "",
        ["“We are tired.”"],
    )
    cli("codes", "merge", "Workforce stress", "Union voice", "--because", "One idea.")
    cli("codes", "retire", "Dumping ground")
    assert "Dumping ground (retired)" in cli("list", "codes").out
    cli("codes", "restore", "Dumping ground")
    pinned = cli("codes", "pin", "Dumping ground", "1").lines
    assert pinned[0] == "1 Dumping ground"
    cli("codes", "export", "-o", "book.toml")
    cli("init", "second.coder", "--codebook", "book.toml")
    before = cli("list", "codes", "--format", "json", "--project", "study.coder").json
    after = cli("list", "codes", "--format", "json", "--project", "second.coder").json
    assert [each["path"] for each in after] == [each["path"] for each in before]


def test_speakers_and_turns_are_put_right(cli: Type, demo: Path) -> None:
    cli("speakers", "rename", "8a", "Senior leader", "Deputy head")
    cli("speakers", "role", "8a", "Deputy head", "Deputy", "--interviewer")
    named = cli("list", "speakers", "--source", "8a", "--format", "json").json
    (deputy,) = [each for each in named if each["name"] == "Deputy head"]
    assert (deputy["role"], deputy["interviewer"], deputy["turns"]) == ("Deputy", True, 3)
    cli("speakers", "merge", "8a", "Deputy head", "Teacher")
    cli("turns", "split", "8a", "2", "--before", "We’ve looked")
    cli("turns", "reassign", "8a", "3", "Governor")
    turns = cli("list", "turns", "--source", "8a", "--format", "json").json
    assert [each["speaker"] for each in turns[:3]] == ["Teacher", "Teacher", "Governor"]
    assert turns[1]["text"] == "In the last seven years, we’ve had four headteachers."
    cli("turns", "reassign", "8a", "3", "--nobody")
    cli("turns", "join", "8a", "2")
    assert len(cli("list", "turns", "--source", "8a", "--format", "json").json) == 7
    assert "No fault" in cli("verify").out


def test_reading_to_the_end_is_what_makes_without(cli: Type, study: Path, folder: Path) -> None:
    (folder / "long.txt").write_text("Headteacher: All was calm.\n\nTeacher: It was.\n")
    cli("import", "long.txt", "--case", "4b")
    before = theme(cli("table", "themes", "--format", "json").json, "Union voice")
    assert (before["without"], before["not_yet_read"], before["no_source"]) == (0, 1, 19)
    cli("read", "long")
    after = theme(cli("table", "themes", "--format", "json").json, "Union voice")
    assert (after["without"], after["not_yet_read"], after["no_source"]) == (1, 0, 19)
    assert "already" in cli("read", "long").err
    cli("read", "long", "--not")
    assert theme(cli("table", "themes", "--format", "json").json, "Union voice") == before


def test_a_source_without_a_school_is_given_one(cli: Type, study: Path, folder: Path) -> None:
    (folder / "stray.txt").write_text("Headteacher: We were alone.\n")
    cli("import", "stray.txt")
    cli("sources", "set", "stray", "--case", "4b", "--kind", "published extracts")
    (source,) = cli("list", "sources", "--format", "json").json
    assert (source["case"], source["kind"]) == ("4b", "published extracts")


def test_cases_come_from_a_file_and_from_hand(cli: Type, study: Path, folder: Path) -> None:
    (folder / "more.csv").write_text("school,heads\n8a,4\n11a,2\n")
    cli("cases", "import", "more.csv")
    cli("cases", "set", "8a", "years covered", "7", "--because", "Paragraph 71.")
    values = cli("list", "values", "--format", "json").json
    of_8a = {each["variable"]: each["value"] for each in values if each["case"] == "8a"}
    assert (of_8a["heads"], of_8a["years covered"], of_8a["status"]) == ("4", "7", "stuck")
    cli("cases", "set", "8a", "heads", "")
    assert not any(
        each["variable"] == "heads" and each["case"] == "8a"
        for each in cli("list", "values", "--format", "json").json
    )
    assert "already" in cli("cases", "add", "School 11A").err


def test_memos_are_written_changed_and_taken_away(cli: Type, demo: Path) -> None:
    memo = cli("memo", "source:8a", "--text", "-", stdin="A hard day.\n").lines[0]
    cli("memo", memo[:8], "--edit", "--text", "A very hard day.")
    about = cli("list", "memos", "--about", "source:8a", "--format", "json").json
    assert [(each["text"], each["user"]) for each in about] == [("A very hard day.", "ann")]
    assert "Only the one who wrote" in cli("memo", memo[:8], "--remove", user="sam", code=2).err
    cli("memo", memo[:8], "--remove")
    assert cli("list", "memos", "--about", "source:8a", "--format", "json").json == []


def test_an_auditor_follows_a_school_to_its_decision(cli: Type, demo: Path) -> None:
    trace = cli("type", "8a").out
    assert trace.startswith("8a: Type A met; Type B not yet determined.")
    # Who said it, where, who coded it and on what warrant stand right before the words.
    at = trace.index("\n  “In the last seven years, we’ve had four headteachers.”")
    assert trace[:at].endswith(
        "for: Teacher, 8a.txt, turn 2, coded Unstable leadership by report: Paragraph 71 of the "
        "report; warrant: own words."
    )
    assert "All of it rests on a single speaker (Teacher)." in trace
    assert not {"●", "○", "│", "─", "·"} & set(trace)

    assessed = cli("assess", "8a", "Settled leadership team", "not met", "--because", "Four heads.")
    assert head_said(assessed.err) == newest(cli)
    decided = cli("decide", "8a", "Type A", "--because", "Two attributes, two voices.")
    assert head_said(decided.err) == newest(cli)
    own = cli("review", "8a", "agree", "--because", "Sure.", code=2)
    assert "someone else" in own.err
    queried = cli("review", "8a", "query", "--because", "One speaker only.", user="sam")
    assert head_said(queried.err) == newest(cli)
    overrule = ("review", "8a", "overrule", "--outcome", "neither type", "--because", "Thin.")
    assert "`coder close 8a --because TEXT`" in cli(*overrule, user="sam", code=2).err
    cli("close", "8a", "--because", "Read it again myself.", user="sam")
    cli(*overrule, user="sam")
    trace = cli("type", "8a").out
    assert "ann assessed it as not met on 20" in trace
    assert "ann decided “Type A” on 20" in trace
    assert "sam overruled it to “neither type” on 20" in trace
    assert "Nothing has been decided" in cli("review", "1a", "agree", "--because", "x", code=2).err


def test_a_query_goes_to_and_fro_until_it_is_closed(cli: Type, demo: Path) -> None:
    nothing = cli("answer", "8a", "--because", "Yes.", code=2).err
    assert "Nothing has been decided of 8a yet" in nothing
    cli("decide", "8a", "Type A", "--because", "Two attributes.")
    assert "There is no open query of 8a." in cli("close", "8a", "--because", "x", code=2).err
    cli("review", "8a", "query", "--because", "One teacher?", user="sam")
    cli("review", "8a", "query", "--because", "Which years?", user="kim")
    (waiting,) = cli("list", "reviews", "--format", "json").json
    assert (waiting["state"], waiting["for_you"]) == ("query open", "answer")
    assert waiting["queries"] == ["sam: One teacher?", "kim: Which years?"]
    assert "Type A, sam's query open, kim's query open" in cli("type").out.replace("\n", " ")

    whose = cli("answer", "8a", "--because", "Two voices.", code=2).err
    assert "sam and kim have each a query of 8a: say whose, with --of USER." in whose
    answered = cli("answer", "8a", "--of", "sam", "--because", "Two voices.").err
    assert "8a: sam's query, “One teacher?”, is answered." in answered
    assert "1 other query of it is open." in answered
    assert head_said(answered) == newest(cli)
    own = cli("close", "8a", "--of", "sam", "--because", "Done.", code=2).err
    assert "You made the decision that this asks about; sam, who asked, closes it" in own
    closed = cli("close", "8a", "--of", "sam", "--because", "I see.", user="sam").err
    assert head_said(closed) == newest(cli)
    cli("close", "8a", "--because", "Not needed.", user="sam")  # the only one left: kim's
    trace = cli("type", "8a").out
    assert "ann answered on 20" in trace
    assert "sam closed it on 20" in trace
    cli("review", "8a", "agree", "--because", "Yes.", user="sam")
    assert cli("list", "reviews", "--format", "json").json == []
    (agreed,) = cli("list", "reviews", "--state", "agreed", "--format", "json").json
    assert agreed["decision"] == "Type A, kim's query closed, agreed by sam"
    said = cli("history", "--about", "case:8a", "--limit", "2", "--format", "json").json
    assert [each["what"] for each in said] == [
        "agree, 8a: Type A",
        "close, kim's query of 8a: Type A",
    ]


def test_a_reading_is_chosen_and_typing_follows(cli: Type, demo: Path) -> None:
    cli("settings", "set", "just-two", "at least", "--because", "The lead says so.")
    chosen = {
        each["setting"]: each["value"] for each in cli("settings", "list", "--format", "json").json
    }
    assert chosen["just-two"] == "at least"
    rows = cli("type", "8a", "--format", "json").json
    in_use = [each["reading"] for each in rows if each["type"] == "B" and each["in_use"]]
    assert in_use == ["just-two: at least"]


def test_a_lead_asks_for_two_speakers_and_says_where_a_value_is_from(cli: Type, demo: Path) -> None:
    cli("settings", "set", "least speakers", "2", "--because", "One voice is not enough.")
    first = cli("type", "8a").lines[0]
    assert first == "8a: Type A not yet determined; Type B not yet determined."
    cli("cases", "set", "8a", "years covered", "7", "--from", "8a.txt, turn 2")
    told = cli(
        "cases", "set", "8a", "headteachers in that time", "4", "--because", "As she counts."
    )
    assert told.err == "8a: headteachers in that time = 4.\n"
    values = cli("list", "values", "--format", "json").json
    (years,) = [each for each in values if each["variable"] == "years covered"]
    assert (years["value"], years["origin"], years["reason"]) == ("7", "8a.txt, turn 2", "")
    assert "years covered = 7: known from “8a.txt, turn 2”." in cli("type", "8a").out


def test_inspections_are_given_and_taken_away(cli: Type, demo: Path, folder: Path) -> None:
    rows = [f"8a,{year}-03-04,full,inadequate" for year in (2007, 2010, 2012, 2015)]
    rows += [f"8a,{year}-03-04,full,good" for year in (2017, 2019)]
    (folder / "inspections.csv").write_text("school,date,kind,grade\n" + "\n".join(rows))
    assert cli("cases", "inspections", "import", "inspections.csv").err == "Read 6 inspections.\n"
    assert cli("type", "8a").lines[0] == (
        "8a: Not typed: by its inspections it is unstuck (4 full inspections below good, then good"
        " 2 times in a row), and only stuck cases are typed."
    )
    for year in (2017, 2019):
        cli("cases", "inspections", "remove", "8a", f"{year}-03-04", "full", "--because", "8b's.")
    assert "By its inspections it is stuck: 4 full" in cli("type", "8a").out
    cli("cases", "inspections", "add", "8A", "2016-05-05", "monitoring")
    listed = cli("cases", "inspections", "list", "--format", "json").json
    assert [each["kind"] for each in listed] == ["full"] * 4 + ["monitoring"]
    wrong = cli("cases", "inspections", "add", "8a", "5/5/2016", "full", "good", code=2)
    assert "is no day of an inspection; write YYYY-MM-DD" in wrong.err


def test_other_rules_come_into_force_beside_those_of_a_decision(
    cli: Type, demo: Path, folder: Path
) -> None:
    cli("decide", "8a", "Type A", "--because", "As the rules say.")
    text = cli("typology", "show").out
    strict = text.replace('version = "2"', 'version = "3"').replace("count = 2", "count = 3", 1)
    (folder / "strict.toml").write_text(strict, encoding="utf-8")
    cli("typology", "use", "strict.toml", "--because", "Agreed with the lead.")
    versions = cli("typology", "list", "--format", "json").json
    assert [(each["version"], each["in_force"], each["decisions"]) for each in versions] == [
        ("2", False, 1),
        ("3", True, 0),
    ]
    assert "Under the rules of version 2, " in cli("type", "8a").out
    older = cli("type", "8a", "--under", "2", "--format", "json").json
    assert (older[0]["type"], older[0]["outcome"]) == ("A", "met")
    assert cli("type", "8a", "--format", "json").json[0]["outcome"] == "not determined"
    assert cli("typology", "show", "2").out == text
    assert "there are: version 2, " in cli("type", "--under", "1", code=2).err


def test_two_copies_are_merged_and_what_both_changed_is_listed(
    cli: Type, demo: Path, folder: Path
) -> None:
    other = folder / "copy.coder"
    other.write_bytes(demo.read_bytes())
    cli("cases", "set", "8a", "heads", "4", "--project", "demo.coder")
    cli("cases", "set", "8a", "heads", "5", "--project", "copy.coder", user="sam")
    cli("code", "8a", "289:342", "Resistance to change", "--project", "copy.coder", user="sam")
    merged = cli("merge", "copy.coder", "--project", "demo.coder")
    assert "Took 2 entries" in merged.err
    assert ["4", "5"] in [line.split()[-2:] for line in merged.lines]
    assert "No fault" in cli("verify", "--project", "demo.coder").out


@pytest.mark.parametrize("format", ["json", "csv"])
def test_what_both_copies_changed_comes_as_data(
    cli: Type, demo: Path, folder: Path, format: str
) -> None:
    other = folder / "copy.coder"
    other.write_bytes(demo.read_bytes())
    cli("cases", "set", "8a", "heads", "4", "--project", "demo.coder")
    cli("cases", "set", "8a", "heads", "5", "--project", "copy.coder", user="sam")
    merged = cli("merge", "copy.coder", "--project", "demo.coder", "--format", format)
    rows = merged.json if format == "json" else list(csv.DictReader(io.StringIO(merged.out)))
    assert [dict(row) for row in rows] == [
        {"thing": "case_values: 8a, heads", "column": "value", "here": "4", "there": "5"}
    ]
    again = cli("merge", "copy.coder", "--project", "demo.coder", "--format", format)
    assert (again.json if format == "json" else again.lines[1:]) == []


def test_the_journal_shows_one_change_before_and_after(cli: Type, demo: Path) -> None:
    cli("codes", "edit", "Dumping ground", "--include", "Their own phrase.", "--because", "Clear.")
    newest = cli("history", "--limit", "1", "--format", "json").json[0]
    assert (newest["verb"], newest["reason"]) == ("edit code", "Clear.")
    (change,) = cli("history", newest["id"][:19], "--format", "json").json
    assert (change["column"], change["after"]) == ("include", "Their own phrase.")
    about = cli("history", "--about", "code:Dumping ground", "--format", "json").json
    assert newest["id"] in [each["id"] for each in about]
    verbs = {
        each["verb"]
        for each in cli("history", "--verb", "apply code", "--limit", "0", "--format", "json").json
    }
    assert verbs == {"apply code"}


def test_a_project_whose_journal_was_changed_fails_the_check(
    cli: Type, demo: Path, folder: Path
) -> None:
    import sqlite3

    sound = cli("verify")
    assert PROVED in sound.out
    assert NOT_PROVED in sound.out
    head = sound.lines[-1].split()[2]
    assert cli("verify", "--head", head).code == 0
    with sqlite3.connect(demo) as connection:
        connection.execute("UPDATE codes SET definition = 'Something else.'")
    connection.close()
    failed = cli("verify", code=1)
    assert failed.out.startswith("Fault: ")
    assert PROVED not in failed.out
    assert NOT_PROVED in failed.out
    assert cli("verify", "--head", "sha256:" + "0" * 64, code=1)


def test_while_codings_are_hidden_users_see_only_their_own(cli: Type, demo: Path) -> None:
    cli("settings", "set", "others' codings", "hidden")
    cli("code", "8a", "289:342", "Resistance to change", "--memo", "Mine.")
    assert [each["user"] for each in cli("list", "codings", "--format", "json").json] == ["ann"]
    assert "by report" not in cli("show", "8a").out
    assert [each["text"] for each in cli("list", "memos", "--format", "json").json] == ["Mine."]
    journal = cli("history", "--limit", "0", "--format", "json").json
    assert not any(each["verb"] == "apply code" and each["user"] == "report" for each in journal)
    hidden = cli("history", "--verb", "apply code", "--format", "json", user="report").json[0]["id"]
    assert "hides" in cli("history", hidden, code=2).err
    used = {
        each["name"]: each["passages"] for each in cli("list", "codes", "--format", "json").json
    }
    assert used["Dumping ground"] == 0


def test_every_table_says_what_was_counted_beneath_its_figures(cli: Type, demo: Path) -> None:
    head = cli("verify").lines[-1].split()[2]
    for table in ("themes", "matrix", "quotes", "coverage"):
        printed = cli("table", table).out
        assert f"Journal head: {head}" in printed, table
        assert "Codebook: Stuck schools" in printed, table
        assert "Users: " in printed, table
    themes = cli("table", "themes").out
    assert "Base: " in themes
    assert "Unit: Schools." in themes


def test_quotations_of_a_theme_come_as_csv_for_the_group_asked_for(cli: Type, demo: Path) -> None:
    answer = cli(
        "table", "quotes", "--code", "Union voice", "--where", "status=unstuck", "--format", "csv"
    )
    rows = [row for row in csv.DictReader(io.StringIO(answer.out)) if row["quotation"]]
    assert {row["school"] for row in rows} == {"7b"}
    wrong = cli("table", "quotes", "--where", "statos=unstuck", code=2)
    assert "There is no variable “statos”; there are " in wrong.err


def test_words_are_found_wherever_they_stand(cli: Type, demo: Path) -> None:
    found = cli("find", "dumping GROUND", "--format", "json").json
    assert {(each["source"], each["turn"]) for each in found} == {("4a.txt", 1), ("8a.txt", 1)}
    text = (REPO / "transcripts" / "8a.txt").read_text(encoding="utf-8")
    (of_8a,) = [each for each in found if each["source"] == "8a.txt"]
    assert text[of_8a["start"] : of_8a["end"]] == "dumping ground"
    assert cli("find", "no such words at all", code=1).err == ""
