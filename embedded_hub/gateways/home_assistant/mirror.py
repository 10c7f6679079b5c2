"""What Home Assistant last said, and what the sink was told of it: only differences go out.

One mirror lives as long as one connection. States arrive before the registries that place them;
until :meth:`Mirror.adopt` nothing is told. Something new, gone or renamed is not told at once:
:meth:`Mirror.apply` asks for the registries to be read again, so that a renamed entity is one
entity and never a removal followed by an addition.
"""

from collections import OrderedDict

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.home_assistant.codec import (
    Household,
    event_of,
    lasting_attributes,
    report_of,
)
from embedded_hub.gateways.home_assistant.wire import Registries
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import State, StateReport
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.compressed import apply_event

MAX_REMEMBERED_CAUSES = 256


class Causes:
    """Which action a change came from.

    Home Assistant names the context of a call only in its result, and the change it leads to
    usually arrives before that. So a change with a new context of an entity that has a call in
    flight is put down to that call; later echoes are matched exactly by the context named.
    """

    def __init__(self) -> None:
        self._in_flight: dict[EntityId, tuple[str, str | None]] = {}
        self._by_context: OrderedDict[str, str] = OrderedDict()

    def began(self, action_id: str, entity_id: EntityId, context_id: str | None) -> None:
        """Note that a call is sent while the entity's state has this context."""
        self._in_flight[entity_id] = (action_id, context_id)

    def ended(self, action_id: str, entity_id: EntityId, context_id: str | None) -> None:
        """Note that it was answered with this context, failed or was given up."""
        if self._in_flight.get(entity_id, ("", None))[0] == action_id:
            del self._in_flight[entity_id]
        if context_id is not None:
            self._by_context[context_id] = action_id
            if len(self._by_context) > MAX_REMEMBERED_CAUSES:
                self._by_context.popitem(last=False)

    def of(self, state: State) -> str | None:
        """Return the id of the action behind this new state, where it is known."""
        if known := self._by_context.get(state.context.id):
            return known
        action_id, context_before = self._in_flight.get(state.entity_id, (None, None))
        return None if state.context.id == context_before else action_id


class Mirror:
    """The entities of one Home Assistant during one connection.

    Args:
        sink: Where differences go.
        causes: Who is asked for the action behind a change.
    """

    def __init__(self, sink: Sink, causes: Causes) -> None:
        self._sink = sink
        self._causes = causes
        self._states: dict[EntityId, State] = {}
        self._household: Household | None = None
        self._is_complete = False
        self._devices: dict[str, DeviceDescription] = {}
        self._lasting: dict[EntityId, JsonObject] = {}
        self._told: dict[EntityKey, StateReport | None] = {}

    def state_of(self, key: EntityKey) -> State | None:
        """Return the state of an entity that answers, else ``None``."""
        entity_id = self._household.entity_ids.get(key) if self._household else None
        state = self._states.get(entity_id) if entity_id else None
        return state if state is not None and state.is_available else None

    def apply(self, event: object) -> bool:
        """Take in one ``subscribe_entities`` event.

        Returns:
            True when the registries must be read again before all of it can be told.

        Raises:
            RemoteProtocolError: the event is malformed.
        """
        applied = apply_event(self._states, event)
        if self._household is None:
            return False
        is_stale = bool(applied.removed)
        gone: list[EntityKey] = []
        for entity_id in (*applied.added, *applied.changed):
            key = self._household.keys.get(entity_id)
            if key is None:
                is_stale = True
                continue
            self._follow_lasting(self._household, self._states[entity_id])
            self._tell(key, self._states[entity_id], gone, is_live=True)
        if gone:
            self._sink.available(gone, False)
        return is_stale

    def adopt(self, registries: Registries, *, is_complete: bool) -> None:
        """Take in registries as just read, and tell what is different.

        Args:
            registries: All three.
            is_complete: False while Home Assistant is starting and has not yet made all of its
                entities; what is missing then has not gone.
        """
        household = Household(registries, self._states)
        devices = {device.key: device for device in household.describe_all(self._states)}
        if devices != self._devices or is_complete != self._is_complete:
            self._sink.devices(list(devices.values()), is_complete=is_complete)
        self._household, self._devices, self._is_complete = household, devices, is_complete
        self._lasting = {
            entity_id: lasting_attributes(state) for entity_id, state in self._states.items()
        }
        gone: list[EntityKey] = []
        for entity_id, key in household.keys.items():
            state = self._states.get(entity_id)
            if state is not None:
                self._tell(key, state, gone, is_live=False)
            elif entity_id not in household.disabled and self._told.get(key, _NEVER) is not None:
                self._told[key] = None
                gone.append(key)
        if gone:
            self._sink.available(gone, False)

    def _follow_lasting(self, household: Household, state: State) -> None:
        """Describe a device again when an entity of it became something else.

        What an unavailable entity leaves out is kept.
        """
        lasting = lasting_attributes(state)
        if not state.is_available or lasting == self._lasting.get(state.entity_id):
            return
        self._lasting[state.entity_id] = lasting
        device = household.describe(household.device_key(state.entity_id), self._states)
        if device != self._devices.get(device.key):
            self._devices[device.key] = device
            self._sink.devices([device], is_complete=False)

    def _tell(self, key: EntityKey, state: State, gone: list[EntityKey], *, is_live: bool) -> None:
        last = self._told.get(key, _NEVER)
        if not state.is_available:
            if last is not None:
                self._told[key] = None
                gone.append(key)
            return
        report = report_of(key, state, is_live=is_live, cause=self._causes.of(state))
        if last is not None and (last.value, last.attributes) == (report.value, report.attributes):
            return
        self._told[key] = report
        if is_live and (happened := event_of(state)) is not None:
            self._sink.event(key, *happened)
        else:
            self._sink.state(report)


_NEVER = StateReport(key=EntityKey(""), value=None, attributes={"": None})
"""Stands for an entity nothing was told of; equal to no real report."""
