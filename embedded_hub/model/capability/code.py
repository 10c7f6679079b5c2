"""Codes for locks and alarms: when a person is asked for one, and what is no code at all."""

import re

from embedded_hub.model.capability.api import invalid
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

CODE_FORMAT = "code_format"
_MAX_PATTERN = 100
_REPEATED = re.compile(r"[*+]|\{[0-9]*,[0-9]*\}")
_AMBIGUOUS = re.compile(r"\(|\[\[|--|&&|~~|\|\|")
"""Groups, and set notation that the next Python may read differently and warns about."""


def is_numeric(state: State) -> bool:
    """Say whether the code is made of digits, so that a number pad is enough."""
    return text(state, CODE_FORMAT) in ("number", r"^\d+$", r"\d+", r"^\d{4}$", r"\d{4}")


def check_code(state: State, arguments: JsonObject) -> None:
    """Refuse a code that cannot be right. A missing one is for the device: it may know one.

    Raises:
        ActionInvalid: the code does not have the entity's form.
    """
    code, form = arguments.get("code"), text(state, CODE_FORMAT)
    if not isinstance(code, str) or form is None or form == "text":
        return
    if not matches("[0-9]+" if form == "number" else form, code):
        raise invalid("code", "does not have the form of a code")


def matches(pattern: str, value: str) -> bool:
    """Match a foreign system's pattern as a whole, where that is sure to end soon.

    A pattern comes from outside and could keep a matcher busy for years. One with groups or
    several open repetitions is not tried: the device itself says no.
    """
    if len(pattern) > _MAX_PATTERN or _AMBIGUOUS.search(pattern):
        return True
    if len(_REPEATED.findall(pattern)) > 1:
        return True
    try:
        return re.fullmatch(pattern, value) is not None
    except (re.error, OverflowError):
        return True
