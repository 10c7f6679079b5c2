"""The picture of a home with 1000 entities, as a client asks for it when it connects.

Usage: ``python -m tests.bench.bench_snapshot [--quick]``. Against orjson where it is installed,
else against ``json``: both encode the same states as dicts, as one writes it first.
"""

import importlib
import json
import time
from collections.abc import Callable, Sequence

import msgspec

from embedded_hub.core.permissions import Scope
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.server.audiences import EncodedStates, StateAudience
from embedded_hub.server.shapes import listed
from tests.bench.command import run
from tests.bench.figures import Row, cost, median

ENTITIES = 1000
CHANGED = 20
"""Entities that changed since the last picture; those are encoded anew."""


async def measure(is_quick: bool) -> Sequence[Row]:
    """Time each way to make the picture, in turn."""
    states = {state.entity_id: state for state in map(_state, range(ENTITIES))}
    everything = Scope("all", None)
    guest = Scope("guest", frozenset(list(states)[::2]))
    encoded = EncodedStates(states)
    audience = StateAudience(encoded, everything, None, 1)
    changed = list(states)[:: ENTITIES // CHANGED]
    plain = [msgspec.to_builtins(listed(state)) for state in states.values()]
    encoder, encode = _peer()

    def after_changes() -> bytes:
        for entity_id in changed:
            encoded.expire(entity_id)
        return encoded.listing(everything)

    assert msgspec.json.decode(encoded.listing(everything)) == plain
    ways: dict[str, Callable[[], object]] = {
        "peer": lambda: encode(plain),
        "get_states": lambda: encoded.listing(everything),
        "get_states of a guest": lambda: encoded.listing(guest),
        f"get_states after {CHANGED} changes": after_changes,
        "subscribe_entities": audience.snapshot,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(7):
        for name, way in ways.items():
            times[name].append(_us(way, 20 if is_quick else 200))
    peer_us = median(times.pop("peer"))
    return [
        cost(
            name,
            "us",
            median(taken),
            reference=peer_us,
            against=encoder,
            at_most=50 if name in ("get_states", "subscribe_entities") else None,
            times_less=2 if name in ("get_states", "subscribe_entities") else None,
        )
        for name, taken in times.items()
    ]


def _peer() -> tuple[str, Callable[[object], object]]:
    try:
        # No dependency of ours: only measured against where somebody has it.
        return "orjson", importlib.import_module("orjson").dumps
    except ImportError:
        return "json", json.dumps


def _us(call: Callable[[], object], repeats: int) -> float:
    begun_s = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - begun_s) / repeats * 1e6


def _state(number: int) -> State:
    return State(
        entity_id=EntityId(f"light.room_{number}_ceiling"),
        value="on",
        attributes={
            "friendly_name": f"Room {number} ceiling",
            "supported_color_modes": ["brightness", "color_temp"],
            "color_mode": "brightness",
            "brightness": number % 255,
            "min_color_temp_kelvin": 2000,
            "max_color_temp_kelvin": 6500,
        },
        changed_at=1_800_000_000.5 + number,
        updated_at=1_800_000_001.5 + number,
        context=Context(id=f"01M8326YWGJ6EVH9EWC{number:07}"),
    )


if __name__ == "__main__":
    run("Measure the picture of 1000 entities.", measure)
