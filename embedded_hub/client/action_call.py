"""An action as a person means it, and how it ended: the pure half of ``HubClient.act``."""

from collections.abc import Mapping

import msgspec

from embedded_hub.errors import (
    ActionTimeout,
    CannotConnect,
    HomewireError,
    LinkError,
    LocalProtocolError,
    NotConnected,
    RequestTimeout,
)
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import domain_of
from embedded_hub.model.values import JsonObject, JsonValue


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What to act on: the union of all entities named, directly or by device or area."""

    entity_id: tuple[str, ...] = ()
    device_id: tuple[str, ...] = ()
    area_id: tuple[str, ...] = ()


def call_service_fields(
    target: "str | Target", action: str, arguments: JsonObject
) -> dict[str, JsonValue]:
    """Return the fields of a ``call_service`` command.

    Args:
        target: An entity id, or several things at once.
        action: ``turn_on`` for an entity's own domain, else ``light.turn_on``.
        arguments: The action's values.

    Raises:
        LocalProtocolError: the domain can neither be read from the action nor from the target.
    """
    domain, dot, name = action.partition(".")
    if not dot:
        domain, name = _domain_of_target(target), action
    named = Target(entity_id=(target,)) if isinstance(target, str) else target
    places = {kind: list(ids) for kind, ids in msgspec.structs.asdict(named).items() if ids}
    return {
        "domain": domain,
        "service": name,
        "service_data": dict(arguments),
        **({"target": places} if places else {}),
    }


def done(result: JsonValue) -> Outcome:
    """Read the answer to a ``call_service`` that went through."""
    response = result.get("response") if isinstance(result, Mapping) else None
    return Outcome(kind=OutcomeKind.DONE, response=response)


def outcome_of(error: HomewireError, *, was_sent: bool = True) -> Outcome:
    """Say which of the four ends of an action an error is.

    Args:
        error: What came of it.
        was_sent: Whether the hub may have got it; a link that fails afterwards leaves it open.
    """
    kind = OutcomeKind.FAILED
    if isinstance(error, ActionTimeout | RequestTimeout):
        kind = OutcomeKind.UNKNOWN
    elif isinstance(error, LinkError):
        kind = OutcomeKind.UNKNOWN if was_sent else OutcomeKind.NOT_CONNECTED
    elif isinstance(error, NotConnected):
        kind = OutcomeKind.NOT_CONNECTED
    return Outcome(kind=kind, code=error.details.get("code", error.code), message=error.message)


def no_connection() -> Outcome:
    """Return the end of an action that was not even sent."""
    error = CannotConnect("There is no connection to the hub.")
    return outcome_of(error, was_sent=False)


def _domain_of_target(target: "str | Target") -> str:
    entity_ids = (target,) if isinstance(target, str) else target.entity_id
    domains = {domain_of(entity_id) for entity_id in entity_ids}
    if len(domains) != 1:
        raise LocalProtocolError("Name the domain with the action, such as light.turn_on.")
    return domains.pop()
