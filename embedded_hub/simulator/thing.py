"""What all simulated things have in common. Pure: time and chance are handed in.

A *thing* is one entity, an *appliance* the device around it. A thing holds values, changes them
in :meth:`Thing.step` and :meth:`Thing.command`, and says what others should do in ``wishes``.
Times are seconds UTC.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeAlias

import msgspec

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import (
    Cap,
    DeviceSpec,
    DoneCode,
    EntitySpec,
    Presence,
)

ON = Cap(type="bool", w=1)
"""The cap of whatever is switched."""
_COLOR_LIMITS: Mapping[str, tuple[int, float]] = {
    "rgb": (3, 255),
    "rgbw": (4, 255),
    "rgbww": (5, 255),
    "hs": (2, 360),
    "xy": (2, 1),
}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How a command ended."""

    code: DoneCode | None = None
    """``None`` for done."""
    message: str | None = None
    result: JsonValue = None
    after_s: float = 0.0
    """How long the device takes to say so."""


DONE = Answer()
UNSUPPORTED = Answer(code="unsupported")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a scene or a script wants of another thing."""

    key: str
    do: str = "set"
    args: JsonObject = {}


Values: TypeAlias = dict[str, JsonValue]


class Thing:
    """One entity of a simulated device.

    Args:
        spec: What is announced.
        values: How it starts.
    """

    def __init__(self, spec: EntitySpec, values: Mapping[str, JsonValue]) -> None:
        self.spec = spec
        self.values: Values = dict(values)
        self.chance = Random(0)  # noqa: S311 -- plays, guards nothing; replaced by the flat
        self._changed: Values = {}
        self._happened: list[tuple[str, Values]] = []
        self._wishes: list[Wish] = []

    # --- for those who watch ------------------------------------------------------------------

    def take_changes(self) -> Values:
        """Return what changed since the last call."""
        changed, self._changed = self._changed, {}
        return changed

    def take_events(self) -> Sequence[tuple[str, Values]]:
        """Return what happened since the last call, by name and content."""
        happened, self._happened = self._happened, []
        return happened

    def take_wishes(self) -> Sequence[Wish]:
        """Return what others should do since the last call."""
        wishes, self._wishes = self._wishes, []
        return wishes

    # --- for those who are one ----------------------------------------------------------------

    def put(self, **values: JsonValue) -> None:
        """Change values; equal ones are no change."""
        for name, value in values.items():
            if name not in self.values or self.values[name] != value:
                self.values[name] = value
                self._changed[name] = value

    def happen(self, name: str, **content: JsonValue) -> None:
        """Note an event."""
        self._happened.append((name, content))

    def wish(self, *wishes: Wish) -> None:
        """Ask others to do something."""
        self._wishes.extend(wishes)

    def number(self, name: str) -> float:
        """Return a value that is a number, 0 while it is not."""
        value = self.values.get(name)
        return float(value) if isinstance(value, int | float) else 0.0

    @property
    def is_on(self) -> bool:
        """Whether it is switched on."""
        return self.values.get("on") is True

    # --- what a kind overrides ----------------------------------------------------------------

    def past(self, at_s: float) -> Values | None:  # noqa: ARG002 -- for those that know
        """Return what it was then, the same each time it is asked; ``None`` when not known."""
        return None

    def step(self, now_s: float, passed_s: float) -> None:
        """Let time pass."""

    def command(self, do: str, args: JsonObject, now_s: float) -> Answer:
        """Carry out a command; ``set`` with well-formed values reaches :meth:`set_values`."""
        if do == "set":
            refused = self._refusal(args)
            return refused or self.set_values(args, now_s)
        if do not in self.spec.does:
            return UNSUPPORTED
        return self.do(do, args, now_s)

    def set_values(self, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- for kinds
        """Take new values; a thing without inertia has them at once."""
        self.put(**{name: value for name, value in args.items() if name in self.spec.caps})
        return DONE

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- for kinds
        """Carry out an announced command other than ``set``."""
        return UNSUPPORTED

    def _refusal(self, args: JsonObject) -> Answer | None:
        for name, value in args.items():
            cap = self.spec.caps.get(name)
            if cap is None:
                if name in self.spec.does:
                    continue
                return Answer(code="unsupported", message=f"there is no {name}")
            if not cap.w:
                return Answer(code="unsupported", message=f"{name} cannot be set")
            if not _fits(cap, value):
                return Answer(code="invalid", message=f"{name} is out of range")
        return None


def _fits(cap: Cap, value: JsonValue) -> bool:
    if cap.type in _COLOR_LIMITS:
        size, most = _COLOR_LIMITS[cap.type]
        return (
            isinstance(value, list | tuple)
            and len(value) == size
            and all(isinstance(part, int | float) and 0 <= part <= most for part in value)
        )
    if cap.type == "bool":
        return isinstance(value, bool)
    if cap.type in ("int", "float"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return (cap.min is None or value >= cap.min) and (cap.max is None or value <= cap.max)
    return isinstance(value, str) and (not cap.options or value in cap.options)


class Appliance:
    """One simulated device.

    Args:
        key: Its address.
        name: What it is called.
        area: The room it stands in.
        things: Its entities, in order.
        maker: Who made it.
        model: What it is.
        is_service: True for something without a body.
    """

    def __init__(
        self,
        key: str,
        name: str,
        area: str | None,
        things: Sequence[Thing],
        *,
        maker: str = "Homewire",
        model: str | None = None,
        is_service: bool = False,
    ) -> None:
        self.key = key
        self.area = area
        self.things = {thing.spec.id: thing for thing in things}
        self.presence: Presence = "online"
        self.spec = DeviceSpec(
            id=key,
            name=name,
            area=area,
            maker=maker,
            model=model or name,
            sw="1.0",
            service=is_service,
            entities=tuple(thing.spec for thing in things),
        )

    def step(self, now_s: float, passed_s: float) -> None:
        """Let time pass for every entity."""
        for thing in self.things.values():
            thing.step(now_s, passed_s)


def toward(now: float, wanted: float, most: float) -> float:
    """Return ``now`` moved towards ``wanted`` by at most ``most``."""
    if abs(wanted - now) <= most:
        return wanted
    return now + most if wanted > now else now - most
