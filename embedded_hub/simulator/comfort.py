"""Thermostats that heat a room, fans, humidifiers and boilers."""

from collections.abc import Mapping

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import ON, Answer, Thing, toward

_TEMPERATURE = Cap(type="float", unit="°C")
_PERCENT = Cap(type="int", unit="%")
_HYSTERESIS = 0.2
_DEGREES_PER_S = 0.01
"""Much faster than a real room, so that a person sees it react."""
_LOSS_PER_S = 0.0015
_ECO_TARGET, _COMFORT_TARGET = 18.0, 21.5


def _enum(*options: str) -> Cap:
    return Cap(type="enum", options=options, w=1)


def _target(low: float, high: float) -> Cap:
    return Cap(type="float", min=low, max=high, step=0.5, unit="°C", w=1)


class Radiator(Thing):
    """A thermostat that only heats, with presets."""

    def __init__(self, current: float = 20.6, target: float = 21.0) -> None:
        super().__init__(
            EntitySpec(
                id="climate",
                kind="climate",
                caps={
                    "mode": _enum("off", "heat", "auto"),
                    "target": _target(7, 30),
                    "current": _TEMPERATURE,
                    "action": Cap(type="enum"),
                    "preset": _enum("none", "eco", "comfort"),
                },
            ),
            {
                "mode": "heat",
                "target": target,
                "current": current,
                "action": "idle",
                "preset": "none",
            },
        )
        self._current = current

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Take a mode, a target or a preset, which is a target with a name."""
        presets: Mapping[JsonValue, float] = {"eco": _ECO_TARGET, "comfort": _COMFORT_TARGET}
        target = presets.get(args.get("preset"))
        if target is not None:
            self.put(target=target)
        elif "target" in args:
            self.put(preset="none")
        return super().set_values(args, now_s)

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Heat, or lose warmth to the outside."""
        target, is_heating = self.number("target"), self.values["action"] == "heating"
        if self.values["mode"] == "off":
            action = "off"
        elif self._current < target - (0 if is_heating else _HYSTERESIS):
            action = "heating"
        else:
            action = "idle"
        change = _DEGREES_PER_S if action == "heating" else -_LOSS_PER_S
        self._current = max(15.0, self._current + change * passed_s)
        self.put(action=action, current=round(self._current, 1))


class AirConditioner(Thing):
    """A split unit that heats and cools into a range."""

    def __init__(self, current: float = 22.4) -> None:
        super().__init__(
            EntitySpec(
                id="climate",
                kind="climate",
                caps={
                    "mode": _enum("off", "heat", "cool", "heat_cool", "dry", "fan_only"),
                    "target_low": _target(16, 30),
                    "target_high": _target(16, 30),
                    "current": _TEMPERATURE,
                    "humidity": _PERCENT,
                    "action": Cap(type="enum"),
                    "fan": _enum("auto", "low", "medium", "high"),
                    "swing": _enum("off", "vertical", "horizontal"),
                },
            ),
            {
                "mode": "heat_cool",
                "target_low": 19.5,
                "target_high": 24.0,
                "current": current,
                "humidity": 47,
                "action": "idle",
                "fan": "auto",
                "swing": "off",
            },
        )
        self._current = current

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Refuse a range that is upside down."""
        low = args.get("target_low", self.values["target_low"])
        high = args.get("target_high", self.values["target_high"])
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            return Answer(code="invalid", message="the lower target is above the upper one")
        return super().set_values(args, now_s)

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Drive the room into the range."""
        mode = self.values["mode"]
        action, change = "idle", 0.0004
        if mode == "off":
            action = "off"
        elif mode in ("heat", "heat_cool") and self._current < self.number("target_low"):
            action, change = "heating", _DEGREES_PER_S
        elif mode in ("cool", "heat_cool") and self._current > self.number("target_high"):
            action, change = "cooling", -_DEGREES_PER_S
        elif mode in ("dry", "fan_only"):
            action = "drying" if mode == "dry" else "fan"
        self._current = min(31.0, self._current + change * passed_s)
        self.put(action=action, current=round(self._current, 1))


class Fan(Thing):
    """A ceiling fan."""

    def __init__(self) -> None:
        super().__init__(
            EntitySpec(
                id="fan",
                kind="fan",
                caps={
                    "on": ON,
                    "speed": Cap(type="int", min=0, max=100, step=25, unit="%", w=1),
                    "preset": _enum("normal", "breeze", "sleep"),
                    "oscillating": ON,
                    "direction": _enum("forward", "reverse"),
                },
            ),
            {
                "on": False,
                "speed": 50,
                "preset": "normal",
                "oscillating": False,
                "direction": "forward",
            },
        )


class Humidifier(Thing):
    """Brings the air to a humidity, slowly."""

    def __init__(self, current: float = 41.0) -> None:
        super().__init__(
            EntitySpec(
                id="humidifier",
                kind="humidifier",
                device_class="humidifier",
                caps={
                    "on": ON,
                    "target": Cap(type="int", min=30, max=70, unit="%", w=1),
                    "current": _PERCENT,
                    "mode": _enum("auto", "baby", "sleep"),
                    "action": Cap(type="enum"),
                },
            ),
            {
                "on": True,
                "target": 48,
                "current": round(current),
                "mode": "auto",
                "action": "humidifying",
            },
        )
        self._current = current

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Humidify, or dry out."""
        is_working = self.is_on and self._current < self.number("target")
        self._current += (0.02 if is_working else -0.004) * passed_s
        self._current = max(33.0, self._current)
        idle = "idle" if self.is_on else "off"
        self.put(action="humidifying" if is_working else idle, current=round(self._current))


class Boiler(Thing):
    """A water heater."""

    def __init__(self, current: float = 51.0) -> None:
        super().__init__(
            EntitySpec(
                id="heater",
                kind="water_heater",
                caps={
                    "mode": _enum("off", "eco", "performance"),
                    "target": _target(40, 65),
                    "current": _TEMPERATURE,
                    "away": ON,
                },
            ),
            {"mode": "eco", "target": 52.0, "current": current, "away": False},
        )
        self._current = current

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Warm the water, or let it cool."""
        wanted = 40.0 if self.values["away"] else self.number("target")
        if self.values["mode"] == "off":
            wanted = 20.0
        rate = 0.03 if wanted > self._current else 0.001
        self._current = toward(self._current, wanted, rate * passed_s)
        self.put(current=round(self._current, 1))
