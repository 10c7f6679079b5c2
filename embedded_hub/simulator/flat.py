"""A whole flat, pure: the same seed and the same times give the same flat to the last digit."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from random import Random

import msgspec

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import DeviceSpec, Presence
from embedded_hub.simulator.demo_home import demo_home
from embedded_hub.simulator.readings import Drift
from embedded_hub.simulator.stations import Station
from embedded_hub.simulator.thing import Answer, Appliance, Thing

_LONGEST_STEP_S = 1.0
"""Long steps are taken in short ones, so that nothing jumps past its end."""
_MAX_CATCH_UP_S = 120.0
"""After a sleep of the machine nobody needs every second of it played again."""
_MAX_WISHES = 64
_PAST_STEP_S = 600
_PAST_STEPS = 24 * 3600 // _PAST_STEP_S


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event of one entity."""

    key: str
    name: str
    content: JsonObject


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is new since the last step."""

    states: Mapping[str, Mapping[str, JsonValue]]
    """Changed values by entity."""
    events: Sequence[Happening]
    presence: Mapping[str, Presence]


class Flat:
    """The demo flat.

    Args:
        seed: Flats of one seed behave alike, those of another do not.
        appliances: What stands in it; the demo home's when left out.
    """

    def __init__(self, seed: int = 1, appliances: Sequence[Appliance] | None = None) -> None:
        self._appliances = {one.key: one for one in appliances or demo_home()}
        self._things: dict[str, Thing] = {
            f"{appliance.key}/{entity_id}": thing
            for appliance in self._appliances.values()
            for entity_id, thing in appliance.things.items()
        }
        for key, thing in self._things.items():
            thing.chance = Random(f"{seed} {key}")  # noqa: S311 -- plays, guards nothing
            thing.take_changes()
        drifting = [thing for thing in self._things.values() if isinstance(thing, Drift)]
        self._stirred = cycle(drifting)
        self.stirred_count = len(drifting)
        """How many changes one call of :meth:`stir` can make at the most."""
        self._now_s: float | None = None
        self._presence: dict[str, Presence] = {}

    def stations(self) -> Mapping[str, Station]:
        """Return the devices that speak and listen, by address."""
        return {key: one for key, one in self._appliances.items() if isinstance(one, Station)}

    def devices(self) -> Sequence[DeviceSpec]:
        """Return what to announce."""
        return tuple(appliance.spec for appliance in self._appliances.values())

    def states(self) -> Mapping[str, Mapping[str, JsonValue]]:
        """Return every entity's values as they are."""
        return {key: dict(thing.values) for key, thing in self._things.items() if thing.values}

    def step(self, now_s: float) -> Changes:
        """Let time pass until now; the first call only sets the time.

        Args:
            now_s: Seconds UTC; it must not run backwards.
        """
        began_s = now_s if self._now_s is None else self._now_s
        began_s = max(began_s, now_s - _MAX_CATCH_UP_S)
        while True:
            passed_s = min(_LONGEST_STEP_S, now_s - began_s)
            began_s += passed_s
            for appliance in self._appliances.values():
                appliance.step(began_s, passed_s)
            self._fulfil(began_s)
            if began_s >= now_s:
                break
        self._now_s = now_s
        return self._collect()

    def past(self, now_s: float) -> Iterator[tuple[int, Mapping[str, Mapping[str, JsonValue]]]]:
        """Yield what was measured and who was where in the last day, oldest first, by millisecond.

        The moments are the same for every call on one day, and so are the values: told twice,
        they change nothing.
        """
        last = int(now_s // _PAST_STEP_S)
        for step in range(last - _PAST_STEPS, last + 1):
            at_s = step * _PAST_STEP_S
            told = ((key, thing.past(at_s)) for key, thing in self._things.items())
            yield at_s * 1000, {key: values for key, values in told if values is not None}

    def command(self, key: str, do: str, args: JsonObject, now_s: float) -> Answer:
        """Carry out a command; what it changes shows in the next step."""
        thing = self._things.get(key)
        if thing is None:
            return Answer(code="invalid", message=f"there is no {key}")
        if self._appliances[key.partition("/")[0]].presence == "offline":
            return Answer(code="unreachable", message="the device does not answer")
        answer = thing.command(do, args, now_s)
        self._fulfil(now_s)
        return answer

    def stir(self, count: int, now_s: float) -> None:
        """Make that many sensors tell something new now, for load."""
        for _ in range(min(count, self.stirred_count)):
            next(self._stirred).stir(now_s)

    def set_presence(self, device_id: str, presence: Presence) -> None:
        """Take a device off the air, or bring it back."""
        appliance = self._appliances[device_id]
        if appliance.presence != presence:
            appliance.presence = presence
            self._presence[device_id] = presence

    def _fulfil(self, now_s: float) -> None:
        """Do what things wish of one another, within reason."""
        for _ in range(_MAX_WISHES):
            wishes = [wish for thing in self._things.values() for wish in thing.take_wishes()]
            if not wishes:
                return
            for wish in wishes:
                if (thing := self._things.get(wish.key)) is not None:
                    thing.command(wish.do, wish.args, now_s)

    def _collect(self) -> Changes:
        states: dict[str, Mapping[str, JsonValue]] = {}
        events: list[Happening] = []
        for key, thing in self._things.items():
            if changed := thing.take_changes():
                states[key] = changed
            events.extend(
                Happening(key=key, name=name, content=content)
                for name, content in thing.take_events()
            )
        presence, self._presence = self._presence, {}
        return Changes(states=states, events=events, presence=presence)
