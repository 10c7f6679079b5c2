"""The whole program, as a person starts it: the window, its picture, and a clean end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.window import colors_in

ROOT = Path(__file__).parent.parent.parent


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which the program finds nothing of whoever runs the test."""
    return {
        **os.environ,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
        "HOMEWIRE_LOG": "INFO",
        "PYTHONWARNINGS": "error",
        "PYTHONPATH": str(ROOT),
    }


def homewire(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


@pytest.fixture
def started(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A program whose window is shown."""
    program = _start(tmp_path, ["--demo", "--data", str(tmp_path / "home")])
    yield program
    if program.poll() is None:
        program.kill()
    program.communicate()


def _start(home: Path, arguments: Sequence[str]) -> "subprocess.Popen[str]":
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=home,
        env=environment(home),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr is not None
    said = []
    for line in program.stderr:
        said.append(line)
        if "The window is shown" in line:
            return program
    program.communicate()
    raise AssertionError(f"it ended with {program.returncode}: {''.join(said)}")


def test_picture_of_the_demo_home_is_taken_over_the_real_wire(tmp_path: Path) -> None:
    file = tmp_path / "home.png"
    done = homewire(tmp_path, "--demo", "--screenshot", str(file), "--size", "900x700")
    assert done.returncode == 0, done.stderr
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (900, 700)
    assert colors_in(picture) > 50
    assert not (tmp_path / "config").exists()


def test_picture_that_cannot_be_written_is_code_1_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = homewire(tmp_path, "--gallery", "--screenshot", str(tmp_path / "file" / "x.png"))
    assert done.returncode == 1
    assert "No screenshot" in done.stderr


def test_hub_without_a_key_is_told_in_the_window(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    done = homewire(tmp_path, "--hub", "ws://127.0.0.1:9", "--screenshot", str(file))
    assert "There is no key for ws://127.0.0.1:9" in done.stderr
    assert done.returncode == 0
    assert file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM on Windows")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_program_told_to_end_is_gone_soon_and_leaves_nothing_undone(
    started: "subprocess.Popen[str]", how: signal.Signals
) -> None:
    started.send_signal(how)
    _, said = started.communicate(timeout=20)
    assert started.returncode == 0, said
    assert "never" not in said
    assert "pending" not in said
    assert "Traceback" not in said


def test_second_start_ends_and_leaves_the_first_alone(
    started: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    second = homewire(tmp_path, "--demo", "--data", str(tmp_path / "home"))
    assert second.returncode == 0
    assert "already running" in second.stderr
    assert started.poll() is None


def test_home_and_key_of_one_start_are_there_at_the_next(tmp_path: Path) -> None:
    folder = str(tmp_path / "home")
    for _ in range(2):
        program = _start(tmp_path, ["--data", folder])
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=20)
        assert program.returncode == 0, said
    assert (tmp_path / "home" / "homes" / "home" / "home.db").exists()
