"""Codebook files: what they hold, that they survive being written, and how they are refused."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.codebook import CodeBookFile, code_guid, dump_codebook, load_codebook
from coder.display import same_name
from coder.errors import RuleFileError
from coder.model import Code, CodeBook
from coder.tomlfile import checked_name

REPO = Path(__file__).parents[1]
HEAD = 'name = "Themes"\nversion = "1"\n'


def written(path: Path, text: str) -> Path:
    file = path / "codes.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_codebook_keeps_its_order_its_tree_and_its_words(tmp_path: Path) -> None:
    file = load_codebook(
        written(
            tmp_path,
            HEAD
            + """
            [[codes]]
            name = "Antagonistic"
            parent = "Union voice"
            examples = ["they would go on strike [and] cripple us", "ü – ’"]
            indicators = ["strike"]
            paragraphs = [76, 129]
            [[codes]]
            name = "Union voice"
            definition = "What unions say."
            """,
        )
    )
    antagonistic, union = file.codes
    assert (file.name, file.version, file.source) == ("Themes", "1", "")
    assert antagonistic.parent == union.guid
    assert antagonistic.examples == ("they would go on strike [and] cripple us", "ü – ’")
    assert (antagonistic.indicators, antagonistic.paragraphs) == (("strike",), (76, 129))
    assert [code.position for code in file.codes] == [0, 1]
    assert CodeBook(file.codes).path(antagonistic.guid) == "Union voice > Antagonistic"


def test_two_copies_derive_the_same_guid_however_a_name_is_typed() -> None:
    assert code_guid("Union  Voice") == code_guid("union voice")
    assert code_guid("Caf\u00e9") == code_guid("cafe\u0301")
    assert code_guid("Union voice") != code_guid("Unions")
    namespace = uuid.UUID("6f1d9f5a-55c6-5c3c-9f0e-3c1f5f5b7a10")
    assert code_guid("Union voice") == str(uuid.uuid5(namespace, "code:union voice"))


def test_a_byte_order_mark_and_windows_line_ends_are_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "notepad.toml"
    text = (HEAD + '[[codes]]\nname = "Strikes"\n').replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [code.name for code in load_codebook(path).codes] == ["Strikes"]


CODE = '[[codes]]\nname = "Strikes"\n'

WRONG = {
    "not TOML": (HEAD + "[[codes]\n", ["not TOML", "line 3"]),
    "a huge number": (HEAD + f"x = {'9' * 5000}\n", ["not TOML"]),
    "nested without end": ("x = " + "[" * 5000, ["nested too deeply"]),
    "no name": ('version = "1"\n' + CODE, ["name", "is missing"]),
    "no codes": (HEAD, ["codes", "at least one code"]),
    "codes no tables": (HEAD + 'codes = ["Strikes"]\n', ["codes[0]", "[[codes]]"]),
    "unknown key": (HEAD + CODE + 'defintion = "x"', ["codes[0]: the key “defintion”", "mean"]),
    "unknown key on top": (HEAD + 'autor = "x"\n' + CODE, ["the key “autor”"]),
    "wrong type": (HEAD + CODE + "definition = 3", ["codes[0].definition", "quotation marks"]),
    "wrong type in a list": (HEAD + CODE + "examples = [3]", ["codes[0].examples[0]"]),
    "true is no paragraph": (HEAD + CODE + "paragraphs = [true]", ["codes[0].paragraphs[0]"]),
    "half a paragraph": (HEAD + CODE + "paragraphs = [1.5]", ["codes[0].paragraphs[0]"]),
    "version as a number": ('name = "x"\nversion = 1\n' + CODE, ["version", "quotation marks"]),
    "empty name": (HEAD + '[[codes]]\nname = "  "', ["codes[0].name", "is empty"]),
    "name with a path": (HEAD + '[[codes]]\nname = "a > b"', ["codes[0].name", "“ > ”"]),
    "escape in a name": (HEAD + '[[codes]]\nname = "a\\u001b[31m"', ["codes[0].name", "control"]),
    "bidi in a name": (HEAD + '[[codes]]\nname = "a\\u202eb"', ["codes[0].name", "invisible"]),
    "line feed in a name": (HEAD + '[[codes]]\nname = "a\\nb"', ["codes[0].name", "control"]),
    "unknown parent": (
        HEAD + CODE + 'parent = "Union voise"\n[[codes]]\nname = "Union voice"',
        ["codes[0].parent", "“Union voise”", "did you mean “Union voice”?"],
    ),
    "same name twice": (
        HEAD + CODE + '[[codes]]\nname = "STRIKES "',
        ["codes[1].name", "already the name of codes[0]"],
    ),
    "same name composed otherwise": (
        HEAD + '[[codes]]\nname = "Caf\u00e9"\n[[codes]]\nname = "Cafe\u0301"',
        ["codes[1].name", "already"],
    ),
    "its own parent": (HEAD + CODE + 'parent = "Strikes"', ["codes[0].parent", "below itself"]),
    "a cycle of three": (
        HEAD
        + '[[codes]]\nname = "top"\n'
        + "".join(f'[[codes]]\nname = "{a}"\nparent = "{b}"\n' for a, b in ("ab", "bc", "ca")),
        ["codes[1].parent", "“a” under “b” under “c” under “a”"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_codebook_gets_one_sentence_that_says_where(name: str, tmp_path: Path) -> None:
    text, expected = WRONG[name]
    path = written(tmp_path, text)
    with pytest.raises(RuleFileError) as refused:
        load_codebook(path)
    message = str(refused.value)
    for words in (str(path), *expected):
        assert words in message
    assert "\n" not in message
    assert "\x1b" not in message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"absent\.toml: cannot be read"):
        load_codebook(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "ok"\nversion = "caf\xe9"\n')
    with pytest.raises(RuleFileError, match=r"latin\.toml: line 2: not UTF-8"):
        load_codebook(tmp_path / "latin.toml")
    (tmp_path / "large.toml").write_bytes(b"#" * 5_000_001)
    with pytest.raises(RuleFileError, match="larger than"):
        load_codebook(tmp_path / "large.toml")


def test_a_deep_chain_of_codes_is_checked_quickly(tmp_path: Path) -> None:
    chain = "".join(
        f'[[codes]]\nname = "c{n}"\n' + (f'parent = "c{n + 1}"\n' if n < 2999 else "")
        for n in range(3000)
    )
    assert len(load_codebook(written(tmp_path, HEAD + chain)).codes) == 3000


def _is_name(text: str) -> bool:
    try:
        checked_name(text)
    except ValueError:
        return False
    return True


names = st.text(min_size=1, max_size=30).filter(_is_name).map(checked_name)
words = st.text(max_size=40)
listed = st.lists(st.text(min_size=1).filter(str.strip), max_size=3).map(tuple)


@st.composite
def codebook_files(draw: st.DrawFn) -> CodeBookFile:
    called = draw(st.lists(names, min_size=1, max_size=8, unique_by=same_name))
    codes = []
    for position, name in enumerate(called):
        earlier = st.sampled_from([None, *(code.guid for code in codes)])
        codes.append(
            Code(
                guid=code_guid(name),
                name=name,
                parent=draw(earlier),
                definition=draw(words),
                include=draw(words),
                exclude=draw(words),
                examples=draw(listed),
                indicators=draw(listed),
                paragraphs=draw(st.lists(st.integers(0, 200), max_size=3).map(tuple)),
                position=position,
                retired=draw(st.booleans()),
            )
        )
    return CodeBookFile(draw(names), draw(names), draw(words), tuple(codes))


@given(codebook_files())
def test_what_is_written_loads_as_the_same_codebook(
    tmp_path_factory: pytest.TempPathFactory, file: CodeBookFile
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.toml"
    path.write_bytes(dump_codebook(file).encode())
    assert load_codebook(path) == file


def test_a_code_below_a_merged_one_is_written_below_what_stands_for_it(tmp_path: Path) -> None:
    codes = (
        Code(code_guid("Unions"), "Unions"),
        Code(code_guid("Staff"), "Staff", merged_into=code_guid("Unions")),
        Code(code_guid("Strikes"), "Strikes", parent=code_guid("Staff")),
    )
    text = dump_codebook(CodeBookFile("Themes", "2", "", codes))
    loaded = load_codebook(written(tmp_path, text)).codes
    assert [(code.name, code.parent) for code in loaded] == [
        ("Unions", None),
        ("Strikes", code_guid("Unions")),
    ]


def test_the_codebook_of_the_report_loads_and_survives_being_written(tmp_path: Path) -> None:
    path = REPO / "codebooks" / "stuck-schools.toml"
    file = load_codebook(path)
    paths = {CodeBook(file.codes).path(code.guid) for code in file.codes}
    assert {"Behaviour policy", "MAT support", "Dumping ground", "Union voice"} <= paths
    assert "Union voice > Antagonistic union voice" in paths
    assert load_codebook(written(tmp_path, dump_codebook(file))) == file
