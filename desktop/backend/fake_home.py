"""The home the fake backend shows: every domain once or more, over five rooms."""

import math

from desktop.backend.api import HistoryPoint, Places
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import (
    AreaId,
    DeviceId,
    EntityId,
    EntityKey,
    FloorId,
    GatewayId,
)
from embedded_hub.model.registry import Area, Device, Entity, Floor
from embedded_hub.model.state import LAST_SEEN_AT, LAST_STATE, UNAVAILABLE, Context, State
from embedded_hub.model.values import JsonObject

GATEWAY = GatewayId("fake-gateway")
AWAY_GATEWAY = GatewayId("fake-garden")
_CONTEXT = Context(id="fake")

FLOORS = (
    Floor(floor_id=FloorId("ground"), name="Ground floor", level=0),
    Floor(floor_id=FloorId("upper"), name="Upper floor", level=1),
)
AREAS = (
    Area(area_id=AreaId("kitchen"), name="Kitchen", floor_id=FloorId("ground"), icon="mdi:stove"),
    Area(area_id=AreaId("living"), name="Living room", floor_id=FloorId("ground"), icon="mdi:sofa"),
    Area(area_id=AreaId("hall"), name="Hall", floor_id=FloorId("ground"), icon="mdi:door"),
    Area(area_id=AreaId("bedroom"), name="Bedroom", floor_id=FloorId("upper"), icon="mdi:bed"),
    Area(area_id=AreaId("garden"), name="Garden", floor_id=FloorId("ground"), icon="mdi:flower"),
)

Row = tuple[str, str, str, str, JsonObject]
"""Entity id, area id, name, value, attributes."""

