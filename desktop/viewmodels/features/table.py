"""Which controls each domain has."""

from collections.abc import Mapping

from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.features.lights import LIGHT
from desktop.viewmodels.features.switches import SWITCH
from embedded_hub.model.state import UNAVAILABLE, State
from embedded_hub.model.values import JsonValue

FEATURES: Mapping[str, DomainFeatures] = {
    "light": LIGHT,
    "switch": SWITCH,
    "input_boolean": SWITCH,
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
