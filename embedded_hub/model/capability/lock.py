"""A lock. What it does is never assumed: no pending mark flips before the lock says so."""

from enum import IntFlag

from embedded_hub.model.capability import code
from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, features_of
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of a lock's ``supported_features``."""

    OPEN = 1


def is_locked(state: State) -> bool:
    """Say whether the bolt is out: the only state that counts as secure."""
    return state.value == "locked"


def is_unlocked(state: State) -> bool:
    """Say whether the door could be opened by anyone now."""
    return state.value in ("unlocked", "open", "opening")


def is_jammed(state: State) -> bool:
    """Say whether the bolt is stuck and a person has to look."""
    return state.value == "jammed"


def is_moving(state: State) -> bool:
    """Say whether the bolt moves now."""
    return state.value in ("locking", "unlocking", "opening")


def can_lock(state: State) -> bool:
    """Say whether locking it would do something."""
    return state.is_available and state.value not in ("locked", "locking")


def can_unlock(state: State) -> bool:
    """Say whether unlocking it would do something."""
    return state.is_available and state.value not in ("unlocked", "unlocking", "open", "opening")


def can_open(state: State) -> bool:
    """Say whether it can pull the latch, so that the door opens."""
    return state.is_available and bool(features_of(state) & Feature.OPEN)


def needs_code(state: State) -> bool:
    """Say whether a person is asked for a code."""
    return text(state, code.CODE_FORMAT) is not None


def changed_by(state: State) -> str | None:
    """Return who moved it last."""
    return text(state, "changed_by")


def _requires(state: State, _name: str, arguments: JsonObject) -> None:
    code.check_code(state, arguments)


_CODE = {"code": Field(type="text", minimum=1, maximum=64)}

SPEC = DomainSpec(
    domain="lock",
    actions={
        "lock": ActionSpec(description="Locks a lock.", fields=_CODE, is_optimistic=False),
        "unlock": ActionSpec(description="Unlocks a lock.", fields=_CODE, is_optimistic=False),
        "open": ActionSpec(
            description="Pulls the latch, so that the door opens.",
            fields=_CODE,
            feature=Feature.OPEN,
            is_optimistic=False,
        ),
    },
    requires=_requires,
)
