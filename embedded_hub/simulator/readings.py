"""Sensors that drift like real ones, and contacts that open and close now and then."""

import math
from random import Random

from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import Thing, Values

_DAY_S = 86_400.0


class Drift(Thing):
    """A number that follows the day and wanders a little.

    Args:
        entity_id: Its place in the device.
        name: What it is called.
        device_class: What it measures.
        unit: In what.
        base: Its mean.
        swing: How far the day moves it from there, highest at ``peak_hour``.
        noise: How far it strays on its own.
        digits: Decimal places told.
        every_s: How often it is told.
        low: It never falls below.
        high: It never rises above.
    """

    def __init__(
        self,
        entity_id: str,
        name: str | None,
        device_class: str | None,
        unit: str,
        base: float,
        *,
        swing: float = 0.0,
        peak_hour: float = 15.0,
        noise: float = 0.0,
        digits: int = 1,
        every_s: float = 20.0,
        low: float = -1e9,
        high: float = 1e9,
        is_diagnostic: bool = False,
    ) -> None:
        self._base, self._swing, self._peak_hour = base, swing, peak_hour
        self._noise, self._digits, self._every_s = noise, digits, every_s
        self._low, self._high = low, high
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="sensor",
                name=name,
                caps={"v": Cap(type="float", unit=unit, stat="measurement")},
                device_class=device_class,
                category="diagnostic" if is_diagnostic else None,
            ),
            {"v": self._rounded(base)},
        )
        self._stray = 0.0
        self._next_at_s = 0.0

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Measure when it is time."""
        if now_s < self._next_at_s:
            return
        self._next_at_s = now_s + self._every_s * self.chance.uniform(0.8, 1.2)
        self.measure(now_s)

    def stir(self, now_s: float) -> None:
        """Measure now, and be sure to tell something new."""
        before = self.values["v"]
        self.measure(now_s)
        if self.values["v"] == before:
            grain = 10.0**-self._digits
            now = self.number("v")
            self.put(v=self._rounded(now + grain if now + grain <= self._high else now - grain))

    def measure(self, now_s: float) -> None:
        """Measure now."""
        # Nine tenths of the old stray and a fresh tenth: slow, and bounded by the noise.
        self._stray = self._stray * 0.9 + self.chance.gauss(0, self._noise) * 0.4
        self.put(v=self._rounded(self._base + self._day(now_s) + self._stray))

    def past(self, at_s: float) -> Values:
        """Return what was measured then."""
        stray = Random(f"{self.spec.id} {at_s:.0f}").gauss(0, self._noise) * 0.4  # noqa: S311 -- plays
        return {"v": self._rounded(self._base + self._day(at_s) + stray)}

    def _day(self, at_s: float) -> float:
        hour = (at_s % _DAY_S) / 3600
        return self._swing * math.cos((hour - self._peak_hour) / 24 * 2 * math.pi)

    def _rounded(self, value: float) -> float:
        value = round(min(self._high, max(self._low, value)), self._digits)
        return int(value) if self._digits == 0 else value


class Meter(Thing):
    """A total that grows with a power drawn or made elsewhere.

    Args:
        power: Where the watts come from.
        start: Where it stands, kWh.
    """

    def __init__(self, entity_id: str, name: str, power: Thing, start: float) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="sensor",
                name=name,
                caps={"v": Cap(type="float", unit="kWh", stat="total_increasing")},
                device_class="energy",
            ),
            {"v": start},
        )
        self._power = power
        self._total = start

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Count."""
        self._total += max(0.0, self._power.number("v")) / 1000 * passed_s / 3600
        self.put(v=round(self._total, 2))


class Contact(Thing):
    """Something that is so or not, and changes by itself now and then.

    Args:
        entity_id: Its place in the device.
        name: What it is called.
        device_class: Which words it uses.
        every_s: How long it stays off on average; 0 for never changing.
        for_s: How long it stays on on average.
    """

    def __init__(
        self,
        entity_id: str,
        name: str | None,
        device_class: str,
        *,
        every_s: float = 0.0,
        for_s: float = 30.0,
        is_on: bool = False,
    ) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="binary_sensor",
                name=name,
                caps={"on": Cap(type="bool")},
                device_class=device_class,
            ),
            {"on": is_on},
        )
        self._every_s, self._for_s = every_s, for_s
        self._until_s: float | None = None

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Change when it is time."""
        if not self._every_s:
            return
        if self._until_s is None:
            self._until_s = now_s + self.chance.expovariate(1 / self._every_s)
        if now_s >= self._until_s:
            self.put(on=not self.is_on)
            stays_s = self._for_s if self.is_on else self._every_s
            self._until_s = now_s + self.chance.expovariate(1 / stays_s)


class Told(Thing):
    """A sensor somebody else sets, such as a machine's phase or a battery."""

    def __init__(
        self,
        entity_id: str,
        name: str | None,
        value: str | float | None,
        *,
        device_class: str | None = None,
        unit: str | None = None,
        options: tuple[str, ...] = (),
        kind: str = "sensor",
        icon: str | None = None,
        is_diagnostic: bool = False,
    ) -> None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        type_ = "float" if is_number else ("enum" if options else "text")
        main = "on" if kind == "binary_sensor" else "v"
        stat = "measurement" if is_number else None
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind=kind,
                name=name,
                caps={main: Cap(type=type_, unit=unit, options=options, stat=stat)},
                device_class=device_class,
                icon=icon,
                category="diagnostic" if is_diagnostic else None,
            ),
            {main: value},
        )
