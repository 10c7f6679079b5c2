"""Templates of discovery messages: the part of Jinja they use, in a sandbox.

The library is imported with the first template: a home without MQTT never loads it.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec

MAX_TEMPLATE_CHARS = 8192
_MISSING = object()

Render = Callable[[str], str | None]
"""Gives what a payload means; ``None`` where the template cannot read it."""


def value_template(text: object) -> Render:
    """Return what reads a payload; a missing template reads it as it is."""
    if not isinstance(text, str) or not text or len(text) > MAX_TEMPLATE_CHARS:
        return lambda payload: payload
    template = _compiled(text)

    def render(payload: str) -> str | None:
        if template is None:
            return None
        return _rendered(template, {"value": payload, "value_json": _json(payload)})

    return render


def command_template(text: object) -> Callable[[Any], str]:
    """Return what writes a value; a missing template writes it as it is."""
    if not isinstance(text, str) or not text or len(text) > MAX_TEMPLATE_CHARS:
        return _plain
    template = _compiled(text)

    def render(value: Any) -> str:
        made = None if template is None else _rendered(template, {"value": value})
        return _plain(value) if made is None else made

    return render


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return msgspec.json.encode(value).decode()


def _json(payload: str) -> Any:
    try:
        return msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return None


@lru_cache(maxsize=2048)
def _compiled(text: str) -> Any:
    from jinja2 import TemplateError

    try:
        return _environment().from_string(text)
    except (TemplateError, RecursionError):
        return None


def _rendered(template: Any, names: dict[str, Any]) -> str | None:
    from jinja2 import TemplateError

    try:
        text = str(template.render(names)).strip()
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        return None
    return text


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=False)
    environment.filters |= {
        "bitwise_and": lambda value, mask: int(value) & int(mask),
        "bitwise_or": lambda value, mask: int(value) | int(mask),
        "float": _to_float,
        "from_json": _json,
        "int": lambda value, default=0: int(_to_float(value, default)),
        "is_defined": _if_defined,
        "iif": _iif,
        "to_json": lambda value: msgspec.json.encode(value).decode(),
    }
    environment.globals |= {"iif": _iif, "float": _to_float}
    return environment


def _to_float(value: Any, default: Any = _MISSING) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        if default is _MISSING:
            raise
        return default


def _if_defined(value: Any) -> Any:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        raise TypeError("not there")
    return value


def _iif(value: Any, if_true: Any = True, if_false: Any = False) -> Any:
    return if_true if value else if_false
