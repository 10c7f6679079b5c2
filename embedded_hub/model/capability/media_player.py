"""Anything that plays: speakers, televisions, receivers. Volume is 0 to 1 on the wire."""

from enum import IntFlag

from embedded_hub.model.capability.api import (
    ActionSpec,
    DomainSpec,
    Field,
    features_of,
    unsupported,
)
from embedded_hub.model.capability.attributes import flag, number, round_half_up, text, texts
from embedded_hub.model.capability.on_off import TURN_OFF, TURN_ON
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class Feature(IntFlag):
    """Bits of a player's ``supported_features``."""

    PAUSE = 1
    SEEK = 2
    VOLUME_SET = 4
    VOLUME_MUTE = 8
    PREVIOUS_TRACK = 16
    NEXT_TRACK = 32
    TURN_ON = 128
    TURN_OFF = 256
    PLAY_MEDIA = 512
    VOLUME_STEP = 1024
    SELECT_SOURCE = 2048
    STOP = 4096
    CLEAR_PLAYLIST = 8192
    PLAY = 16384
    SHUFFLE_SET = 32768
    SELECT_SOUND_MODE = 65536
    BROWSE_MEDIA = 131072
    REPEAT_SET = 262144
    GROUPING = 524288
    MEDIA_ANNOUNCE = 1048576
    MEDIA_ENQUEUE = 2097152


_ASLEEP = ("off", "idle", "standby")
_SILENT = (*_ASLEEP, "unavailable", "unknown")
_VOLUME_STEPS = {"volume_up": 10, "volume_down": -10}
"""Percent; what a player without steps of its own is turned by."""
_NEVER = 315_360_000.0
"""Ten years in seconds: an upper end that no recording reaches."""


def is_on(state: State) -> bool:
    """Say whether it is awake: playing, paused, or on with nothing to play."""
    return state.value not in _SILENT


def is_playing(state: State) -> bool:
    """Say whether it plays, or loads to play."""
    return state.value in ("playing", "buffering")


def _has(state: State, feature: int) -> bool:
    return state.is_available and bool(features_of(state) & feature)


def can_play(state: State) -> bool:
    """Say whether a play button does something now."""
    return _has(state, Feature.PLAY) and not is_playing(state) and state.value != "off"


def can_pause(state: State) -> bool:
    """Say whether a pause button does something now."""
    return _has(state, Feature.PAUSE) and is_playing(state)


def can_stop(state: State) -> bool:
    """Say whether a stop button does something now."""
    return _has(state, Feature.STOP) and state.value in ("playing", "buffering", "paused", "on")


def can_skip(state: State) -> bool:
    """Say whether there is a next track to go to."""
    return _has(state, Feature.NEXT_TRACK) and is_on(state)


def can_go_back(state: State) -> bool:
    """Say whether there is a previous track to go to."""
    return _has(state, Feature.PREVIOUS_TRACK) and is_on(state)


def can_seek(state: State) -> bool:
    """Say whether the place in the track can be chosen."""
    return _has(state, Feature.SEEK) and duration_s(state) is not None


def supports_volume(state: State) -> bool:
    """Say whether its volume can be set to a value."""
    return bool(features_of(state) & Feature.VOLUME_SET)


def supports_volume_steps(state: State) -> bool:
    """Say whether it can be made louder and quieter."""
    return bool(features_of(state) & (Feature.VOLUME_STEP | Feature.VOLUME_SET))


def volume_percent(state: State) -> int | None:
    """Return how loud it is set."""
    level = number(state, "volume_level")
    return round_half_up(level * 100) if level is not None and 0 <= level <= 1 else None


def is_muted(state: State) -> bool:
    """Say whether it is mute, whatever its volume."""
    return flag(state, "is_volume_muted") is True


def title(state: State) -> str | None:
    """Return what plays."""
    return text(state, "media_title")


def artist(state: State) -> str | None:
    """Return who plays it: the artist, else the series, the channel or the app."""
    names = ("media_artist", "media_series_title", "media_channel", "app_name")
    return next((name for key in names if (name := text(state, key))), None)


def picture_path(state: State) -> str | None:
    """Return the address of the cover; it may be a path on the gateway."""
    return text(state, "entity_picture")


def duration_s(state: State) -> float | None:
    """Return how long the track is."""
    seconds = number(state, "media_duration")
    return seconds if seconds is not None and seconds > 0 else None


def position_s(state: State) -> float | None:
    """Return where the track stood at ``media_position_updated_at``."""
    seconds = number(state, "media_position")
    return seconds if seconds is not None and seconds >= 0 else None


def sources(state: State) -> tuple[str, ...]:
    """Return the inputs it can show."""
    return texts(state, "source_list")


def sound_modes(state: State) -> tuple[str, ...]:
    """Return the sound settings it knows."""
    return texts(state, "sound_mode_list")


