"""A hub's answer, taken for what it should be."""

from typing import TypeVar

import msgspec

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.values import JsonValue

_Kind = TypeVar("_Kind")


def read_answer(result: JsonValue, kind: type[_Kind]) -> _Kind:
    """Return the result of a call as a typed value.

    Raises:
        RemoteProtocolError: it is something else.
    """
    try:
        return msgspec.convert(result, kind)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's answer cannot be read: {error}.") from error
