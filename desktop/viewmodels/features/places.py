"""People and things on the map: shown, never set."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.words import measure, translate
from embedded_hub.model.capability import tracker
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue


def speed_text(state: State) -> str:
    """Return how fast something moves; empty when it stands or nobody knows."""
    speed = tracker.speed(state)
    return measure(round(speed), text(state, "speed_unit") or "m/s") if speed else ""


def _build(state: State) -> list[FeatureMap]:
    place = tracker.position(state)
    if place is None:
        return []
    return [
        kinds.read_only(
            "place",
            "place",
            translate("Feature", "Place"),
            {
                "latitude": place[0],
                "longitude": place[1],
                "speedText": speed_text(state),
                "headingDeg": tracker.heading_degrees(state) or 0.0,
                "accuracyM": tracker.accuracy_m(state) or 0.0,
            },
        )
    ]


def _command(_state: State, _feature_id: str, _value: JsonValue) -> Command | None:
    return None


TRACKER = DomainFeatures(build=_build, command=_command)
