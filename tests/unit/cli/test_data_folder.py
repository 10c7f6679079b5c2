import argparse
from pathlib import Path

import pytest

from embedded_hub.cli.data_folder import add_data_option, data_folder, default_data_folder


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_data_option(parser)
    return parser.parse_args(words)


def test_a_demo_nobody_gave_a_folder_never_moves_into_a_real_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOMEWIRE_DATA", str(tmp_path))
    assert data_folder(parsed()) == tmp_path
    assert data_folder(parsed(), has_demo=True) == tmp_path / "demo"
    assert data_folder(parsed("--data", "/x"), has_demo=True) == Path("/x")


def test_the_usual_folder_is_this_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOMEWIRE_DATA", raising=False)
    assert default_data_folder().name == "homewire"
