"""A camera: a picture on request."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, features_of
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a camera's ``supported_features``."""

    ON_OFF = 1
    STREAM = 2


def is_recording(state: State) -> bool:
    """Say whether it keeps what it sees now."""
    return state.value == "recording"


def is_streaming(state: State) -> bool:
    """Say whether somebody watches now."""
    return state.value == "streaming"


def supports_stream(state: State) -> bool:
    """Say whether it can show moving pictures."""
    return bool(features_of(state) & Feature.STREAM)


def picture_path(state: State) -> str | None:
    """Return the address of its newest picture; it may be a path on the gateway."""
    return text(state, "entity_picture")


def _toggle(state: State) -> str:
    return "turn_on" if state.value == "off" else "turn_off"


SPEC = DomainSpec(
    domain="camera",
    actions={
        "turn_on": ActionSpec(description="Turns a camera on.", feature=Feature.ON_OFF),
        "turn_off": ActionSpec(description="Turns a camera off.", feature=Feature.ON_OFF),
        "toggle": ActionSpec(
            description="Turns a camera on when it is off, else off.", feature=Feature.ON_OFF
        ),
        "snapshot": ActionSpec(
            description="Takes a picture now and answers with it.", has_response=True
        ),
        "enable_motion_detection": ActionSpec(description="Looks out for motion."),
        "disable_motion_detection": ActionSpec(description="Stops looking out for motion."),
    },
    toggle=_toggle,
)
