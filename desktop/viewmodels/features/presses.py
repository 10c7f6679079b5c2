"""What is started by a press: buttons, scenes, scripts, updates, robots."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.words import translate
from embedded_hub.model.capability import script, update, vacuum
from embedded_hub.model.capability.api import features_of
from embedded_hub.model.capability.lawn_mower import Feature as MowerFeature
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue


def _build_button(_state: State) -> list[FeatureMap]:
    press = kinds.button("press", translate("Feature", "Press"), "gesture-tap-button")
    return [kinds.buttons("press", translate("Feature", "Press"), [press])]


def _build_scene(_state: State) -> list[FeatureMap]:
    activate = kinds.button("turn_on", translate("Feature", "Activate"), "palette")
    return [kinds.buttons("scene", translate("Feature", "Scene"), [activate])]


def _build_script(state: State) -> list[FeatureMap]:
    row = [kinds.button("turn_on", translate("Feature", "Run"), "play")]
    if script.is_running(state):
        row.append(kinds.button("turn_off", translate("Feature", "Stop"), "stop"))
    return [kinds.buttons("script", translate("Feature", "Script"), row)]


def _build_update(state: State) -> list[FeatureMap]:
    row = [
        kinds.button(
            "install",
            translate("Feature", "Install"),
            "package-down",
            is_enabled=update.can_install(state) and not update.is_installing(state),
        ),
        kinds.button("skip", translate("Feature", "Skip"), "debug-step-over"),
    ]
    is_offered = state.value == "on"
    return [kinds.buttons("update", translate("Feature", "Update"), row)] if is_offered else []


def _build_vacuum(state: State) -> list[FeatureMap]:
    offered = (
        (vacuum.can_start(state), kinds.button("start", translate("Feature", "Start"), "play")),
        (vacuum.can_pause(state), kinds.button("pause", translate("Feature", "Pause"), "pause")),
        (
            vacuum.can_return(state),
            kinds.button(
                "return_to_base", translate("Feature", "To the dock"), "home-import-outline"
            ),
        ),
        (
            vacuum.can_locate(state),
            kinds.button("locate", translate("Feature", "Locate"), "map-marker-radius"),
        ),
    )
    row = [one for is_there, one in offered if is_there]
    rows = [kinds.buttons("vacuum", translate("Feature", "Robot"), row)] if row else []
    if speeds := vacuum.fan_speeds(state):
        label = translate("Feature", "Suction")
        choices = kinds.choices_of(speeds)
        rows.append(kinds.options("suction", label, "fan", choices, vacuum.fan_speed(state)))
    return rows


def _build_mower(state: State) -> list[FeatureMap]:
    offered = (
        (
            MowerFeature.START_MOWING,
            kinds.button("start_mowing", translate("Feature", "Start"), "play"),
        ),
        (MowerFeature.PAUSE, kinds.button("pause", translate("Feature", "Pause"), "pause")),
        (
            MowerFeature.DOCK,
            kinds.button("dock", translate("Feature", "To the dock"), "home-import-outline"),
        ),
    )
    row = [one for bit, one in offered if features_of(state) & bit]
    return [kinds.buttons("mower", translate("Feature", "Robot"), row)] if row else []


def _command(state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id == "suction" and domain_of(state.entity_id) == "vacuum":
        return Command(action="set_fan_speed", arguments={"fan_speed": value}, asked=str(value))
    return kinds.pressed(value)


BUTTON = DomainFeatures(build=_build_button, command=_command)
SCENE = DomainFeatures(build=_build_scene, command=_command)
SCRIPT = DomainFeatures(build=_build_script, command=_command)
UPDATE = DomainFeatures(build=_build_update, command=_command)
VACUUM = DomainFeatures(build=_build_vacuum, command=_command)
LAWN_MOWER = DomainFeatures(build=_build_mower, command=_command)
