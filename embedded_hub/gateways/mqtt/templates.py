"""Templates of discovery messages: the part of Jinja they use, in a sandbox.

The library is imported with the first template: a home without MQTT never loads it. Patterns of
regular expressions are left out: a careless one would hold up the whole home.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

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


class Write(Protocol):
    """Writes a value."""

    def __call__(self, value: Any, **names: Any) -> str:
        """Return what is sent for it; ``names`` are what else a template may use."""


def command_template(text: object) -> Write:
    """Return what writes a value; a missing template writes it as it is."""
    if not isinstance(text, str) or not text or len(text) > MAX_TEMPLATE_CHARS:
        return _plain
    template = _compiled(text)

    def render(value: Any, **names: Any) -> str:
        made = None if template is None else _rendered(template, {**names, "value": value})
        return _plain(value) if made is None else made

    return render


def _plain(value: Any, **_: Any) -> str:
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
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        OSError,
    ):
        return None
    return text


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=False)
    environment.filters |= {
        "add": lambda value, amount: _to_float(value) + amount,
        "bitwise_and": lambda value, mask: int(value) & int(mask),
        "bitwise_or": lambda value, mask: int(value) | int(mask),
        "bool": _to_bool,
        "contains": lambda value, part: part in value,
        "float": _to_float,
        "from_json": _json,
        "int": lambda value, default=0: int(_to_float(value, default)),
        "is_defined": _if_defined,
        "is_number": _is_number,
        "multiply": lambda value, amount: _to_float(value) * amount,
        "ord": ord,
        "timestamp_custom": _custom_time,
        "timestamp_local": _local_time,
        "timestamp_utc": _utc_time,
        "iif": _iif,
        "to_json": lambda value: msgspec.json.encode(value).decode(),
    }
    environment.globals |= {
        "bool": _to_bool,
        "float": _to_float,
        "iif": _iif,
        "int": environment.filters["int"],
        "is_number": _is_number,
        "max": max,
        "min": min,
    }
    return environment


def _to_float(value: Any, default: Any = _MISSING) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        if default is _MISSING:
            raise
        return default


def _to_bool(value: Any, default: Any = _MISSING) -> Any:
    known = {"true": True, "yes": True, "on": True, "1": True, "enable": True}
    known |= dict.fromkeys(("false", "no", "off", "0", "disable"), False)
    if isinstance(value, bool):
        return value
    found = known.get(str(value).strip().lower())
    if found is None and default is _MISSING:
        raise ValueError("neither yes nor no")
    return default if found is None else found


def _is_number(value: Any) -> bool:
    try:
        return math.isfinite(float(value))
    except (TypeError, ValueError):
        return False


def _utc_time(value: Any) -> str:
    return datetime.fromtimestamp(float(value), UTC).isoformat()


def _local_time(value: Any) -> str:
    return datetime.fromtimestamp(float(value), UTC).astimezone().isoformat()


def _custom_time(value: Any, form: str = "%Y-%m-%d %H:%M:%S", local: bool = True) -> str:
    moment = datetime.fromtimestamp(float(value), UTC)
    return (moment.astimezone() if local else moment).strftime(form)


def _if_defined(value: Any) -> Any:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        raise TypeError("not there")
    return value


def _iif(value: Any, if_true: Any = True, if_false: Any = False) -> Any:
    return if_true if value else if_false
