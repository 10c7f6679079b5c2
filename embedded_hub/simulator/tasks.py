"""Buttons, settings, scenes and scripts, a vacuum, an alarm, a siren and an update."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import DONE, ON, Answer, Thing, Wish

ALARM_CODE = "1234"
_EXIT_DELAY_S, _ENTRY_DELAY_S = 10.0, 15.0
_DRIVE_HOME_S = 12.0
_SELDOM_S = 300.0
"""Who only looks around is not called to the door at once."""


class Button(Thing):
    """Remembers when it was pressed."""

    def __init__(
        self,
        entity_id: str,
        name: str | None,
        *wishes: Wish,
        device_class: str | None = None,
        icon: str | None = None,
    ) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="button",
                name=name,
                caps={"pressed": Cap(type="time")},
                does=("press",),
                device_class=device_class,
                icon=icon,
            ),
            {"pressed": None},
        )
        self._on_press = wishes

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- only press
        """Be pressed."""
        self.put(pressed=round(now_s * 1000))
        self.wish(*self._on_press)
        return DONE


class Scene(Thing):
    """Sets several things at once."""

    def __init__(self, entity_id: str, name: str, wishes: Sequence[Wish], icon: str) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="scene",
                name=name,
                caps={"activated": Cap(type="time")},
                does=("activate",),
                icon=icon,
            ),
            {"activated": None},
        )
        self._on_activate = tuple(wishes)

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- only one
        """Be activated."""
        self.put(activated=round(now_s * 1000))
        self.wish(*self._on_activate)
        return DONE


class Script(Thing):
    """Does one thing after the other.

    Args:
        steps: Seconds after the start, and what to do then; in order.
    """

    def __init__(
        self, entity_id: str, name: str, steps: Sequence[tuple[float, Wish]], icon: str
    ) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind="script",
                name=name,
                caps={"on": ON, "started": Cap(type="time")},
                icon=icon,
            ),
            {"on": False, "started": None},
        )
        self._steps = tuple(steps)
        self._left: list[tuple[float, Wish]] = []
        self._started_s = 0.0

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Start or stop."""
        if args.get("on") is True:
            self._left = list(self._steps)
            self._started_s = now_s
            self.put(on=True, started=round(now_s * 1000))
        else:
            self._left.clear()
            self.put(on=False)
        return DONE

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Go on with what is due."""
        while self._left and now_s - self._started_s >= self._left[0][0]:
            self.wish(self._left.pop(0)[1])
        if not self._left:
            self.put(on=False)


class Setting(Thing):
    """A number, choice, text, date or time a person sets."""

    def __init__(
        self,
        entity_id: str,
        name: str | None,
        kind: str,
        cap: Cap,
        value: JsonValue,
        *,
        device_class: str | None = None,
        icon: str | None = None,
        is_config: bool = True,
    ) -> None:
        super().__init__(
            EntitySpec(
                id=entity_id,
                kind=kind,
                name=name,
                caps={"option" if kind == "select" else "v": cap},
                device_class=device_class,
                icon=icon,
                category="config" if is_config else None,
            ),
            {"option" if kind == "select" else "v": value},
        )

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Refuse what is no date or time."""
        value = args.get("v")
        parse = {"date": "%Y-%m-%d", "time": "%H:%M:%S"}.get(self.spec.kind)
        if parse is not None:
            try:
                datetime.strptime(str(value), parse).replace(tzinfo=UTC)
            except ValueError:
                return Answer(code="invalid", message=f"no {self.spec.kind}")
        return super().set_values(args, now_s)


class Vacuum(Thing):
    """Cleans, runs low, drives home and charges."""

    def __init__(self) -> None:
        super().__init__(
            EntitySpec(
                id="vacuum",
                kind="vacuum",
                caps={
                    "status": Cap(type="enum"),
                    "battery": Cap(type="int", unit="%"),
                    "fan": Cap(type="enum", options=("quiet", "standard", "strong"), w=1),
                    "area": Cap(type="float", unit="m²"),
                },
                does=("start", "pause", "stop", "home", "locate", "spot"),
            ),
            {"status": "docked", "battery": 92, "fan": "standard", "area": 0.0},
        )
        self._battery = 92.0
        self._area = 0.0
        self._home_at_s = 0.0

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- no arguments
        """Clean, rest or come home."""
        if do in ("start", "spot"):
            if self._battery < 10:
                return Answer(code="busy", message="the battery is too low")
            if self.values["status"] == "docked":
                self._area = 0.0
            self.put(status="cleaning")
        elif do == "home":
            self._go_home(now_s)
        elif do in ("pause", "stop"):
            self.put(status="paused" if do == "pause" else "idle")
        return DONE

    def _go_home(self, now_s: float) -> None:
        if self.values["status"] != "docked":
            self._home_at_s = now_s + _DRIVE_HOME_S
            self.put(status="returning")

    def step(self, now_s: float, passed_s: float) -> None:
        """Clean on, drive on, or charge."""
        status = self.values["status"]
        if status == "cleaning":
            self._battery -= 0.05 * passed_s
            self._area += 0.02 * passed_s
            self.put(area=round(self._area, 1))
            if self._battery < 15:
                self._go_home(now_s)
        elif status == "returning" and now_s >= self._home_at_s:
            self.put(status="docked")
        elif status == "docked":
            self._battery = min(100.0, self._battery + 0.03 * passed_s)
        self.put(battery=round(self._battery))


