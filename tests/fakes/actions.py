"""Actions as a home hands them to a gateway."""

from embedded_hub.model.action import Action
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import Context
from embedded_hub.model.values import JsonObject


def action_on(
    key: str,
    name: str = "turn_on",
    arguments: JsonObject | None = None,
    *,
    domain: str = "light",
    timeout_s: float = 10.0,
    action_id: str = "action-1",
) -> Action:
    """Make an action on one entity."""
    return Action(
        id=action_id,
        entity_id=EntityId(f"{domain}.any"),
        key=EntityKey(key),
        domain=domain,
        name=name,
        arguments=arguments or {},
        timeout_s=timeout_s,
        context=Context(id="context-1"),
    )


def action_for(
    entity: EntityDescription,
    name: str,
    arguments: JsonObject | None = None,
    action_id: str = "action-1",
) -> Action:
    """Make an action on an entity that was described."""
    return action_on(entity.key, name, arguments, domain=entity.domain, action_id=action_id)
