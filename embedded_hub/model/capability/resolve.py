"""From what a client asks of an entity to the one action its driver gets."""

from collections.abc import Mapping

from embedded_hub.errors import ServiceNotFound
from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    unsupported,
)
from embedded_hub.model.capability.arguments import check_arguments
from embedded_hub.model.capability.attributes import listed
from embedded_hub.model.capability.domains import DOMAINS
from embedded_hub.model.capability.on_off import TOGGLE
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue


def resolve(state: State, action_name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    """Return the canonical action and arguments for one entity.

    A ``toggle`` becomes its target action, a step its target value, and every spelling of a
    value one canonical form; whatever a driver gets has passed all checks.

    Args:
        state: The entity as it is now; its attributes hold limits, options and features.
        action_name: The action within the entity's own domain.
        arguments: As the client sent them, without the target.

    Raises:
        ServiceNotFound: the domain has no such action.
        ActionUnsupported: this entity does not offer the action or one of its fields.
        ActionInvalid: a value is wrong; ``details["field"]`` names it.
    """
    spec = _spec_of(state)
    action = _action_of(spec, action_name)
    _ensure_supported(state, action_name, action)
    checked = check_arguments(action.fields, state.attributes, arguments)
    _ensure_fields(state, action.fields, checked)
    if spec.requires is not None:
        spec.requires(state, action_name, checked)
    name, canonical = _canonical(spec, state, action_name, checked)
    if name != action_name:
        _ensure_supported(state, name, spec.actions[name])
    return name, canonical


def supports(state: State, action_name: str) -> bool:
    """Say whether the entity offers an action, so that a tile can show its button."""
    spec = DOMAINS.get(domain_of(state.entity_id))
    action = None if spec is None else spec.actions.get(action_name)
    return action is not None and _has_feature(state, action.feature)


def generic_action(state: State, action_name: str) -> str:
    """Return what ``homeassistant.turn_on``, ``turn_off`` or ``toggle`` means for this entity.

    Locks have no such meaning: turning everything on must never open a door.

    Raises:
        ServiceNotFound: the entity's domain has nothing like it.
    """
    spec = _spec_of(state)
    name = spec.generic.get(action_name, action_name)
    _action_of(spec, name)
    return name


def _spec_of(state: State) -> DomainSpec:
    domain = domain_of(state.entity_id)
    spec = DOMAINS.get(domain)
    if spec is None:
        raise ServiceNotFound(f"domain {domain} has no actions", details={"domain": domain})
    return spec


def _action_of(spec: DomainSpec, name: str) -> ActionSpec:
    action = spec.actions.get(name)
    if action is None:
        raise ServiceNotFound(
            f"{spec.domain} has no action {name}",
            details={"domain": spec.domain, "service": name},
        )
    return action


def _has_feature(state: State, feature: int | None) -> bool:
    return feature is None or bool(features_of(state) & feature)


def _ensure_supported(state: State, name: str, action: ActionSpec) -> None:
    if not _has_feature(state, action.feature):
        raise unsupported(state, name)


def _ensure_fields(state: State, fields: Mapping[str, Field], given: Mapping[str, object]) -> None:
    for name in given:
        field = fields[name]
        has_mode = field.needs_attribute is None or not set(field.needs_any).isdisjoint(
            listed(state.attributes, field.needs_attribute)
        )
        if not has_mode or not _has_feature(state, field.feature):
            raise unsupported(state, name, field=name)


def _canonical(
    spec: DomainSpec, state: State, name: str, arguments: Mapping[str, JsonValue]
) -> tuple[str, JsonObject]:
    if name == TOGGLE and spec.toggle is not None:
        name = spec.toggle(state)
        fields = spec.actions[name].fields
        arguments = {key: value for key, value in arguments.items() if key in fields}
    return (name, arguments) if spec.canonical is None else spec.canonical(state, name, arguments)
