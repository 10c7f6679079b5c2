"""A node with one entity of every kind there is, as the firmware lists and tells them."""

from typing import Any

from tests.fakes.esphome_device import EsphomeDevice
from tests.fakes.esphome_messages import pb

PLAIN, SUB = 0, 7
_RGBWW, _CWWW, _RGB = 51, 19, 35
(
    LAMP, STRIP, WHITES, DOOR, TEMPERATURE, ENERGY, RELAY, VERSION, LEVEL, MODE, RESTART, BOLT,
    HEATING, SPEAKER, ALARM, NOTE, DAY, ALARM_TIME, START, WATER, BELL, FIRMWARE, HORN, BOILER,
    BLIND, FAN, EYE, INFRARED, SOCKET, DIAL,
) = range(101, 131)  # fmt: skip


def workshop(*, psk: str = "", password: str = "") -> EsphomeDevice:
    """Make the node."""
    device = EsphomeDevice(_entities(), _states(), psk=psk, password=password)
    device.info.areas.append(pb.AreaInfo(area_id=1, name="Cellar"))
    device.info.area.CopyFrom(pb.AreaInfo(area_id=2, name="Workshop"))
    device.info.devices.append(pb.DeviceInfo(device_id=SUB, name="Freezer", area_id=1))
    return device


def _entities() -> list[Any]:
    return [
        pb.ListEntitiesLightResponse(
            key=LAMP, object_id="lamp", name="Lamp", supported_color_modes=[_RGB],
            effects=["None", "Pulse"],
        ),
        pb.ListEntitiesLightResponse(
            key=STRIP, object_id="strip", name="Strip", supported_color_modes=[_RGBWW],
            min_mireds=153, max_mireds=500,
        ),
        pb.ListEntitiesLightResponse(
            key=WHITES, object_id="whites", name="Whites", supported_color_modes=[_CWWW],
            min_mireds=153, max_mireds=500,
        ),
        pb.ListEntitiesBinarySensorResponse(
            key=DOOR, object_id="door", name="Door", device_class="door"
        ),
        pb.ListEntitiesSensorResponse(
            key=TEMPERATURE, object_id="temperature", name="Temperature", device_id=SUB,
            device_class="temperature", unit_of_measurement="°C", accuracy_decimals=1,
            state_class=pb.STATE_CLASS_MEASUREMENT,
        ),
        pb.ListEntitiesSensorResponse(
            key=ENERGY, object_id="energy", name="Energy", device_class="energy",
            unit_of_measurement="kWh", accuracy_decimals=3,
            state_class=pb.STATE_CLASS_TOTAL_INCREASING,
        ),
        pb.ListEntitiesSwitchResponse(
            key=RELAY, object_id="relay", name="Relay", icon="mdi:fan", device_class="outlet"
        ),
        pb.ListEntitiesTextSensorResponse(
            key=VERSION, object_id="version", name="Version", disabled_by_default=True,
            entity_category=pb.ENTITY_CATEGORY_DIAGNOSTIC,
        ),
        pb.ListEntitiesNumberResponse(
            key=LEVEL, object_id="level", name="Level", min_value=0, max_value=10, step=0.1,
            unit_of_measurement="V", entity_category=pb.ENTITY_CATEGORY_CONFIG,
        ),
        pb.ListEntitiesSelectResponse(
            key=MODE, object_id="mode", name="Mode", options=["Calm", "Wild"]
        ),
        pb.ListEntitiesButtonResponse(
            key=RESTART, object_id="restart", name="Restart", device_class="restart"
        ),
        pb.ListEntitiesLockResponse(
            key=BOLT, object_id="bolt", name="Bolt", supports_open=True, requires_code=True
        ),
        pb.ListEntitiesClimateResponse(
            key=HEATING, object_id="heating", name="Heating", supports_current_temperature=True,
            supports_action=True, feature_flags=1 | 32, supported_modes=[0, 3, 1],
            visual_min_temperature=5, visual_max_temperature=30, visual_target_temperature_step=0.5,
            supported_presets=[2, 5], supported_custom_presets=["Party"],
            supported_fan_modes=[2, 3], supported_swing_modes=[0, 2],
        ),
        pb.ListEntitiesMediaPlayerResponse(
            key=SPEAKER, object_id="speaker", name="Speaker",
            feature_flags=1 | 4 | 8 | 512 | 4096 | 16384 | 131072,
        ),
        pb.ListEntitiesAlarmControlPanelResponse(
            key=ALARM, object_id="alarm", name="Alarm", supported_features=1 | 2,
            requires_code=True, requires_code_to_arm=False,
        ),
        pb.ListEntitiesTextResponse(
            key=NOTE, object_id="note", name="Note", min_length=1, max_length=16
        ),
        pb.ListEntitiesDateResponse(key=DAY, object_id="day", name="Day"),
        pb.ListEntitiesTimeResponse(key=ALARM_TIME, object_id="alarm_time", name="Alarm time"),
        pb.ListEntitiesDateTimeResponse(key=START, object_id="start", name="Start"),
        pb.ListEntitiesValveResponse(
            key=WATER, object_id="water", name="Water", supports_position=True, supports_stop=True
        ),
        pb.ListEntitiesEventResponse(
            key=BELL, object_id="bell", name="Bell", device_class="doorbell",
            event_types=["single", "double"],
        ),
        pb.ListEntitiesUpdateResponse(key=FIRMWARE, object_id="firmware", name="Firmware"),
        pb.ListEntitiesSirenResponse(
            key=HORN, object_id="horn", name="Horn", tones=["Wail"], supports_volume=True
        ),
        pb.ListEntitiesWaterHeaterResponse(
            key=BOILER, object_id="boiler", name="Boiler", min_temperature=40, max_temperature=70,
            target_temperature_step=1, supported_modes=[1, 3], supported_features=31,
        ),
        pb.ListEntitiesCoverResponse(
            key=BLIND, object_id="blind", name="Blind", supports_position=True, supports_tilt=True,
            supports_stop=True, device_class="blind",
        ),
        pb.ListEntitiesFanResponse(
            key=FAN, object_id="fan", name="Fan", supports_speed=True, supported_speed_count=4,
            supports_oscillation=True, supports_direction=True, supported_preset_modes=["Sleep"],
        ),
        pb.ListEntitiesCameraResponse(key=EYE, object_id="eye", name="Eye"),
        pb.ListEntitiesInfraredResponse(key=INFRARED, object_id="infrared", name="Infrared"),
        pb.ListEntitiesSwitchResponse(key=SOCKET, object_id="socket", name="", device_id=SUB),
        pb.ListEntitiesSensorResponse(key=DIAL, object_id="dial", name="Dial"),
    ]  # fmt: skip


