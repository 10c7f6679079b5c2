"""A siren or chime."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field
from embedded_hub.model.capability.attributes import texts
from embedded_hub.model.capability.on_off import TURN_OFF, TURN_ON, toggle
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of a siren's ``supported_features``."""

    TURN_ON = 1
    TURN_OFF = 2
    TONES = 4
    VOLUME_SET = 8
    DURATION = 16


_ON_FIELDS = {
    "tone": Field(type="option", options_attribute="available_tones", feature=Feature.TONES),
    "volume_level": Field(
        type="number", minimum=0, maximum=1, step=0.05, feature=Feature.VOLUME_SET
    ),
    "duration": Field(type="integer", minimum=0, maximum=86400, unit="s", feature=Feature.DURATION),
}


def tones(state: State) -> tuple[str, ...]:
    """Return the sounds it can make."""
    return texts(state, "available_tones")


SPEC = DomainSpec(
    domain="siren",
    actions={
        TURN_ON: ActionSpec(
            description="Makes a siren sound.", fields=_ON_FIELDS, feature=Feature.TURN_ON
        ),
        TURN_OFF: ActionSpec(description="Silences a siren.", feature=Feature.TURN_OFF),
        "toggle": ActionSpec(
            description="Silences a siren that sounds, else makes it sound.",
            fields=_ON_FIELDS,
            feature=Feature.TURN_ON | Feature.TURN_OFF,
        ),
    },
    toggle=toggle,
)
