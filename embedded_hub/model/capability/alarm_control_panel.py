"""An alarm system: armed in several ways, disarmed with a code."""

from enum import IntFlag

from embedded_hub.model.capability import code
from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, features_of
from embedded_hub.model.capability.attributes import flag, text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of an alarm's ``supported_features``."""

    ARM_HOME = 1
    ARM_AWAY = 2
    ARM_NIGHT = 4
    TRIGGER = 8
    ARM_CUSTOM_BYPASS = 16
    ARM_VACATION = 32


DISARM = "alarm_disarm"
_ARM_ACTIONS = {
    "alarm_arm_home": Feature.ARM_HOME,
    "alarm_arm_away": Feature.ARM_AWAY,
    "alarm_arm_night": Feature.ARM_NIGHT,
    "alarm_arm_vacation": Feature.ARM_VACATION,
    "alarm_arm_custom_bypass": Feature.ARM_CUSTOM_BYPASS,
}
ARMED = frozenset(action.replace("alarm_arm", "armed") for action in _ARM_ACTIONS)


def is_armed(state: State) -> bool:
    """Say whether it watches now."""
    return state.value in ARMED


def is_triggered(state: State) -> bool:
    """Say whether it sounds, or is about to unless somebody disarms it."""
    return state.value in ("triggered", "pending")


def arm_actions(state: State) -> tuple[str, ...]:
    """Return the actions that arm it, as buttons for its tile."""
    return tuple(name for name, bit in _ARM_ACTIONS.items() if features_of(state) & bit)


def needs_code(state: State, action: str) -> bool:
    """Say whether a person is asked for a code before this action."""
    if text(state, code.CODE_FORMAT) is None:
        return False
    return action == DISARM or flag(state, "code_arm_required") is not False


def changed_by(state: State) -> str | None:
    """Return who armed or disarmed it last."""
    return text(state, "changed_by")


def _requires(state: State, _name: str, arguments: JsonObject) -> None:
    code.check_code(state, arguments)


_CODE = {"code": Field(type="text", minimum=1, maximum=64)}

SPEC = DomainSpec(
    domain="alarm_control_panel",
    actions={
        DISARM: ActionSpec(description="Disarms an alarm.", fields=_CODE, is_optimistic=False),
        **{
            name: ActionSpec(
                description=f"Arms an alarm: {name.removeprefix('alarm_arm_').replace('_', ' ')}.",
                fields=_CODE,
                feature=bit,
                is_optimistic=False,
            )
            for name, bit in _ARM_ACTIONS.items()
        },
        "alarm_trigger": ActionSpec(
            description="Sets an alarm off.",
            fields=_CODE,
            feature=Feature.TRIGGER,
            is_optimistic=False,
        ),
    },
    requires=_requires,
)