ROWS: tuple[Row, ...] = (
    ("light.kitchen_ceiling", "kitchen", "Kitchen ceiling light", "on",
     {"supported_color_modes": ["brightness"], "color_mode": "brightness", "brightness": 102}),
    ("light.living_lamp", "living", "Living room lamp", "on",
     {"supported_color_modes": ["color_temp", "hs"], "color_mode": "hs", "brightness": 204,
      "hs_color": [28.0, 70.0], "rgb_color": [255, 160, 77],
      "min_color_temp_kelvin": 2200, "max_color_temp_kelvin": 6500,
      "supported_features": 4, "effect_list": ["candle", "rainbow"], "effect": None}),
    ("light.bedroom_reading", "bedroom", "Bedroom reading light", "off",
     {"supported_color_modes": ["color_temp"],
      "min_color_temp_kelvin": 2200, "max_color_temp_kelvin": 5000}),
    ("light.hall", "hall", "Hall light", "off", {"supported_color_modes": ["onoff"]}),
    ("switch.coffee_machine", "kitchen", "Coffee machine", "off", {"device_class": "outlet"}),
    ("cover.living_blind", "living", "Living room blind", "open",
     {"device_class": "blind", "current_position": 60, "current_tilt_position": 40,
      "supported_features": 255}),
    ("cover.garage", "hall", "Garage door", "closed",
     {"device_class": "garage", "supported_features": 3}),
    ("climate.living", "living", "Living room thermostat", "heat",
     {"current_temperature": 20.6, "temperature": 21.5, "min_temp": 7, "max_temp": 30,
      "target_temp_step": 0.5, "hvac_modes": ["off", "heat", "auto"], "hvac_action": "heating",
      "preset_modes": ["eco", "comfort"], "preset_mode": "comfort", "supported_features": 401}),
    ("climate.bedroom", "bedroom", "Bedroom air conditioner", "heat_cool",
     {"current_temperature": 23.2, "target_temp_low": 20, "target_temp_high": 24, "min_temp": 16,
      "max_temp": 30, "target_temp_step": 0.5, "fan_modes": ["auto", "low", "high"],
      "fan_mode": "auto", "hvac_modes": ["off", "heat", "cool", "heat_cool"],
      "supported_features": 394}),
    ("fan.bedroom", "bedroom", "Bedroom fan", "on",
     {"percentage": 66, "percentage_step": 33.333, "supported_features": 11,
      "preset_modes": ["auto", "sleep"], "preset_mode": None, "oscillating": False}),
    ("lock.front_door", "hall", "Front door", "locked", {"supported_features": 0}),
    ("media_player.living", "living", "Living room speaker", "playing",
     {"device_class": "speaker", "media_title": "Blue in Green", "media_artist": "Miles Davis",
      "volume_level": 0.35, "is_volume_muted": False, "media_duration": 337,
      "media_position": 61, "source_list": ["Radio", "Line in"], "source": "Radio",
      "supported_features": 23487}),
    ("sensor.kitchen_temperature", "kitchen", "Kitchen temperature", "21.4",
     {"device_class": "temperature", "unit_of_measurement": "°C", "state_class": "measurement"}),
    ("sensor.kitchen_humidity", "kitchen", "Kitchen humidity", "48",
     {"device_class": "humidity", "unit_of_measurement": "%", "state_class": "measurement"}),
    ("sensor.power", "kitchen", "Power", "1234",
     {"device_class": "power", "unit_of_measurement": "W", "state_class": "measurement"}),
    ("sensor.bedroom_temperature", "bedroom", "Bedroom temperature", "19.8",
     {"device_class": "temperature", "unit_of_measurement": "°C", "state_class": "measurement"}),
    ("binary_sensor.hall_motion", "hall", "Hall motion", "on", {"device_class": "motion"}),
    ("binary_sensor.kitchen_window", "kitchen", "Kitchen window", "on",
     {"device_class": "window", "battery_level": 9}),
    ("binary_sensor.kitchen_leak", "kitchen", "Kitchen leak", "off", {"device_class": "moisture"}),
    ("number.hot_water", "kitchen", "Hot water limit", "55",
     {"min": 30, "max": 70, "step": 1, "unit_of_measurement": "°C"}),
    ("select.dishwasher", "kitchen", "Dishwasher programme", "eco",
     {"options": ["eco", "quick", "intensive"]}),
    ("button.doorbell_chime", "hall", "Doorbell chime", "2026-11-22T18:00:00+00:00", {}),
    ("scene.evening", "living", "Evening", "2026-11-22T19:30:00+00:00", {}),
    ("script.leave_home", "hall", "Leave home", "off", {}),
    ("humidifier.bedroom", "bedroom", "Bedroom humidifier", "on",
     {"humidity": 45, "current_humidity": 41, "min_humidity": 30, "max_humidity": 70,
      "action": "humidifying", "available_modes": ["auto", "sleep"], "mode": "auto",
      "supported_features": 1}),
    ("vacuum.robot", "living", "Robot", "docked",
     {"supported_features": 12916, "battery_level": 100, "fan_speed": "quiet",
      "fan_speed_list": ["quiet", "max"]}),
    ("alarm_control_panel.home", "hall", "Alarm", "disarmed",
     {"supported_features": 7, "code_format": "number", "code_arm_required": False}),
    ("valve.garden_water", "garden", "Garden water", "closed",
     {"device_class": "water", "supported_features": 3}),
    ("siren.hall", "hall", "Siren", "off", {"supported_features": 3}),
    ("water_heater.boiler", "kitchen", "Boiler", "eco",
     {"current_temperature": 52, "temperature": 55, "min_temp": 35, "max_temp": 65,
      "operation_list": ["eco", "performance", "off"], "operation_mode": "eco",
      "supported_features": 3}),
    ("person.anna", "", "Anna", "home",
     {"latitude": 52.4989, "longitude": 13.4034, "gps_accuracy": 12, "battery_level": 81}),
    ("person.tom", "", "Tom", "Work",
     {"latitude": 52.5210, "longitude": 13.4101, "gps_accuracy": 60, "battery_level": 34}),
    ("device_tracker.van", "", "Van", "not_home",
     {"latitude": 52.52, "longitude": 13.41, "gps_accuracy": 8, "speed": 42, "heading": 70}),
    ("weather.home", "garden", "Weather", "partlycloudy",
     {"temperature": 8.5, "temperature_unit": "°C", "humidity": 71}),
    ("update.bridge", "hall", "Bridge firmware", "on",
     {"installed_version": "1.4", "latest_version": "1.5", "supported_features": 1}),
    ("text.door_sign", "hall", "Door sign", "Welcome", {"min": 0, "max": 40}),
    ("time.alarm_clock", "bedroom", "Alarm clock", "06:45:00", {}),
    ("event.doorbell", "hall", "Doorbell", "2026-11-23T08:12:00+00:00",
     {"device_class": "doorbell", "event_type": "ring"}),
)  # fmt: skip

