"""Locks, alarms and sirens: what must not happen by a slip of the finger."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.state_words import option_word
from desktop.viewmodels.words import translate
from embedded_hub.model.capability import alarm_control_panel as alarm
from embedded_hub.model.capability import code, lock, siren
from embedded_hub.model.capability.attributes import is_on
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue

_ARM_ICONS = {
    "alarm_arm_home": "shield-home",
    "alarm_arm_away": "shield-lock",
    "alarm_arm_night": "shield-moon",
    "alarm_arm_vacation": "shield-airplane",
    "alarm_arm_custom_bypass": "shield-half-full",
}


def _build_lock(state: State) -> list[FeatureMap]:
    needs_code = lock.needs_code(state)
    row = [
        kinds.button(
            "lock",
            translate("Feature", "Lock"),
            "lock",
            is_active=lock.is_locked(state),
            is_enabled=lock.can_lock(state),
            needs_code=needs_code,
        ),
        kinds.button(
            "unlock",
            translate("Feature", "Unlock"),
            "lock-open-variant",
            is_active=lock.is_unlocked(state),
            is_enabled=lock.can_unlock(state),
            is_hold=True,
            needs_code=needs_code,
            tint="attention",
        ),
    ]
    if lock.can_open(state):
        row.append(
            kinds.button(
                "open",
                translate("Feature", "Open the door"),
                "door-open",
                is_hold=True,
                needs_code=needs_code,
                tint="attention",
            )
        )
    format_ = _code_format(state, is_needed=needs_code)
    return [kinds.buttons("lock", translate("Feature", "Lock"), row, code_format=format_)]


def _build_alarm(state: State) -> list[FeatureMap]:
    row = [
        kinds.button(
            action,
            _arm_word(action),
            _ARM_ICONS[action],
            is_active=state.value == action.replace("alarm_arm", "armed"),
            needs_code=alarm.needs_code(state, action),
        )
        for action in alarm.arm_actions(state)
    ]
    row.insert(
        0,
        kinds.button(
            alarm.DISARM,
            translate("Feature", "Disarm"),
            "shield-off-outline",
            is_active=state.value == "disarmed",
            is_enabled=state.value != "disarmed",
            needs_code=alarm.needs_code(state, alarm.DISARM),
        ),
    )
    is_needed = any(bool(one["needsCode"]) for one in row)
    format_ = _code_format(state, is_needed=is_needed)
    return [kinds.buttons("alarm", translate("Feature", "Alarm"), row, code_format=format_)]


def _build_siren(state: State) -> list[FeatureMap]:
    row = [
        kinds.button(
            "turn_on",
            translate("Feature", "Sound"),
            "bullhorn",
            is_active=is_on(state),
            is_hold=True,
            tint="alarm",
        ),
        kinds.button(
            "turn_off", translate("Feature", "Silence"), "bell-off", is_enabled=is_on(state)
        ),
    ]
    rows = [kinds.buttons("siren", translate("Feature", "Siren"), row)]
    if tones := siren.tones(state):
        label = translate("Feature", "Tone")
        rows.append(kinds.options("tone", label, "music-note", kinds.choices_of(tones), None))
    return rows


def _arm_word(action: str) -> str:
    return option_word(action.replace("alarm_arm", "armed"))


def _code_format(state: State, *, is_needed: bool) -> str:
    if not is_needed:
        return ""
    return "number" if code.is_numeric(state) else "text"


def _pressed(_state: State, _feature_id: str, value: JsonValue) -> Command | None:
    return kinds.pressed(value)


def _command_siren(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id == "tone":
        return Command(action="turn_on", arguments={"tone": value}, asked=str(value))
    return kinds.pressed(value)


LOCK = DomainFeatures(build=_build_lock, command=_pressed)
ALARM = DomainFeatures(build=_build_alarm, command=_pressed)
SIREN = DomainFeatures(build=_build_siren, command=_command_siren)
