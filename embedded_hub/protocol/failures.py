"""How an error stands in a result: Home Assistant's code, and ours beside it."""

from embedded_hub.errors import (
    ActionDenied,
    ActionError,
    ActionInvalid,
    ActionUnsupported,
    EntityNotFound,
    HomewireError,
    ServiceNotFound,
)
from embedded_hub.model.values import JsonValue

HA_VERSION = "2024.3.3"
"""The version of Home Assistant's API whose shapes we answer with; clients read features off it."""

TRANSLATION_DOMAIN = "homewire"


def error_body(error: HomewireError) -> dict[str, JsonValue]:
    """Return the ``error`` object of a failed result.

    What was wrong with a request to a device is ``service_validation_error``, what went wrong
    while doing it ``home_assistant_error``; both carry our stable code as ``translation_key``.
    """
    if not isinstance(error, ActionError):
        body: dict[str, JsonValue] = {"code": error.code, "message": error.message}
        return body | ({"translation_placeholders": dict(error.details)} if error.details else {})
    return {
        "code": _ha_code(error),
        "message": error.message,
        "translation_key": error.code,
        "translation_domain": TRANSLATION_DOMAIN,
        "translation_placeholders": dict(error.details),
    }


def _ha_code(error: ActionError) -> str:
    match error:
        case ServiceNotFound():
            return "not_found"
        case EntityNotFound() | ActionInvalid() | ActionUnsupported() | ActionDenied():
            return "service_validation_error"
        case _:
            return "home_assistant_error"