class Alarm(Thing):
    """An alarm panel with a code (1234), an exit delay and a siren."""

    def __init__(self, siren_key: str) -> None:
        modes = ("disarmed", "armed_home", "armed_away", "armed_night")
        super().__init__(
            EntitySpec(
                id="alarm",
                kind="alarm",
                caps={
                    "status": Cap(type="enum", options=modes),
                    "code": Cap(type="text", format="number"),
                    "changed_by": Cap(type="text"),
                },
                does=("arm", "disarm", "trigger"),
            ),
            {"status": "disarmed", "changed_by": None},
        )
        self._siren_key = siren_key
        self._next: tuple[float, str] | None = None

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:
        """Arm, disarm or raise the alarm."""
        if do == "disarm":
            if args.get("code") != ALARM_CODE:
                return Answer(code="denied", message="the code is wrong")
            self._next = None
            if self.values["status"] == "triggered":
                self.wish(Wish(key=self._siren_key, args={"on": False}))
            self.put(status="disarmed", changed_by="code")
        elif do == "arm":
            mode = args.get("mode")
            if mode not in self.spec.caps["status"].options:
                return Answer(code="unsupported", message="there is no such mode")
            # Nobody needs time to leave when they stay at home.
            delay_s = _EXIT_DELAY_S if mode == "armed_away" else 0.0
            self._next = (now_s + delay_s, str(mode))
            self.put(status="arming", changed_by="app")
        else:
            self._next = (now_s + _ENTRY_DELAY_S, "triggered")
            self.put(status="pending")
        return DONE

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Go on when a delay is over."""
        if self._next is None or now_s < self._next[0]:
            return
        status, self._next = self._next[1], None
        self.put(status=status)
        if status == "triggered":
            self.wish(Wish(key=self._siren_key, args={"on": True, "tone": "alarm"}))


class Siren(Thing):
    """Sounds, at the most for as long as it was told."""

    def __init__(self) -> None:
        super().__init__(
            EntitySpec(
                id="siren",
                kind="siren",
                caps={
                    "on": ON,
                    "tone": Cap(type="enum", options=("alarm", "fire", "chime"), w=1),
                    "volume": Cap(type="int", min=0, max=100, unit="%", w=1),
                    "duration": Cap(type="int", min=1, max=600, unit="s", w=1),
                },
            ),
            {"on": False, "tone": "alarm", "volume": 80, "duration": 60},
        )
        self._until_s = 0.0

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Sound or be quiet."""
        super().set_values(args, now_s)
        self._until_s = now_s + self.number("duration")
        return DONE

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Be quiet when it was long enough."""
        if self.is_on and now_s >= self._until_s:
            self.put(on=False)


class Update(Thing):
    """Firmware that can be installed in a quarter of a minute."""

    def __init__(self, installed: str, latest: str, title: str, summary: str) -> None:
        text = Cap(type="text")
        names = ("installed", "latest", "skipped", "title", "summary")
        super().__init__(
            EntitySpec(
                id="update",
                kind="update",
                name="Firmware",
                caps={**dict.fromkeys(names, text), "progress": Cap(type="int", unit="%")},
                does=("install", "skip", "unskip"),
                device_class="firmware",
                category="config",
            ),
            {
                "installed": installed,
                "latest": latest,
                "skipped": None,
                "title": title,
                "summary": summary,
                "progress": None,
            },
        )
        self._progress: float | None = None

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- no arguments
        """Install, skip, or think again."""
        if do == "install":
            if self.values["installed"] == self.values["latest"]:
                return Answer(code="invalid", message="it is up to date")
            self._progress = self._progress or 0.0
            self.put(progress=round(self._progress))
        else:
            self.put(skipped=self.values["latest"] if do == "skip" else None)
        return DONE

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Install on."""
        if self._progress is None:
            return
        self._progress += 100 / 15 * passed_s
        if self._progress >= 100:
            self._progress = None
            self.put(installed=self.values["latest"], progress=None)
        else:
            self.put(progress=round(self._progress))


class Doorbell(Thing):
    """Rings now and then: an event, not a state."""

    def __init__(self, every_s: float = 900.0) -> None:
        super().__init__(
            EntitySpec(
                id="ring",
                kind="event",
                caps={"type": Cap(type="enum", options=("press", "hold"))},
                does=("press",),
                device_class="doorbell",
            ),
            {},
        )
        self._every_s = every_s
        self._next_s: float | None = None

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Ring when somebody comes."""
        if self._next_s is not None and now_s >= self._next_s:
            self.happen("press" if self.chance.random() < 0.8 else "hold")
            self._next_s = None
        if self._next_s is None:
            self._next_s = now_s + _SELDOM_S + self.chance.expovariate(1 / self._every_s)

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- only press
        """Be rung by a visitor who is called for."""
        self.happen(do)
        return DONE


def wishes(table: Mapping[str, JsonObject]) -> Sequence[Wish]:
    """Write several things' wanted values as wishes."""
    return tuple(Wish(key=key, args=args) for key, args in table.items())