AWAY_ROWS: tuple[Row, ...] = (
    ("sensor.garden_soil", "garden", "Garden soil moisture", "31",
     {"device_class": "moisture", "unit_of_measurement": "%"}),
    ("switch.garden_pump", "garden", "Garden pump", "off", {}),
)  # fmt: skip


def places() -> Places:
    """Return the registries of the fake home."""
    rows = [(row, GATEWAY) for row in ROWS] + [(row, AWAY_GATEWAY) for row in AWAY_ROWS]
    return Places(
        floors=FLOORS,
        areas=AREAS,
        devices=tuple(_device(row, gateway_id) for row, gateway_id in rows),
        entities=tuple(_entity(row, gateway_id) for row, gateway_id in rows),
    )


def states(now: float) -> tuple[State, ...]:
    """Return what everything is at this moment."""
    present = [_state(row, now - 60 * (place + 1)) for place, row in enumerate(ROWS)]
    return (*present, *(_away_state(row, now - 840) for row in AWAY_ROWS))


def gateways(now: float) -> tuple[GatewayStatus, ...]:
    """Return how the gateways are."""
    return (
        GatewayStatus(
            id=GATEWAY,
            type="home_assistant",
            title="Fake house",
            state=LinkState.CONNECTED,
            since_at=now - 3600,
            device_count=len(ROWS),
            entity_count=len(ROWS),
            round_trip_ms=3.0,
            options={"url": "http://192.0.2.10:8123"},
        ),
        GatewayStatus(
            id=AWAY_GATEWAY,
            type="home_assistant",
            title="Garden house",
            state=LinkState.UNREACHABLE,
            since_at=now - 840,
            reason="gateway_unreachable",
            message="Cannot connect to ws://garden:8123: connection refused.",
            retry_at=now + 40,
            options={"url": "http://garden:8123"},
            device_count=len(AWAY_ROWS),
            entity_count=len(AWAY_ROWS),
        ),
    )


def past(state: State, start_at: float, end_at: float) -> tuple[HistoryPoint, ...]:
    """Make up a day's course of an entity: a wave for numbers, an alternation for words."""
    try:
        level = float(state.value)
    except ValueError:
        words = (state.value, "off" if state.value != "off" else "on")
        step_s = (end_at - start_at) / 8
        return tuple(
            HistoryPoint(at=start_at + place * step_s, value=words[place % 2]) for place in range(8)
        )
    step_s = (end_at - start_at) / 96
    return tuple(
        HistoryPoint(
            at=start_at + place * step_s,
            value=f"{level * (1 + 0.08 * math.sin(place / 12)):.2f}",
        )
        for place in range(96)
    )


def _device(row: Row, gateway_id: GatewayId) -> Device:
    entity_id, area_id, name, _, _ = row
    return Device(
        id=DeviceId(f"device-{entity_id}"),
        gateway_id=gateway_id,
        key=entity_id,
        name=name,
        area_id=AreaId(area_id) if area_id else None,
        manufacturer="Homewire",
        model="Fake",
    )


def _entity(row: Row, gateway_id: GatewayId) -> Entity:
    entity_id = row[0]
    return Entity(
        entity_id=EntityId(entity_id),
        gateway_id=gateway_id,
        key=EntityKey(entity_id),
        device_id=DeviceId(f"device-{entity_id}"),
    )


def _state(row: Row, at: float) -> State:
    entity_id, _, name, value, attributes = row
    return State(
        entity_id=EntityId(entity_id),
        value=value,
        attributes={"friendly_name": name, **attributes},
        changed_at=at,
        updated_at=at,
        context=_CONTEXT,
    )


def _away_state(row: Row, at: float) -> State:
    entity_id, area_id, name, value, attributes = row
    kept = {**attributes, LAST_STATE: value, LAST_SEEN_AT: at}
    return _state((entity_id, area_id, name, UNAVAILABLE, kept), at)