def _states() -> list[Any]:
    return [
        pb.LightStateResponse(
            key=LAMP, state=True, brightness=0.5, color_mode=_RGB, color_brightness=1.0,
            red=1.0, green=0.5, effect="None",
        ),
        pb.LightStateResponse(
            key=STRIP, state=True, brightness=1.0, color_mode=_RGBWW, cold_white=0, warm_white=1.0
        ),
        pb.LightStateResponse(key=WHITES, color_mode=_CWWW),
        pb.BinarySensorStateResponse(key=DOOR, state=True),
        pb.SensorStateResponse(key=TEMPERATURE, state=-18.04, device_id=SUB),
        pb.SensorStateResponse(key=ENERGY, state=1.5),
        pb.SwitchStateResponse(key=RELAY, state=False),
        pb.TextSensorStateResponse(key=VERSION, state="1.2.3"),
        pb.NumberStateResponse(key=LEVEL, state=2.1),
        pb.SelectStateResponse(key=MODE, state="Calm"),
        pb.LockStateResponse(key=BOLT, state=pb.LOCK_STATE_LOCKED),
        pb.ClimateStateResponse(
            key=HEATING, mode=3, action=3, current_temperature=19.5, target_temperature=21.0,
            fan_mode=2, preset=2,
        ),
        pb.MediaPlayerStateResponse(key=SPEAKER, state=1, volume=0.4),
        pb.AlarmControlPanelStateResponse(key=ALARM, state=0),
        pb.TextStateResponse(key=NOTE, state="hello"),
        pb.DateStateResponse(key=DAY, year=2026, month=11, day=23),
        pb.TimeStateResponse(key=ALARM_TIME, hour=6, minute=30),
        pb.DateTimeStateResponse(key=START, epoch_seconds=1_795_000_000),
        pb.ValveStateResponse(key=WATER, position=1.0),
        pb.UpdateStateResponse(
            key=FIRMWARE, current_version="2026.6.4", latest_version="2026.6.5"
        ),
        pb.SirenStateResponse(key=HORN),
        pb.WaterHeaterStateResponse(
            key=BOILER, current_temperature=48.0, target_temperature=55.0, mode=1, state=2
        ),
        pb.CoverStateResponse(key=BLIND, position=0.4, tilt=1.0),
        pb.FanStateResponse(key=FAN, state=True, speed_level=2, preset_mode=""),
        pb.SwitchStateResponse(key=SOCKET, state=True, device_id=SUB),
        pb.SensorStateResponse(key=DIAL, missing_state=True),
    ]  # fmt: skip
