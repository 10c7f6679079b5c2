"""The command that makes a device do something."""

from typing import Annotated

import msgspec

from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.base import Command, Text

Names = Text | Annotated[list[Text], msgspec.Meta(max_length=10_000)]


class TargetFields(msgspec.Struct, frozen=True, kw_only=True):
    """What an action points at; one or several of each."""

    entity_id: Names = []
    device_id: Names = []
    area_id: Names = []
    floor_id: Names = []
    label_id: Names = []


class CallService(Command, frozen=True, tag="call_service"):
    """Ask for an action; the result says how it ended.

    ``result`` is ``{"context", "response"}``; anything but done is an error whose
    ``translation_key`` is our stable code.
    """

    domain: Text
    service: Text
    service_data: dict[str, JsonValue] | None = None
    target: TargetFields | None = None
    return_response: bool = False
    expires_in: Annotated[float, msgspec.Meta(gt=0, le=3600)] | None = None
    """Seconds the action stays valid; after that the gateway must not begin it."""
    cmd_id: Text | None = None
    """The client's own id; a repeat within ten minutes gets the first outcome, done once."""


COMMANDS = (CallService,)
