"""The time zone a machine is set to."""

from pathlib import Path

import pytest

from embedded_hub.storage.machine_zone import machine_zone


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)


@pytest.mark.parametrize("root", ["/usr/share/zoneinfo/", "/var/db/timezone/zoneinfo/"])
def test_a_link_leads_to_it(tmp_path: Path, root: str) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(f"{root}Europe/Berlin")
    assert machine_zone(link, tmp_path / "none") == "Europe/Berlin"


def test_a_file_names_it(tmp_path: Path) -> None:
    named = tmp_path / "timezone"
    named.write_text("America/New_York\n")
    assert machine_zone(tmp_path / "none", named) == "America/New_York"


@pytest.mark.parametrize("value", ["Asia/Tokyo", ":Asia/Tokyo"])
def test_what_the_user_says_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("TZ", value)
    (tmp_path / "timezone").write_text("America/New_York\n")
    assert machine_zone(tmp_path / "none", tmp_path / "timezone") == "Asia/Tokyo"


@pytest.mark.parametrize(
    "value", ["", "Mars/Crater", "../../etc/passwd", "/etc/passwd", "\x00", "EST5EDT,M3"]
)
def test_what_is_none_counts_as_utc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    (tmp_path / "timezone").write_text(value)
    assert machine_zone(tmp_path / "none", tmp_path / "timezone") == "UTC"
