"""Which entities of one thing, described by two gateways, say the same: pure.

Only what is beyond doubt counts: a twin that is missed stands there twice, one that is mistaken
would be missing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from embedded_hub.model.registry import Entity

_ONE_ROLE = frozenset(
    {"light", "cover", "climate", "fan", "lock", "media_player", "vacuum", "humidifier", "camera"}
    | {"water_heater", "valve", "siren", "lawn_mower", "alarm_control_panel", "switch", "update"}
)
"""Domains of which two on one thing, one from each side, are the same without more ado."""
_LAST_NUMBER = re.compile(r"(\d+)\D*$")
Pair = tuple[Entity, Entity]
_Role = TypeVar("_Role", str, int)


def pair_twins(kept: Iterable[Entity], others: Iterable[Entity]) -> Sequence[Pair]:
    """Return pairs of one of ``kept`` and the one of ``others`` that says the same."""
    left, right = _by_class(kept), _by_class(others)
    return [pair for kind, mine in left.items() for pair in _pairs(mine, right.get(kind, ()))]


def _by_class(entities: Iterable[Entity]) -> dict[Hashable, list[Entity]]:
    classes: dict[Hashable, list[Entity]] = defaultdict(list)
    for entity in entities:
        said = entity.attributes
        device_class = said.get("device_class")
        unit = said.get("unit_of_measurement") if device_class is None else None
        # Whether a measured value is a diagnosis is a matter of taste; what it measures is not.
        category = entity.category if device_class is None else None
        classes[entity.domain, str(device_class), str(unit), category].append(entity)
    return classes


def _pairs(kept: Sequence[Entity], others: Sequence[Entity]) -> Iterator[Pair]:
    if len(kept) == len(others) == 1 and _is_one_role(kept[0]):
        yield kept[0], others[0]
        return
    named = list(_by(_own_name, kept, others))
    yield from named
    if not named and len(kept) == len(others) and kept and _is_one_role(kept[0]):
        yield from _by_number(kept, others)


def _is_one_role(entity: Entity) -> bool:
    return entity.domain in _ONE_ROLE or entity.attributes.get("device_class") is not None


def _by(
    role_of: Callable[[Entity], str | None], kept: Sequence[Entity], others: Sequence[Entity]
) -> Iterator[Pair]:
    mine = _unique(role_of, kept)
    for role, other in _unique(role_of, others).items():
        if (one := mine.get(role)) is not None:
            yield one, other


def _by_number(kept: Sequence[Entity], others: Sequence[Entity]) -> Iterator[Pair]:
    """Pair channels in their order, where each side numbers all of its own."""
    mine, theirs = _unique(_number, kept), _unique(_number, others)
    if len(mine) == len(theirs) == len(kept):
        yield from zip(
            (mine[number] for number in sorted(mine)),
            (theirs[number] for number in sorted(theirs)),
            strict=True,
        )


def _unique(
    role_of: Callable[[Entity], _Role | None], entities: Sequence[Entity]
) -> dict[_Role, Entity]:
    found: dict[_Role, list[Entity]] = defaultdict(list)
    for entity in entities:
        role = role_of(entity)
        if role is not None:
            found[role].append(entity)
    return {role: each[0] for role, each in found.items() if len(each) == 1}


def _own_name(entity: Entity) -> str:
    """Return the facet's own name as letters and digits; empty when it is the thing itself."""
    return "".join(char for char in (entity.original_name or "").casefold() if char.isalnum())


def _number(entity: Entity) -> int | None:
    for text in (entity.original_name or "", entity.key):
        if (found := _LAST_NUMBER.search(text)) is not None:
            return int(found[1])
    return None
