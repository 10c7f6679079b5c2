"""The small file a person's choices are kept in."""

import logging
from pathlib import Path

import pytest

from desktop.platform.settings import (
    DATA_VARIABLE,
    Preferences,
    SettingsFile,
    WindowPlace,
    default_data_folder,
)
from embedded_hub.errors import ConfigError


def test_choices_come_back_as_they_were_saved(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new" / "folder")
    chosen = Preferences(theme="dark", language="de", window=WindowPlace(width=900, x=4, y=5))
    file.write(chosen)
    assert file.read() == chosen
    assert [path.name for path in file.path.parent.iterdir()] == ["desktop.json"]


def test_first_start_has_defaults(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path).read() == Preferences()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"theme": "pink"}', "\xff"])
def test_damaged_file_is_told_and_defaults_hold(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text(content, encoding="latin-1")
    with caplog.at_level(logging.WARNING):
        assert file.read() == Preferences()
    assert "using defaults" in caplog.text


def test_setting_of_a_newer_version_does_no_harm(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text('{"theme": "dark", "something_new": 1}')
    assert file.read().theme == "dark"


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ConfigError):
        SettingsFile(tmp_path / "taken").write(Preferences())


def test_data_folder_is_the_hubs_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from embedded_hub.cli.data_folder import default_data_folder as of_the_hub

    assert default_data_folder() == of_the_hub()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert default_data_folder() == of_the_hub() == tmp_path
