"""The JSON values attributes and action arguments are made of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    JsonValue: TypeAlias = (
        "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
    )
    from collections.abc import Sequence
else:
    # msgspec cannot resolve a recursive alias; its decoder yields nothing but JSON values anyway.
    JsonValue: TypeAlias = Any

JsonObject: TypeAlias = Mapping[str, JsonValue]
