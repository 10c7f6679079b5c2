"""Answers as files: for whoever knows the name, for a while."""

import pytest

from embedded_hub.server.spoken_files import FOLDER, KEPT, KEPT_S, SpokenFiles
from tests.fakes.clock import ManualClock


def test_a_file_is_there_under_its_name_for_a_while() -> None:
    clock = ManualClock()
    files = SpokenFiles(clock)
    path = files.keep(b"\1\0" * 160, 16_000)
    found = files.get(path)
    assert found is not None
    assert found.startswith(b"RIFF")
    assert found.endswith(b"\1\0" * 160)
    clock.advance(KEPT_S + 1)
    assert files.get(path) is None


def test_the_oldest_goes_first() -> None:
    files = SpokenFiles(ManualClock())
    paths = [files.keep(b"", 16_000) for _ in range(KEPT + 1)]
    assert files.get(paths[0]) is None
    assert all(files.get(path) for path in paths[1:])
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("name", ["", "..", "../x.wav", "x" * 32, "x" * 31 + "\n.wav", "%2e%2e"])
def test_what_is_no_name_opens_nothing(name: str) -> None:
    files = SpokenFiles(ManualClock())
    files.keep(b"", 16_000)
    assert files.get(FOLDER + name) is None
    assert files.get(name) is None
