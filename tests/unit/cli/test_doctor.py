import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embedded_hub.cli.doctor_data import check_databases, check_folder, check_space
from embedded_hub.cli.doctor_findings import Level
from embedded_hub.cli.doctor_machine import (
    check_clock,
    check_packages,
    check_parts,
    check_port,
    check_python,
)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_this_machine_can_run_a_hub() -> None:
    assert check_python().level is Level.OK
    assert check_packages().level is Level.OK
    assert check_clock().level is Level.OK


def test_a_clock_before_the_day_of_installation_is_a_problem() -> None:
    assert check_clock(now=0.0).level is Level.PROBLEM


def test_a_port_somebody_else_uses_is_a_problem(taken_port: int) -> None:
    finding = check_port(taken_port)
    assert finding.level is Level.PROBLEM
    assert str(taken_port) in finding.message


def test_a_folder_that_is_not_there_yet_is_made_later(tmp_path: Path) -> None:
    assert check_folder(tmp_path / "a" / "b").level is Level.OK
    assert [finding.level for finding in check_databases(tmp_path / "a")] == [Level.OK]
    assert check_space(tmp_path / "a" / "b").level is Level.OK


def test_a_home_others_can_read_is_a_warning(tmp_path: Path) -> None:
    home = tmp_path / "homes" / "flat"
    home.mkdir(mode=0o755, parents=True)
    assert check_folder(tmp_path).level is Level.WARNING
    home.chmod(0o700)
    assert check_folder(tmp_path).level is Level.OK


def test_a_file_in_place_of_the_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert check_folder(tmp_path / "file").level is Level.PROBLEM


def test_a_damaged_database_is_a_problem_and_a_whole_one_is_not(tmp_path: Path) -> None:
    home = tmp_path / "homes" / "flat"
    home.mkdir(parents=True)
    whole, damaged = home / "home.db", home / "history.db"
    for path in (whole, damaged):
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE t (x)")
            database.executemany("INSERT INTO t VALUES (?)", [("y" * 500,)] * 100)
            database.commit()
    content = bytearray(damaged.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    damaged.write_bytes(content)
    levels = {finding.check: finding.level for finding in check_databases(tmp_path)}
    assert levels == {
        "database homes/flat/history.db": Level.PROBLEM,
        "database homes/flat/home.db": Level.OK,
    }


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("zeroconf.asyncio", "The library zeroconf.asyncio cannot be used"),
        ("embedded_hub.gateways.hue.driver", "The driver for Philips Hue cannot be used"),
    ],
)
def test_a_part_that_was_left_out_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, module: str, told: str
) -> None:
    assert check_parts().level is Level.OK
    monkeypatch.setitem(sys.modules, module, None)
    finding = check_parts()
    assert finding.level is Level.PROBLEM
    assert told in finding.message
