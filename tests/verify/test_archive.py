"""A zip that no writer of ours made is refused before any of it is read."""

from __future__ import annotations

import zipfile

import pytest
from bundling import manifest, pack

from coder.verify import verify
from coder.verify.__main__ import main


class TestTheZip:
    @pytest.mark.parametrize(
        "name", ["../x", "/x", "C:/x", "a\\b", "a/../b", "a//b", "a/", ".hidden", "x\x1b"]
    )
    def test_a_member_of_an_odd_name_is_refused(self, made, tmp_path, name):
        path = pack({**made, name: b"x"}, tmp_path / "b.zip", manifest(made))
        (fault,) = verify(path).faults
        assert fault.startswith("This bundle is refused, and was not checked further: it has a")

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_members_of_one_name_or_nearly_are_refused(self, made, tmp_path):
        for name in ("typing.json", "typing.json"):
            path = pack(made, tmp_path / "b.zip")
            with zipfile.ZipFile(path, "a") as archive:
                archive.writestr(name, b"{}")
            assert "it has two members of" in verify(path).faults[0]

    def test_a_bomb_is_refused_unread(self, made, tmp_path):
        path = pack(made, tmp_path / "b.zip")
        content = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo("typing.json").file_size
        at = content.rindex(b"typing.json") - 46
        assert content[at : at + 4] == b"PK\1\2"
        assert int.from_bytes(content[at + 24 : at + 28], "little") == size
        path.write_bytes(content[: at + 24] + (1 << 31).to_bytes(4, "little") + content[at + 28 :])
        assert "larger than any bundle" in verify(path).faults[0]
        path.write_bytes(content[: at + 24] + (1 << 28).to_bytes(4, "little") + content[at + 28 :])
        assert "unpacks to far more than it can hold" in verify(path).faults[0]

    def test_members_that_share_bytes_are_refused(self, made, tmp_path):
        path = pack(made, tmp_path / "b.zip")
        content = path.read_bytes()
        one, other = (content.rindex(name) - 46 for name in (b"typing.json", b"themes.json"))
        where = content[other + 42 : other + 46]
        path.write_bytes(content[: one + 42] + where + content[one + 46 :])
        assert verify(path).faults[0].startswith("This bundle is refused")

    def test_what_is_damaged_or_no_bundle_is_refused(self, made, tmp_path):
        path = pack(made, tmp_path / "b.zip")
        content = path.read_bytes()
        for cut in (len(content) // 2, 30):
            path.write_bytes(content[:cut])
            assert "its zip is damaged" in verify(path).faults[0]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", b"x")
        assert "it holds no manifest.json" in verify(path).faults[0]
        assert main([str(path)]) == 1

    def test_a_link_in_a_folder_is_refused(self, made, tmp_path):
        with zipfile.ZipFile(pack(made, tmp_path / "b.zip")) as archive:
            archive.extractall(tmp_path / "unpacked")
        (tmp_path / "unpacked" / "themes.json").unlink()
        (tmp_path / "unpacked" / "themes.json").symlink_to("/dev/zero")
        assert "is neither a file nor a folder" in verify(tmp_path / "unpacked").faults[0]


def test_the_tables_of_a_bundle_are_those_of_a_project():
    from coder.store.schema import DEFAULTS, SCHEMA
    from coder.verify import tables

    assert tables.tables() == {table: dict(columns) for table, columns in DEFAULTS.items()}
    assert tables.SCHEMA == SCHEMA
