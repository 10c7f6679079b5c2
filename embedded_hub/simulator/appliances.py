"""Machines whose entities belong together: a washing machine, a car charger."""

from collections.abc import Sequence

from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.gateway_messages import Cap
from embedded_hub.simulator.lights import Switch
from embedded_hub.simulator.readings import Meter, Told
from embedded_hub.simulator.tasks import Button, Setting
from embedded_hub.simulator.thing import Answer, Appliance

Phase = tuple[str, float, float]
"""Name, share of the programme, watts."""
PHASES: Sequence[Phase] = (
    ("filling", 0.05, 20.0),
    ("heating", 0.15, 2050.0),
    ("washing", 0.45, 220.0),
    ("rinsing", 0.2, 160.0),
    ("spinning", 0.15, 480.0),
)
PROGRAMS = {"Eco 40-60": 3.5, "Cotton 60": 2.5, "Quick 30": 0.5}
"""Minutes here; a real one takes about sixty times as long."""
_VOLTS = 230.0


class _Start(Button):
    """Starts the machine it is on, or says that it runs."""

    def __init__(self) -> None:
        super().__init__("start", "Start", icon="mdi:play")
        self.is_wanted = False
        self.is_busy = False

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:
        """Be pressed."""
        if self.is_busy:
            return Answer(code="busy", message="it is running")
        self.is_wanted = True
        return super().do(do, args, now_s)


class WashingMachine(Appliance):
    """Runs its programme through the phases of a real one."""

    def __init__(self, key: str, area: str) -> None:
        programs = tuple(PROGRAMS)
        self._start = _Start()
        self._program = Setting(
            "program",
            "Program",
            "select",
            Cap(type="enum", options=programs, w=1),
            programs[0],
            is_config=False,
        )
        names = ("idle", *(name for name, _, _ in PHASES), "finished")
        self._phase = Told("phase", "Phase", "idle", device_class="enum", options=names)
        self._left = Told("left", "Remaining", 0, device_class="duration", unit="min")
        self._power = Told("power", "Power", 1.2, device_class="power", unit="W")
        energy = Meter("energy", "Energy", self._power, 284.31)
        things = [self._phase, self._left, self._program, self._start, self._power, energy]
        super().__init__(key, "Washing machine", area, things, model="WA 8")
        self._began_s: float | None = None

    def step(self, now_s: float, passed_s: float) -> None:
        """Wash on."""
        super().step(now_s, passed_s)
        if self._start.is_wanted:
            self._start.is_wanted = False
            self._began_s = now_s
        self._start.is_busy = self._began_s is not None
        if self._began_s is None:
            return
        total_s = PROGRAMS[str(self._program.values["option"])] * 60
        done = (now_s - self._began_s) / total_s
        if done >= 1:
            self._began_s = None
            self._phase.put(v="finished")
            self._left.put(v=0)
            self._power.put(v=1.2)
            return
        name, watts = _phase_at(done)
        self._phase.put(v=name)
        self._left.put(v=max(1, round(total_s * (1 - done) / 60)))
        self._power.put(v=watts)


def _phase_at(done: float) -> tuple[str, float]:
    end = 0.0
    for name, share, watts in PHASES:
        end += share
        if done < end:
            return name, watts
    return PHASES[-1][0], PHASES[-1][2]


class Charger(Appliance):
    """A wall box: charges while switched on, with the current it is set to."""

    def __init__(self, key: str, area: str) -> None:
        self._switch = Switch("charge", "Charging", is_on=True, icon="mdi:ev-station")
        self._current = Setting(
            "current",
            "Charging current",
            "number",
            Cap(type="int", min=6, max=16, step=1, unit="A", w=1),
            10,
            device_class="current",
        )
        self._power = Told("power", "Power", 0, device_class="power", unit="W")
        energy = Meter("energy", "Energy", self._power, 1290.4)
        self._plugged = Told("plug", "Cable", value=None, device_class="plug", kind="binary_sensor")
        self._plugged.put(on=True)
        things = [self._switch, self._current, self._power, energy, self._plugged]
        super().__init__(key, "Car charger", area, things, model="WB 11")

    def step(self, now_s: float, passed_s: float) -> None:
        """Charge on."""
        watts = round(self._current.number("v") * _VOLTS) if self._switch.is_on else 0
        self._power.put(v=watts)
        super().step(now_s, passed_s)
