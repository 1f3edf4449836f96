"""Bytes become text exactly, or the researcher hears which byte is wrong and what to try."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import UnreadableSource
from coder.readers import READABLE, read
from coder.readers.text import MAX_BYTES, decode, normalise

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"))


def file(folder: Path, data: bytes, name: str = "interview.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@given(TEXTS)
def test_every_encoding_that_says_what_it_is_gives_back_the_text(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text
    assert decode(codecs.BOM_UTF8 + text.encode(), "a.txt") == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "a.txt") == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "a.txt") == text


@given(TEXTS)
def test_only_line_endings_are_changed(text: str) -> None:
    # The same characters in the same order, but for carriage returns.
    assert normalise(text).replace("\n", "") == re.sub("[\r\n]", "", text)
    assert normalise(text).count("\n") == len(re.findall("\r\n|\r|\n", text))


def test_separators_that_are_no_line_ends_stay(tmp_path: Path) -> None:
    text = "Teacher: one\u2028two\x85three\x0bfour"
    assert read(file(tmp_path, f"{text}\r\nfive\rsix".encode())).text == f"{text}\nfive\nsix"


def test_the_wrong_byte_is_named_with_what_to_try(tmp_path: Path) -> None:
    windows = "Headteacher: It’s hard".encode("windows-1252")
    assert windows[15] == 0x92
    path = file(tmp_path, windows)
    with pytest.raises(UnreadableSource) as told:
        read(path)
    assert "interview.txt" in str(told.value)
    assert "byte 15 (0x92, line 1)" in str(told.value)
    assert "--encoding windows-1252" in str(told.value)
    assert read(path, encoding="windows-1252").text == "Headteacher: It’s hard"


def test_a_byte_order_mark_counts_as_bytes_and_lines_are_counted(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"byte 12 \(0xff, line 3\)"):
        read(file(tmp_path, codecs.BOM_UTF8 + b"a\r\nb\r\ncde\xff"))


def test_bytes_that_are_no_windows_text_get_no_such_advice(tmp_path: Path) -> None:
    for data in (b"caf\x81\xe9", b"\x01\x02\x9c\xff"):
        with pytest.raises(UnreadableSource) as told:
            read(file(tmp_path, data))
        assert "windows-1252" not in str(told.value)


def test_windows_1252_has_holes_and_they_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="byte 2"):
        read(file(tmp_path, b"ab\x81"), encoding="windows-1252")


def test_good_utf_8_read_as_windows_is_questioned(tmp_path: Path) -> None:
    path = file(tmp_path, "It’s hard".encode())
    assert [note.line for note in read(path, encoding="windows-1252").notes] == [0]
    assert read(path).notes == ()
    plain = file(tmp_path, b"It's hard", "plain.txt")
    assert read(plain, encoding="windows-1252").notes == ()


def test_utf_16_is_read_with_a_mark_or_when_asked_and_checked(tmp_path: Path) -> None:
    text = "Teacher: café"
    assert read(file(tmp_path, text.encode("utf-16"))).text == text
    without = file(tmp_path, text.encode("utf-16-le"), "without.txt")
    with pytest.raises(UnreadableSource, match=r"byte 1 is a NUL.*--encoding utf-16-le|byte 24"):
        read(without)
    assert read(without, encoding="utf-16-le").text == text
    lone = codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00\xd8"
    with pytest.raises(UnreadableSource, match="byte 6"):
        read(file(tmp_path, lone))


def test_nul_bytes_and_utf_32_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="byte 3 is a NUL"):
        read(file(tmp_path, b"abc\0def"))
    with pytest.raises(UnreadableSource, match="UTF-32"):
        read(file(tmp_path, "abc".encode("utf-32")))


def test_an_unknown_encoding_is_named_with_those_known(tmp_path: Path) -> None:
    for encoding in ("latin-9000", "koi8-r", "\0"):
        with pytest.raises(UnreadableSource, match=r"utf-8.*windows-1252"):
            read(file(tmp_path, b"abc"), encoding=encoding)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_file_without_words_is_refused(tmp_path: Path, data: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableSource, match=r"empty|no words"):
        read(file(tmp_path, data, f"a{suffix}"))


def test_other_formats_are_refused_by_name_with_those_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource) as told:
        read(file(tmp_path, b"%PDF-1.7", "talk\x1b[31m.pdf"))
    assert all(suffix in str(told.value) for suffix in READABLE)
    assert "\x1b" not in str(told.value)
    assert read(file(tmp_path, b"Teacher: yes", "A.TXT")).text == "Teacher: yes"


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(UnreadableSource, match="folder"):
        read(folder)
    with pytest.raises(UnreadableSource, match="No such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(UnreadableSource, match="cannot be read"):
        read(tmp_path / ("long" * 100 + ".txt"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_nobody_writes_to_does_not_hold_the_import_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableSource, match="pipe"):
        read(tmp_path / "pipe.txt")


def test_a_file_far_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableSource, match="64 MB"):
        read(path)


def test_characters_that_steer_the_screen_are_kept_and_mentioned(tmp_path: Path) -> None:
    text = "Teacher: one\nTeacher: \u202eowt\x1b[0m"
    transcript = read(file(tmp_path, text.encode()))
    assert transcript.text == text
    [note] = transcript.notes
    assert note.line == 2
    assert "2 characters" in note.problem
    assert "U+202E" in note.problem
