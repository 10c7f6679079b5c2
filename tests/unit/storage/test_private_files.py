import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded_hub.storage.private_files import (
    damaged_name,
    make_private,
    make_private_folder,
    utc_stamp,
    write_whole,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")


@pytest.fixture(autouse=True)
def careless_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_new_folder_is_closed_to_others_whatever_the_umask(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    assert mode_of(tmp_path / "a" / "b") == 0o700


def test_existing_folder_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o755)
    make_private_folder(tmp_path / "a")
    assert mode_of(tmp_path / "a") == 0o700


def test_existing_file_is_closed_to_others_and_keeps_its_content(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"kept")
    file.chmod(0o666)
    make_private(file)
    assert (mode_of(file), file.read_bytes()) == (0o600, b"kept")


def test_file_written_whole_is_private_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old and longer")
    write_whole(file, b"new")
    assert (mode_of(file), file.read_bytes()) == (0o600, b"new")
    assert list(tmp_path.iterdir()) == [file]


def test_failed_write_keeps_the_old_content(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "inside").touch()
    with pytest.raises(OSError, match="folder"):
        write_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_second_damaged_file_of_one_moment_gets_another_name(tmp_path: Path) -> None:
    first = damaged_name(tmp_path / "home.db", 1_795_399_200.25)
    first.touch()
    second = damaged_name(tmp_path / "home.db", 1_795_399_200.25)
    assert first.name == "home.db.damaged-20261123T020000250Z"
    assert second.name == "home.db.damaged-20261123T020000250Z-2"


def test_stamps_sort_by_time() -> None:
    assert utc_stamp(0.999) < utc_stamp(1.0) < utc_stamp(1_795_399_200.0)
