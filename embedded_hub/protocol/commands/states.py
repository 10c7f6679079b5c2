"""Commands that read states and events, once or as they happen."""

from typing import Annotated

import msgspec

from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.base import Command, MessageId, Text

EntityIds = Annotated[tuple[Text, ...], msgspec.Meta(max_length=10_000)]


class GetStates(Command, frozen=True, tag="get_states"):
    """List the state of every entity this person may see."""


class SubscribeEntities(Command, frozen=True, tag="subscribe_entities"):
    """Follow states: all of them first, then only what changes, in the compressed form."""

    entity_ids: EntityIds | None = None
    """Only these, so that a view asks for what it shows; one that does not exist is fine."""


class SubscribeEvents(Command, frozen=True, tag="subscribe_events"):
    """Follow the events of one type; all types, for the owner, when left out."""

    event_type: Text | None = None


class UnsubscribeEvents(Command, frozen=True, tag="unsubscribe_events"):
    """End any subscription of this connection."""

    subscription: MessageId


class SubscribeTrigger(Command, frozen=True, tag="subscribe_trigger"):
    """Be told when a state does what the trigger says; only ``state`` triggers are known."""

    trigger: dict[str, JsonValue] | list[dict[str, JsonValue]]
    variables: dict[str, JsonValue] | None = None


class FireEvent(Command, frozen=True, tag="fire_event"):
    """Put an event of one's own on the bus; for the owner."""

    event_type: Text
    event_data: dict[str, JsonValue] = {}


COMMANDS = (
    GetStates,
    SubscribeEntities,
    SubscribeEvents,
    UnsubscribeEvents,
    SubscribeTrigger,
    FireEvent,
)
