"""Which controls each domain has."""

from collections.abc import Mapping

from desktop.viewmodels.features.airs import FAN, HUMIDIFIER
from desktop.viewmodels.features.climates import CLIMATE, WATER_HEATER
from desktop.viewmodels.features.covers import COVER, VALVE
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.features.lights import LIGHT
from desktop.viewmodels.features.media import MEDIA_PLAYER
from desktop.viewmodels.features.places import TRACKER
from desktop.viewmodels.features.presses import (
    BUTTON,
    LAWN_MOWER,
    SCENE,
    SCRIPT,
    UPDATE,
    VACUUM,
)
from desktop.viewmodels.features.security import ALARM, LOCK, SIREN
from desktop.viewmodels.features.switches import SWITCH
from desktop.viewmodels.features.values import MOMENT, NUMBER, SELECT, TEXT
from embedded_hub.model.state import UNAVAILABLE, State
from embedded_hub.model.values import JsonValue

FEATURES: Mapping[str, DomainFeatures] = {
    "alarm_control_panel": ALARM,
    "automation": SWITCH,
    "button": BUTTON,
    "climate": CLIMATE,
    "cover": COVER,
    "date": MOMENT,
    "datetime": MOMENT,
    "device_tracker": TRACKER,
    "fan": FAN,
    "humidifier": HUMIDIFIER,
    "input_boolean": SWITCH,
    "input_button": BUTTON,
    "input_datetime": MOMENT,
    "input_number": NUMBER,
    "input_select": SELECT,
    "input_text": TEXT,
    "lawn_mower": LAWN_MOWER,
    "light": LIGHT,
    "lock": LOCK,
    "media_player": MEDIA_PLAYER,
    "number": NUMBER,
    "person": TRACKER,
    "scene": SCENE,
    "script": SCRIPT,
    "select": SELECT,
    "siren": SIREN,
    "switch": SWITCH,
    "text": TEXT,
    "time": MOMENT,
    "update": UPDATE,
    "vacuum": VACUUM,
    "valve": VALVE,
    "water_heater": WATER_HEATER,
}


def features_of(domain: str, state: State) -> list[FeatureMap]:
    """Return the controls of an entity; none while it is unavailable."""
    domain_features = FEATURES.get(domain)
    if domain_features is None or state.value == UNAVAILABLE:
        return []
    return domain_features.build(state)


def command_of(domain: str, state: State, feature_id: str, value: JsonValue) -> Command | None:
    """Return what a touch on a control means."""
    domain_features = FEATURES.get(domain)
    return domain_features.command(state, feature_id, value) if domain_features else None
