"""What a device only tells: sensors, signs, texts, presses, pictures."""

import datetime as dt
import math

from aioesphomeapi import (
    BinarySensorInfo,
    BinarySensorState,
    CameraInfo,
    CameraState,
    EntityInfo,
    EntityState,
    Event,
    EventInfo,
    LastResetType,
    SensorInfo,
    SensorState,
    SensorStateClass,
    TextSensorInfo,
    TextSensorState,
)

from embedded_hub.gateways.esphome.facet import MAX_TEXT, Facet, given
from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

_STATE_CLASSES = {
    SensorStateClass.MEASUREMENT: "measurement",
    SensorStateClass.TOTAL_INCREASING: "total_increasing",
    SensorStateClass.TOTAL: "total",
    SensorStateClass.MEASUREMENT_ANGLE: "measurement_angle",
}
_MOST_DECIMALS = 9
_LAST_SECOND = 253_402_300_799


class Sign(Facet[BinarySensorInfo, BinarySensorState]):
    """Yes or no."""

    domain = kind = "binary_sensor"

    def lasting(self) -> JsonObject:
        """Return what kind of sign it is."""
        usual = "connectivity" if self.info.is_status_binary_sensor else ""
        return given(device_class=self.info.device_class or usual)

    def read(self, now: BinarySensorState) -> Reading:
        """Return whether it is so."""
        return Reading(on_off(now.state))


class Measurement(Facet[SensorInfo, SensorState]):
    """A number; one that is none is unknown."""

    def lasting(self) -> JsonObject:
        """Return unit and kind of statistic."""
        info = self.info
        state_class = _STATE_CLASSES.get(info.state_class or SensorStateClass.NONE)
        if state_class is None and info.legacy_last_reset_type is LastResetType.AUTO:
            state_class = "total_increasing"
        is_moment = info.device_class == "timestamp"
        return given(
            device_class=info.device_class,
            unit_of_measurement=info.unit_of_measurement,
            state_class=None if is_moment else state_class,
        )

    def read(self, now: SensorState) -> Reading:
        """Return the number, as exact as the device says it is."""
        if not math.isfinite(now.state):
            return Reading(None)
        if self.info.device_class == "timestamp":
            return Reading(_moment(now.state))
        decimals = min(max(self.info.accuracy_decimals, 0), _MOST_DECIMALS)
        text = f"{now.state:.{decimals}f}"
        # Rounding must not leave a minus before nothing.
        return Reading(text.removeprefix("-") if float(text) == 0 else text)


class Words(Facet[TextSensorInfo, TextSensorState]):
    """A text."""

    kind = "text_sensor"

    def lasting(self) -> JsonObject:
        """Return what kind of text it is."""
        return given(device_class=self.info.device_class)

    def read(self, now: TextSensorState) -> Reading:
        """Return the text."""
        return Reading(now.state[:MAX_TEXT])


class Press(Facet[EventInfo, Event]):
    """Something that happens."""

    domain = kind = "event"

    def lasting(self) -> JsonObject:
        """Return what can happen."""
        return {
            **given(device_class=self.info.device_class),
            "event_types": list(self.info.event_types),
        }


class Camera(Facet[CameraInfo, CameraState]):
    """A camera; a picture comes when somebody asks."""

    domain = kind = "camera"
    is_known_at_once = True

    def lasting(self) -> JsonObject:
        """Return that it neither streams nor turns off."""
        return {"supported_features": 0}

    def report(self) -> StateReport:
        """Return that it waits."""
        return StateReport(key=self.key, value="idle")


class Unknown(Facet[EntityInfo, EntityState]):
    """What this driver has no name for: there, and without a value."""

    kind = "unknown"
    is_known_at_once = True

    def lasting(self) -> JsonObject:
        """Return what the device calls it."""
        return {"esphome_type": type(self.info).__name__.removesuffix("Info")}


def _moment(seconds: float) -> str | None:
    if not 0 <= seconds <= _LAST_SECOND:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
