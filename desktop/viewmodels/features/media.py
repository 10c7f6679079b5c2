"""Players: what plays, transport, volume and source."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.words import moment_of, percent, translate
from embedded_hub.model.capability import media_player as player
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue


def _build(state: State) -> list[FeatureMap]:
    rows: list[FeatureMap] = []
    if transport := _transport(state):
        rows.append(kinds.buttons("transport", translate("Feature", "Playback"), transport))
    if player.supports_volume(state):
        rows.append(
            kinds.slider(
                "volume",
                translate("Feature", "Volume"),
                "volume-mute" if player.is_muted(state) else "volume-high",
                player.volume_percent(state),
                (0, 100),
                variant="volume",
                is_off=not player.is_on(state),
            )
        )
    if sources := player.sources(state):
        label = translate("Feature", "Source")
        choices = kinds.choices_of(sources)
        rows.append(kinds.options("source", label, "import", choices, text(state, "source")))
    if player.title(state):
        rows.append(_media(state))
    return rows


def _transport(state: State) -> list[FeatureMap]:
    offered = (
        (player.can_go_back(state), "media_previous_track", "skip-previous"),
        (player.can_play(state), "media_play", "play"),
        (player.can_pause(state), "media_pause", "pause"),
        (player.can_skip(state), "media_next_track", "skip-next"),
    )
    words = {
        "media_previous_track": translate("Feature", "Previous"),
        "media_play": translate("Feature", "Play"),
        "media_pause": translate("Feature", "Pause"),
        "media_next_track": translate("Feature", "Next"),
    }
    return [
        kinds.button(action, words[action], icon) for is_there, action, icon in offered if is_there
    ]


def _media(state: State) -> FeatureMap:
    updated = text(state, "media_position_updated_at")
    updated_at = moment_of(updated) if updated else None
    return kinds.read_only(
        "media",
        "media",
        translate("Feature", "Now playing"),
        {
            "title": player.title(state) or "",
            "artist": player.artist(state) or "",
            "positionS": player.position_s(state) or 0.0,
            "durationS": player.duration_s(state) or 0.0,
            "updatedAt": updated_at or state.updated_at,
            "isPlaying": player.is_playing(state),
        },
    )


def _command(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    match feature_id:
        case "transport":
            return kinds.pressed(value)
        case "volume":
            level = kinds.as_number(value)
            return Command(
                action="volume_set",
                arguments={"volume_level": round(level / 100, 3)},
                asked=percent(level),
            )
        case "source":
            return Command(action="select_source", arguments={"source": value}, asked=str(value))
    return None


MEDIA_PLAYER = DomainFeatures(build=_build, command=_command)
