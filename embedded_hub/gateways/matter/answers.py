"""How a Matter server's answers end an action. Pure."""

from collections.abc import Mapping
from typing import Any

from embedded_hub.gateways.matter.facet import MAX_TEXT, field
from embedded_hub.gateways.matter.wire import Incoming
from embedded_hub.model.action import Outcome, OutcomeKind

_CODES = {
    3: "unreachable",
    4: "unreachable",
    5: "unreachable",
    8: "invalid",
    9: "unsupported",
}
"""Of the server's own errors: node not ready, not found on the network, not known at all …"""
_STATUSES = (
    ("unreachable", ("Timeout", "0x00000032", "0x94", "Unreachable", "CASE")),
    ("unsupported", ("UnsupportedCommand", "0x81", "UnsupportedCluster", "0xc3", "0x86", "0x7f")),
    ("denied", ("UnsupportedAccess", "0x7e", "NeedsTimedInteraction", "0xc6")),
    ("invalid", ("ConstraintError", "0x87", "InvalidCommand", "0x85", "InvalidInState", "0xcb")),
    ("busy", ("Busy", "0x9c", "ResourceExhausted", "0x89")),
    ("denied", ("Failure", "0x01")),
)
"""Words and numbers of the interaction model that stand in an error's details."""


def refusal(answer: Incoming) -> Outcome | None:
    """Return how an action failed; ``None`` when it did not."""
    if answer.error_code is not None:
        message = (answer.details or "").strip()[:MAX_TEXT] or None
        code = _CODES.get(answer.error_code) or _by_words(message or "")
        return Outcome(kind=OutcomeKind.FAILED, code=code, message=message)
    return _refused_inside(answer.result)


def _by_words(details: str) -> str:
    lowered = details.lower()
    return next(
        (code for code, words in _STATUSES if any(word.lower() in lowered for word in words)),
        "internal",
    )


def _refused_inside(result: Any) -> Outcome | None:
    """Look into an answer that came and says no: of a mode, of an operation, of a write."""
    if isinstance(result, list):
        statuses = [one.get("Status", one.get("status", 0)) for one in result if _is_struct(one)]
        failed = next((one for one in statuses if one not in (0, None)), None)
        return None if failed is None else _failed(f"status {failed}", failed)
    if not isinstance(result, Mapping):
        return None
    status = result.get("status")
    if isinstance(status, int) and status != 0:
        return _failed(result.get("statusText") or f"status {status}", None)
    error = result.get("commandResponseState")
    number = error.get("errorStateID", field(error, 0)) if isinstance(error, Mapping) else None
    if isinstance(number, int) and number != 0:
        label = error.get("errorStateLabel") if isinstance(error, Mapping) else None
        return _failed(label or f"error {number}", None)
    return None


def _is_struct(one: Any) -> bool:
    return isinstance(one, Mapping)


def _failed(message: Any, status: Any) -> Outcome:
    code = _by_words(f"0x{status:02x}") if isinstance(status, int) else "invalid"
    return Outcome(kind=OutcomeKind.FAILED, code=code, message=str(message)[:MAX_TEXT])
