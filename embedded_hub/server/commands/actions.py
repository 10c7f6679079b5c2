"""Answers ``call_service``: an action, and how it ended."""

from embedded_hub.core.actions import Call
from embedded_hub.core.notice_actions import NOTICE_DOMAINS
from embedded_hub.core.targets import Target
from embedded_hub.errors import InvalidFormat
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.actions import CallService, Names, TargetFields
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.in_clear import WITHHELD_DOMAINS

_TARGETS = ("entity_id", "device_id", "area_id", "floor_id", "label_id")


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(CallService, call_service)


async def call_service(caller: Caller, command: CallService) -> dict[str, object]:
    """Carry out an action and wait for how it ends."""
    arguments = dict(command.service_data or {})
    call = Call(
        domain=command.domain.lower(),
        name=command.service.lower(),
        target=_target(command.target or TargetFields(), _targets_among(arguments, command)),
        arguments=arguments,
        expires_in_s=command.expires_in,
        cmd_id=command.cmd_id,
        wants_response=command.return_response,
        withheld=frozenset() if caller.is_private else WITHHELD_DOMAINS,
    )
    done = await caller.home.actions.call(caller.principal, call)
    answer: dict[str, object] = {"context": done.context}
    if command.return_response:
        answer["response"] = done.response
    return answer


def _targets_among(arguments: dict[str, JsonValue], command: CallService) -> JsonObject:
    """Take the targets out of the arguments, where older clients put them.

    A notice's arguments name no target, and what they are called is its own business.
    """
    if command.domain.lower() in NOTICE_DOMAINS:
        return {}
    return {name: arguments.pop(name) for name in _TARGETS if name in arguments}


def _target(fields: TargetFields, among: JsonObject) -> Target:
    return Target(
        **{name: _names(getattr(fields, name)) + _named(name, among) for name in _TARGETS}
    )


def _named(name: str, among: JsonObject) -> tuple[str, ...]:
    value = among.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return tuple(str(one) for one in value)
    raise InvalidFormat(f"{name}: expected a text or a list of them")


def _names(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