def toggle(state: State) -> str:
    """Wake what is off, idle or in standby; turn off anything else."""
    return TURN_ON if state.value in _ASLEEP else TURN_OFF


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    if name == "media_play_pause":
        return ("media_pause" if is_playing(state) else "media_play"), arguments
    if name in _VOLUME_STEPS and not features_of(state) & Feature.VOLUME_STEP:
        volume = volume_percent(state)
        if volume is None:
            raise unsupported(state, f"{name} while its volume is unknown")
        target = min(max(volume + _VOLUME_STEPS[name], 0), 100)
        return "volume_set", {"volume_level": target / 100}
    return name, arguments


_VOLUME = Feature.VOLUME_SET | Feature.VOLUME_STEP

SPEC = DomainSpec(
    domain="media_player",
    actions={
        TURN_ON: ActionSpec(description="Turns a player on.", feature=Feature.TURN_ON),
        TURN_OFF: ActionSpec(description="Turns a player off.", feature=Feature.TURN_OFF),
        "toggle": ActionSpec(
            description="Turns a player off when it is on, else on.",
            feature=Feature.TURN_ON | Feature.TURN_OFF,
        ),
        "volume_up": ActionSpec(description="Makes a player louder.", feature=_VOLUME),
        "volume_down": ActionSpec(description="Makes a player quieter.", feature=_VOLUME),
        "volume_set": ActionSpec(
            description="Sets how loud a player is.",
            fields={
                "volume_level": Field(
                    type="number", is_required=True, minimum=0, maximum=1, step=0.01
                )
            },
            feature=Feature.VOLUME_SET,
        ),
        "volume_mute": ActionSpec(
            description="Makes a player mute, or heard again.",
            fields={"is_volume_muted": Field(type="boolean", is_required=True)},
            feature=Feature.VOLUME_MUTE,
        ),
        "media_play_pause": ActionSpec(
            description="Pauses what plays, else plays.", feature=Feature.PLAY | Feature.PAUSE
        ),
        "media_play": ActionSpec(description="Plays.", feature=Feature.PLAY),
        "media_pause": ActionSpec(description="Pauses.", feature=Feature.PAUSE),
        "media_stop": ActionSpec(description="Stops.", feature=Feature.STOP),
        "media_next_track": ActionSpec(
            description="Goes to the next track.", feature=Feature.NEXT_TRACK
        ),
        "media_previous_track": ActionSpec(
            description="Goes to the previous track.", feature=Feature.PREVIOUS_TRACK
        ),
        "media_seek": ActionSpec(
            description="Goes to a place in the track.",
            fields={
                "seek_position": Field(
                    type="number", is_required=True, minimum=0, maximum=_NEVER, step=0.01, unit="s"
                )
            },
            feature=Feature.SEEK,
        ),
        "play_media": ActionSpec(
            description="Plays something by its address.",
            fields={
                "media_content_id": Field(type="text", is_required=True, minimum=1),
                "media_content_type": Field(type="text", is_required=True, minimum=1),
                "enqueue": Field(
                    type="option",
                    options=("play", "next", "add", "replace"),
                    feature=Feature.MEDIA_ENQUEUE,
                ),
                "announce": Field(type="boolean", feature=Feature.MEDIA_ANNOUNCE),
                "extra": Field(type="object"),
            },
            feature=Feature.PLAY_MEDIA,
        ),
        "clear_playlist": ActionSpec(
            description="Removes everything that would play next.", feature=Feature.CLEAR_PLAYLIST
        ),
        "select_source": ActionSpec(
            description="Chooses an input.",
            fields={
                "source": Field(type="option", is_required=True, options_attribute="source_list")
            },
            feature=Feature.SELECT_SOURCE,
        ),
        "select_sound_mode": ActionSpec(
            description="Chooses a sound setting.",
            fields={
                "sound_mode": Field(
                    type="option", is_required=True, options_attribute="sound_mode_list"
                )
            },
            feature=Feature.SELECT_SOUND_MODE,
        ),
        "shuffle_set": ActionSpec(
            description="Plays in random order, or not.",
            fields={"shuffle": Field(type="boolean", is_required=True)},
            feature=Feature.SHUFFLE_SET,
        ),
        "repeat_set": ActionSpec(
            description="Sets what is repeated.",
            fields={
                "repeat": Field(type="option", is_required=True, options=("off", "all", "one"))
            },
            feature=Feature.REPEAT_SET,
        ),
        "join": ActionSpec(
            description="Plays the same on several players.",
            fields={"group_members": Field(type="entities", is_required=True)},
            feature=Feature.GROUPING,
        ),
        "unjoin": ActionSpec(
            description="Takes a player out of its group.", feature=Feature.GROUPING
        ),
    },
    toggle=toggle,
    canonical=_canonical,
)
