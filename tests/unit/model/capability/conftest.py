"""States and vectors for the tests of capabilities."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State

VECTORS = Path(__file__).parents[3] / "vectors" / "capability"


def state_of(entity_id: str, value: str, attributes: Mapping[str, Any] | None = None) -> State:
    return State(
        entity_id=EntityId(entity_id),
        value=value,
        attributes=attributes or {},
        changed_at=0.0,
        updated_at=0.0,
        context=Context(id="c1"),
    )


def state_of_vector(entity: Mapping[str, Any]) -> State:
    return state_of(entity["entity_id"], entity["state"], entity["attributes"])


def vector(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return read


DOMAIN_VECTORS = tuple(
    sorted(path.stem for path in VECTORS.glob("*.json") if path.stem != "wording")
)
