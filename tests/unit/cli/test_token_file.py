import os
from pathlib import Path

import pytest

from embedded_hub.cli.token_file import read_token, write_token
from embedded_hub.errors import ConfigError


def test_a_written_token_is_its_owners_alone_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("an older one, and longer")
    path.chmod(0o644)
    write_token(path, "hw1.a.b")
    assert read_token(path) == "hw1.a.b"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_token_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "token"
    write_token(path, "hw1.a.b")
    path.chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        read_token(path)


@pytest.mark.parametrize("content", ["", "\n", "two words", "ümlaut", "x" * 5000])
def test_what_is_not_one_token_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "token"
    write_token(path, content)
    with pytest.raises(ConfigError, match="one token"):
        read_token(path)


def test_a_file_that_is_missing_or_binary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_token(tmp_path / "none")
    write_token(tmp_path / "image", "x")
    (tmp_path / "image").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_token(tmp_path / "image")


def test_a_token_that_cannot_be_written_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        write_token(tmp_path / "no" / "folder", "x")
