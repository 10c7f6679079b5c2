"""Whether what a driver tells can be used at all. Pure.

Types are hints: a driver that somebody else wrote may hand over anything. What could not be sent to
a client, or would be taken for something it is not, must not get into the home.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

MAX_BYTES = 256 * 1024
"""Of one report or description, as it would be sent."""
MAX_KEY_CHARS = 255
_Told = TypeVar("_Told")
_encode = msgspec.json.Encoder().encode


class _Event(msgspec.Struct, frozen=True):
    key: EntityKey
    name: str
    data: JsonObject


def flaw_of_device(device: object) -> str | None:
    """Return why a description cannot be used; ``None`` when it can."""
    return _flaw(device, DeviceDescription, _misplaced)


def flaw_of_report(report: object) -> str | None:
    """Return why a report cannot be used; ``None`` when it can."""
    return _flaw(report, StateReport, lambda told: _bad_key(told.key))


def flaw_of_event(key: EntityKey, name: str, data: JsonObject) -> str | None:
    """Return why an event cannot be used; ``None`` when it can."""
    return _flaw(_Event(key, name, data), _Event, lambda told: _bad_key(told.key))


def _flaw(told: object, kind: type[_Told], look: Callable[[_Told], str | None]) -> str | None:
    if not isinstance(told, kind):
        return f"it is a {type(told).__name__} and no {kind.__name__.strip('_')}"
    try:
        encoded = _encode(told)
        if len(encoded) > MAX_BYTES:
            return f"it is longer than {MAX_BYTES} bytes"
        return look(msgspec.json.decode(encoded, type=kind))
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError) as error:
        return f"{error}"[:200]


def _misplaced(device: DeviceDescription) -> str | None:
    if (flaw := _bad_key(device.key)) is not None:
        return flaw
    for entity in device.entities:
        if (flaw := _bad_key(entity.key)) is not None:
            return flaw
        if not entity.domain.isidentifier():
            return f"{entity.domain[:40]!r} is no domain"
    return None


def _bad_key(key: str) -> str | None:
    return None if 0 < len(key) <= MAX_KEY_CHARS else "its key is empty or too long"
