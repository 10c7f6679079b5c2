"""App, areas, detail, activity, gateways and settings, without QML."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.backend.api import LinkPhase
from desktop.platform.settings import Preferences, SettingsFile
from desktop.viewmodels.areas import ROLES as AREA_ROLES
from desktop.viewmodels.settings import About, Settings
from tests.desktop.home_rig import Rig, until

LAMP = "light.living_lamp"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    made = Rig()
    made.start()
    yield made
    await made.close()


async def test_window_without_a_home_says_that_it_connects() -> None:
    rig = Rig()
    assert rig.app.property("isLoading")
    assert rig.app.property("connectionText") == "Connecting to the hub …"
    rig.start()
    assert not rig.app.property("isLoading")
    assert rig.app.property("connectionText") == ""
    await rig.close()


async def test_lost_hub_is_said_with_since_when_and_aloud(rig: Rig) -> None:
    said: list[str] = []
    rig.app.announced.connect(lambda text, _urgent: said.append(text))
    rig.backend.go(LinkPhase.LOST)
    assert rig.app.property("connectionText").startswith("Fake home is not connected since ")
    assert said == [rig.app.property("connectionText")]


async def test_pages_are_gone_through_and_back(rig: Rig) -> None:
    rig.app.openArea("kitchen")
    assert (rig.app.property("page"), rig.app.property("areaId")) == ("area", "kitchen")
    rig.app.navigate("settings")
    rig.app.navigate("no-such-page")
    assert rig.app.property("page") == "settings"
    rig.app.back()
    assert rig.app.property("page") == "area"
    rig.app.back()
    assert rig.app.property("page") == "home"
    rig.app.back()
    assert rig.app.property("page") == "home"


@pytest.mark.parametrize(
    ("width", "name"), [(599, "phone"), (600, "rail"), (1000, "rail"), (1001, "wide")]
)
async def test_width_classes_change_where_the_design_says(rig: Rig, width: int, name: str) -> None:
    rig.app.reportWidth(width)
    assert rig.app.property("widthClass") == name


async def test_navigation_lists_areas_with_their_lines_after_home(rig: Rig) -> None:
    entries = rig.app.property("navigation")
    assert entries[0]["page"] == "home"
    kitchen = next(entry for entry in entries if entry["areaId"] == "kitchen")
    assert (kitchen["label"], kitchen["summary"]) == ("Kitchen", "1 on · 21.4°")
    assert [entry["page"] for entry in entries[-3:]] == ["activity", "gateways", "settings"]


async def test_headline_follows_the_home(rig: Rig) -> None:
    assert "Kitchen window: Open" in rig.app.property("headline")
    rig.backend.report("binary_sensor.kitchen_window", "off")
    rig.look()
    assert "Kitchen window" not in rig.app.property("headline")


async def test_areas_stand_by_floor_and_name_until_somebody_moves_them(rig: Rig) -> None:
    def shown() -> list[object]:
        return [row["areaId"] for row in rig.areas.rows()]

    assert shown() == ["garden", "hall", "kitchen", "living", "bedroom"]
    rig.areas.move("kitchen", 0)
    await until(lambda: shown()[0] == "kitchen")


async def test_area_carries_its_gateways_notice_once(rig: Rig) -> None:
    assert str(rig.areas.get("garden")["notice"]).startswith("Garden house is not connected since")
    assert rig.areas.get("kitchen")["notice"] == ""
    assert rig.areas.get("nowhere") == {}


async def test_all_off_turns_off_what_is_on(rig: Rig) -> None:
    rig.areas.turnOff("kitchen")
    await until(lambda: rig.face("light.kitchen_ceiling")["isOn"] is False)
    assert [entity_id for entity_id, _, _ in rig.backend.acted] == ["light.kitchen_ceiling"]
    rig.look()
    assert rig.areas.get("kitchen")["canTurnOff"] is False


async def test_area_row_changes_only_in_what_differs(rig: Rig) -> None:
    told: list[set[str]] = []
    rig.areas.dataChanged.connect(
        lambda _first, _last, roles: told.append({AREA_ROLES[role - 257] for role in roles})
    )
    rig.backend.report("sensor.kitchen_temperature", "22.0")
    rig.look()
    assert told == [{"summary", "temperatureText"}]


async def test_detail_opens_what_has_a_tile_and_closes_when_it_goes(rig: Rig) -> None:
    rig.detail.open("light.never_was")
    assert not rig.detail.property("isOpen")
    rig.detail.open(LAMP)
    assert rig.detail.property("name") == "Living room lamp"
    assert rig.detail._window.entity_ids() == [LAMP]
    rig.backend.remove(LAMP)
    assert not rig.detail.property("isOpen")


async def test_detail_draws_numbers_as_a_line_and_words_as_bands(rig: Rig) -> None:
    rig.detail.open("sensor.kitchen_temperature")
    assert rig.detail.property("isHistoryLoading")
    await until(lambda: not rig.detail.property("isHistoryLoading"))
    assert rig.detail.property("historyKind") == "number"
    series = rig.detail.property("series")
    low, high = rig.detail.property("historyMin"), rig.detail.property("historyMax")
    assert all(low <= point["min"] <= point["y"] <= point["max"] <= high for point in series)
    assert str(rig.detail.readOut(series[5]["t"] + 1)["text"]).endswith("°")
    rig.detail.open("binary_sensor.kitchen_window")
    await until(lambda: not rig.detail.property("isHistoryLoading"))
    assert rig.detail.property("historyKind") == "states"
    assert {band["text"] for band in rig.detail.property("bands")} == {"Open", "Closed"}


async def test_history_of_one_entity_is_never_shown_for_another(rig: Rig) -> None:
    rig.detail.open("sensor.power")
    rig.detail.open("sensor.kitchen_humidity")
    await until(lambda: not rig.detail.property("isHistoryLoading"))
    assert rig.detail.property("historyUnit") == "%"
    assert rig.detail.property("historyMax") < 100


async def test_ranges_are_read_anew(rig: Rig) -> None:
    rig.detail.open("sensor.power")
    await until(lambda: not rig.detail.property("isHistoryLoading"))
    rig.detail.setProperty("range", "week")
    assert rig.detail.property("isHistoryLoading")
    await until(lambda: not rig.detail.property("isHistoryLoading"))
    span_s = rig.detail.property("historyEnd") - rig.detail.property("historyStart")
    assert span_s == 7 * 86_400
    rig.detail.setProperty("range", "century")
    assert rig.detail.property("range") == "week"


async def test_detail_says_who_changed_it(rig: Rig) -> None:
    rig.detail.open(LAMP)
    await until(lambda: "Anna" in rig.detail.property("changedText"))
    assert rig.detail.property("activity")[0]["who"] == "Anna"


async def test_open_tile_tells_its_features_apart_from_the_rest(rig: Rig) -> None:
    rig.detail.open(LAMP)
    told: list[str] = []
    rig.detail.featuresChanged.connect(lambda: told.append("features"))
    rig.detail.tileChanged.connect(lambda: told.append("tile"))
    rig.backend.report(LAMP, "on", friendly_name="Lamp by the sofa")
    rig.tiles.model.flush()
    assert told == ["tile"]
    rig.backend.report("light.hall", "on")
    rig.tiles.model.flush()
    assert told == ["tile"]


async def test_activity_tells_events_and_leaves_numbers_out(rig: Rig) -> None:
    rig.activity.refresh()
    assert rig.activity.property("isLoading")
    await until(lambda: not rig.activity.property("isLoading"))
    texts = [
        rig.activity.data(rig.activity.index(row, 0), 259) for row in range(rig.activity.rowCount())
    ]
    assert "Front door: Locked" in texts
    assert not any("temperature" in str(text) for text in texts)


async def test_gateways_are_listed_with_how_they_are(rig: Rig) -> None:
    rows = {row["title"]: row for row in rig.gateways._rows}
    assert (rows["Fake house"]["stateText"], rows["Fake house"]["tint"]) == ("Connected", "good")
    away = rows["Garden house"]
    assert away["stateText"] == "Not reachable"
    assert str(away["sinceText"]).startswith("since ")
    assert str(away["reasonText"]).startswith("It does not answer. Check its address")


async def test_gateway_is_paused_and_removed(rig: Rig) -> None:
    gateway_id = str(rig.gateways._rows[1]["gatewayId"])
    rig.gateways.pause(gateway_id, True)
    await until(lambda: rig.gateways._rows[1]["isPaused"] is True)
    rig.gateways.remove(gateway_id)
    await until(lambda: rig.gateways.property("count") == 1)
    assert rig.tiles.model.face("switch.garden_pump") is None


async def test_settings_are_kept_and_survive_a_restart(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    settings = Settings()
    settings.attach(file, Preferences(), About(data_folder=tmp_path))
    settings.setProperty("theme", "dark")
    settings.setProperty("density", "compact")
    settings.setProperty("density", "no-such-density")
    assert settings.property("resolvedTheme") == "dark"
    await settings.close()
    kept = await asyncio.to_thread(file.read)
    assert (kept.theme, kept.density) == ("dark", "compact")


async def test_renderer_takes_effect_at_the_next_start(rig: Rig) -> None:
    assert rig.settings.property("restartText") == ""
    rig.settings.setProperty("renderer", "software")
    assert rig.settings.property("needsRestart")
    assert rig.settings.property("restartText")


async def test_settings_say_where_keys_are_kept(rig: Rig) -> None:
    assert rig.settings.property("secretKind") == "memory"
    assert "until Homewire is closed" in rig.settings.property("secretNote")
