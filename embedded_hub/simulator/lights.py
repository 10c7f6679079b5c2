"""Lamps that ramp, in every kind of colour, and plain switches."""

from collections.abc import Mapping

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import DONE, ON, Answer, Thing, toward

RAMP_PER_S = 120.0
"""Per cent of full light a lamp gains or loses a second when nobody asks for a slower change."""
_LEVEL = Cap(type="int", min=0, max=100, unit="%", w=1)
_WHITE = Cap(type="int", min=2200, max=6500, unit="K", w=1)


class Lamp(Thing):
    """A lamp.

    Args:
        entity_id: Its place in the device.
        name: ``None`` where the lamp is the device.
        is_dimmable: Whether it has a level.
        color: The form its colour is told in, ``None`` for white alone.
        has_white: Whether its white can be made warmer and colder.
        effects: What it can play.
    """

    def __init__(
        self,
        entity_id: str = "light",
        name: str | None = None,
        *,
        is_dimmable: bool = True,
        color: str | None = None,
        has_white: bool = False,
        effects: tuple[str, ...] = (),
        values: Mapping[str, JsonValue] | None = None,
    ) -> None:
        caps: dict[str, Cap] = {"on": ON}
        now: dict[str, JsonValue] = {"on": False}
        if is_dimmable:
            caps["level"] = _LEVEL
            now["level"] = 80
        if color:
            caps["color"] = Cap(type=color, w=1)
            now["color"] = None
        if has_white:
            caps["color_temp"] = _WHITE
            now["color_temp"] = 2700
        if effects:
            caps["effect"] = Cap(type="enum", options=("none", *effects), w=1)
            now["effect"] = "none"
        does = ("transition",) if is_dimmable else ()
        super().__init__(
            EntitySpec(id=entity_id, kind="light", name=name, caps=caps, does=does),
            {**now, **(values or {})},
        )
        self._wanted = self.number("level") if self.is_on else 0.0
        self._shown = self._wanted
        self._per_s = RAMP_PER_S

    def set_values(self, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- no inertia
        """Take a colour at once and a level over time."""
        if "color" in args and "color_temp" in self.spec.caps:
            self.put(color_temp=None)
        if "color_temp" in args and "color" in self.spec.caps:
            self.put(color=None)
        kept = {name: args[name] for name in ("color", "color_temp", "effect") if name in args}
        self.put(**kept)
        if "level" not in self.spec.caps:
            self.put(on=args.get("on", self.is_on))
            return DONE
        self._ramp(args)
        return DONE

    def _ramp(self, args: JsonObject) -> None:
        level = args.get("level")
        was_shown = self._shown if self.is_on else 0.0
        if args.get("on") is False or level == 0:
            self._wanted = 0.0
        elif isinstance(level, int | float):
            self._wanted = float(level)
        elif not self.is_on:
            self._wanted = self.number("level") or 100.0
        seconds = args.get("transition")
        distance = abs(self._wanted - was_shown)
        slow = isinstance(seconds, int | float) and seconds > 0
        self._per_s = distance / float(str(seconds)) if slow and distance else RAMP_PER_S
        self._shown = was_shown
        if self._wanted > 0:
            self.put(on=True)

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Ramp."""
        if self._shown == self._wanted:
            return
        self._shown = toward(self._shown, self._wanted, self._per_s * passed_s)
        if self._shown > 0:
            self.put(level=max(1, round(self._shown)))
        if self._wanted == 0 and self._shown == 0:
            self.put(on=False)


class Switch(Thing):
    """Something that is on or off."""

    def __init__(
        self,
        entity_id: str = "switch",
        name: str | None = None,
        *,
        is_on: bool = False,
        device_class: str | None = None,
        icon: str | None = None,
    ) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="switch",
                name=name,
                caps={"on": ON},
                device_class=device_class,
                icon=icon,
            ),
            {"on": is_on},
        )
