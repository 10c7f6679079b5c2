"""Everything that is only on or off."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.words import translate
from embedded_hub.model.capability.attributes import is_on
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue


def _build(state: State) -> list[FeatureMap]:
    label = translate("Feature", "Power")
    return [kinds.toggle("power", label, "power", is_on=is_on(state))]


def _command(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id != "power":
        return None
    return Command(action="turn_on" if value else "turn_off")


SWITCH = DomainFeatures(build=_build, command=_command)
