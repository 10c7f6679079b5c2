"""A home's events under the names Home Assistant's clients subscribe to.

=============================  ======================================  =====================
event type                     when                                    who hears it
=============================  ======================================  =====================
state_changed                  a state is another one                  who sees the entity
<kind>_registry_updated        area, floor, label, device, entity      who sees the entry
entity_event                   something happened that is no state     who sees the entity
call_service                   somebody asks for an action             the owner
any other name                 somebody fired an event of their own    the owner
=============================  ======================================  =====================

``state_changed`` is the crowd's and goes through the fan-out; the others are rare and personal.
"""

from collections.abc import Callable

from embedded_hub.core.events import (
    ActionCalled,
    EntityFired,
    EventFired,
    RegistryUpdated,
)
from embedded_hub.errors import Unauthorized
from embedded_hub.model.values import JsonValue
from embedded_hub.server.caller import Caller, Stop
from embedded_hub.server.shapes import bus_event

STATE_CHANGED = "state_changed"
ENTITY_EVENT = "entity_event"
CALL_SERVICE = "call_service"
_ID_NAMES = {
    "area": "area_id",
    "floor": "floor_id",
    "label": "label_id",
    "device": "device_id",
    "entity": "entity_id",
}
_REGISTRIES = {f"{kind}_registry_updated": kind for kind in _ID_NAMES}
# Asked for by every frontend, and never fired here: what they announce does not change.
_QUIET = frozenset(
    {
        "service_registered",
        "service_removed",
        "component_loaded",
        "core_config_updated",
        "panels_updated",
        "themes_updated",
        "lovelace_updated",
        "recorder_5min_statistics_generated",
        "recorder_hourly_statistics_generated",
        "persistent_notifications_updated",
        "shopping_list_updated",
        "repairs_issue_registry_updated",
    }
)
_FOR_EVERYBODY = _QUIET | _REGISTRIES.keys() | {STATE_CHANGED, ENTITY_EVENT}


def check_event_type(caller: Caller, event_type: str | None) -> None:
    """Pass when this person may hear events of the type; ``None`` is all of them.

    Raises:
        Unauthorized: they may not.
    """
    if event_type not in _FOR_EVERYBODY:
        try:
            caller.require_admin()
        except Unauthorized as error:
            raise Unauthorized(f"only the owner hears {event_type or 'every event'}") from error


def start_events(caller: Caller, subscription_id: int, event_type: str | None) -> Stop:
    """Begin to send events of a type; returns what ends it."""
    return _EventStream(caller, subscription_id, event_type).start()


class _EventStream:
    """One ``subscribe_events`` of one client."""

    def __init__(self, caller: Caller, subscription_id: int, event_type: str | None) -> None:
        self._caller = caller
        self._id = subscription_id
        self._event_type = event_type
        self._stops: list[Stop] = []

    def start(self) -> Stop:
        """Listen to what the type needs."""
        if self._wants(STATE_CHANGED):
            self._stops.append(self._join_states())
        bus = self._caller.home.bus
        if self._event_type is None or self._event_type in _REGISTRIES:
            self._stops.append(bus.subscribe(RegistryUpdated, self._registry_updated))
        if self._wants(ENTITY_EVENT):
            self._stops.append(bus.subscribe(EntityFired, self._entity_fired))
        if self._wants(CALL_SERVICE):
            self._stops.append(bus.subscribe(ActionCalled, self._action_called))
        if self._event_type not in _FOR_EVERYBODY:
            self._stops.append(bus.subscribe(EventFired, self._event_fired))
        return self._stop

    def _stop(self) -> None:
        for stop in self._stops:
            stop()
        self._stops.clear()

    def _wants(self, event_type: str) -> bool:
        return self._event_type is None or self._event_type == event_type

    def _join_states(self) -> Callable[[], None]:
        caller, fanout = self._caller, self._caller.feed.fanout
        audience = fanout.join_events(
            caller.outbox, caller.sight.scope, self._id, coalesces=caller.coalesces
        )
        return lambda: fanout.leave_events(caller.outbox, audience)

    def _registry_updated(self, event: RegistryUpdated) -> None:
        event_type = f"{event.kind}_registry_updated"
        if self._wants(event_type) and self._caller.sight.sees_entry(event.kind, event.id):
            content: JsonValue = {
                "action": event.action,
                _ID_NAMES[event.kind]: event.id,
                "changes": event.changes,
            }
            at = self._caller.home.clock.utc_s()
            self._send(bus_event(event_type, content, at, None))

    def _entity_fired(self, event: EntityFired) -> None:
        if self._caller.sight.scope.sees(event.entity_id):
            content: JsonValue = {
                "entity_id": event.entity_id,
                "name": event.name,
                "payload": event.payload,
            }
            self._send(bus_event(ENTITY_EVENT, content, event.at, None))

    def _action_called(self, event: ActionCalled) -> None:
        content: JsonValue = {
            "domain": event.domain,
            "service": event.name,
            "service_data": event.payload,
        }
        self._send(bus_event(CALL_SERVICE, content, event.at, event.context))

    def _event_fired(self, event: EventFired) -> None:
        if self._wants(event.event_type):
            self._send(bus_event(event.event_type, event.payload, event.at, event.context))

    def _send(self, body: bytes) -> None:
        self._caller.send_encoded_event(self._id, body)
