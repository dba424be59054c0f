from pathlib import Path

import pytest

from estate.cli.writing import write_file
from estate.errors import SurroundingsError


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_file(tmp_path / "a/b/c.txt", "text é with a dash\n")
    assert (tmp_path / "a/b/c.txt").read_bytes() == "text é with a dash\n".encode()
    assert (tmp_path / "a/b/c.txt").stat().st_mode & 0o777 == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "c.txt"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(file, "\ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["c.txt"]
    assert file.read_text() == "old"


def test_what_cannot_be_written_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "c.txt").mkdir()
    with pytest.raises(SurroundingsError, match=r"c\.txt cannot be written"):
        write_file(tmp_path / "c.txt", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["c.txt"]
