"""Answers reads of states and subscriptions to them."""

import msgspec

from embedded_hub.core.events import EventFired, StateChanged
from embedded_hub.errors import NotFound
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.commands.states import (
    FireEvent,
    GetStates,
    SubscribeEntities,
    SubscribeEvents,
    SubscribeTrigger,
    UnsubscribeEvents,
)
from embedded_hub.server.bus_events import check_event_type, start_events
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.shapes import listed
from embedded_hub.server.triggers import StateTrigger, parse_triggers, watch


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(GetStates, get_states)
    table.quick(SubscribeEntities, subscribe_entities)
    table.quick(SubscribeEvents, subscribe_events)
    table.quick(UnsubscribeEvents, unsubscribe)
    table.quick(SubscribeTrigger, subscribe_trigger)
    table.quick(FireEvent, fire_event)


def get_states(caller: Caller, _: GetStates) -> msgspec.Raw:
    """List every state this person may see."""
    return msgspec.Raw(caller.feed.encoded.listing(caller.sight.scope))


def subscribe_entities(caller: Caller, command: SubscribeEntities) -> Subscribed:
    """Send all states asked for, then what changes."""
    wanted = command.entity_ids
    entity_ids = frozenset(map(EntityId, wanted)) if wanted is not None else None

    def start() -> Stop:
        fanout = caller.feed.fanout
        audience = fanout.join_states(
            caller.outbox,
            caller.sight.scope,
            command.id,
            entity_ids,
            takes_parts=caller.takes_parts,
        )
        return lambda: fanout.leave_states(caller.outbox, audience)

    return Subscribed(start, names=len(entity_ids or ()))


def subscribe_events(caller: Caller, command: SubscribeEvents) -> Subscribed:
    """Send events of one type, or of all."""
    check_event_type(caller, command.event_type)
    return Subscribed(lambda: start_events(caller, command.id, command.event_type))


def unsubscribe(caller: Caller, command: UnsubscribeEvents) -> None:
    """End a subscription of any kind."""
    if not caller.end(command.subscription):
        raise NotFound("Subscription not found.")


def subscribe_trigger(caller: Caller, command: SubscribeTrigger) -> Subscribed:
    """Send an event whenever a state does what one of the triggers says."""
    triggers = parse_triggers(command.trigger)
    watched, names = watch(triggers), sum(trigger.names for trigger in triggers)
    message_id = command.id

    def changed(event: StateChanged) -> None:
        waiting = watched.get(event.entity_id)
        if waiting is None or not caller.sight.scope.sees(event.entity_id):
            return
        for number, trigger in waiting:
            if trigger.fires(event.old, event.new):
                caller.send_event(message_id, _fired(number, trigger, event))

    return Subscribed(lambda: caller.home.bus.subscribe(StateChanged, changed), names)


def fire_event(caller: Caller, command: FireEvent) -> dict[str, Context]:
    """Put an event of the owner's own on the bus."""
    caller.require_admin()
    context = caller.home.contexts.new(user_id=caller.principal.user.id)
    caller.home.bus.publish(
        EventFired(
            event_type=command.event_type,
            payload=command.event_data,
            at=caller.home.clock.utc_s(),
            context=context,
        )
    )
    return {"context": context}


def _fired(number: int, trigger: StateTrigger, event: StateChanged) -> dict[str, JsonValue]:
    latest = event.new or event.old
    described: dict[str, JsonValue] = {
        "id": trigger.id,
        "idx": str(number),
        "alias": None,
        "platform": "state",
        "entity_id": event.entity_id,
        "from_state": msgspec.to_builtins(listed(event.old)) if event.old else None,
        "to_state": msgspec.to_builtins(listed(event.new)) if event.new else None,
        "for": None,
        "attribute": trigger.attribute,
        "description": f"state of {event.entity_id}",
    }
    context = msgspec.to_builtins(latest.context) if latest else None
    return {"variables": {"trigger": described}, "context": context}
