"""Media players: what plays, how loud, and the buttons of a remote control."""

from embedded_hub.gateways.native.mapping.table import (
    TURN_OFF,
    TURN_ON,
    Facet,
    Kind,
    Order,
    Values,
    Verb,
    checked,
    moment,
    number,
    on_off,
    word,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.model.voice import VOICE_ATTRIBUTE
from embedded_hub.protocol.gateway_messages import EntitySpec

_PAUSE, _SEEK, _VOLUME, _MUTE, _PREVIOUS, _NEXT = 1, 2, 4, 8, 16, 32
_ON, _OFF, _PLAY_MEDIA, _STEP, _SOURCE, _STOP = 128, 256, 512, 1024, 2048, 4096
_CLEAR, _PLAY, _SHUFFLE, _SOUND, _REPEAT = 8192, 16384, 32768, 65536, 262144
_STEP_PERCENT = 5


def _lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    features = 0
    if "on" in spec.caps and spec.caps["on"].w:
        features |= _ON | _OFF
    if "playing" in spec.caps and spec.caps["playing"].w:
        features |= _PLAY | _PAUSE
    if "volume" in spec.caps and spec.caps["volume"].w:
        features |= _STEP
    return {"supported_features": features}


def _state(spec: EntitySpec, values: Values) -> str | None:
    if values.get("on") is False:
        return "off"
    return word("playing")(spec, values)


def _progress(_spec: EntitySpec, values: Values) -> dict[str, JsonValue]:
    at = moment(values, "elapsed_at")
    return {"media_position_updated_at": at} if at else {}


class _Louder:
    """One step louder or softer than now."""

    def __init__(self, sign: int) -> None:
        self._sign = sign

    def __call__(self, spec: EntitySpec, values: Values, _arguments: JsonObject) -> Order:
        now = number(values, "volume") or 0
        wanted = min(100, max(0, now + self._sign * _STEP_PERCENT))
        return checked(spec, Order(do="set", args={"volume": wanted}))


def _play_pause(spec: EntitySpec, values: Values, _arguments: JsonObject) -> Order:
    wanted = "paused" if values.get("playing") == "playing" else "playing"
    return checked(spec, Order(do="set", args={"playing": wanted}))


MEDIA_PLAYER = Kind(
    domain="media_player",
    value=_state,
    lasting=_lasting,
    passing=_progress,
    does={
        "next": _NEXT,
        "previous": _PREVIOUS,
        "stop": _STOP,
        "seek": _SEEK,
        "play": _PLAY_MEDIA,
        "clear": _CLEAR,
    },
    facets=(
        Facet(cap="volume", attribute="volume_level", scale=0.01, feature=_VOLUME),
        Facet(cap="mute", attribute="is_volume_muted", feature=_MUTE),
        Facet(cap="track", attribute="media_title"),
        Facet(cap="artist", attribute="media_artist"),
        Facet(cap="album", attribute="media_album_name"),
        Facet(cap="content", attribute="media_content_type"),
        Facet(cap="duration", attribute="media_duration"),
        Facet(cap="elapsed", attribute="media_position"),
        Facet(cap="app", attribute="app_name"),
        Facet(cap="source", attribute="source", options="source_list", feature=_SOURCE),
        Facet(cap="sound", attribute="sound_mode", options="sound_mode_list", feature=_SOUND),
        Facet(cap="shuffle", attribute="shuffle", feature=_SHUFFLE),
        Facet(cap="repeat", attribute="repeat", feature=_REPEAT),
    ),
    verbs={
        "turn_on": TURN_ON,
        "turn_off": TURN_OFF,
        "media_play": Verb(fixed={"playing": "playing"}),
        "media_pause": Verb(fixed={"playing": "paused"}),
        "media_play_pause": _play_pause,
        "media_stop": Verb(do="stop"),
        "media_next_track": Verb(do="next"),
        "media_previous_track": Verb(do="previous"),
        "media_seek": Verb(do="seek", arguments={"seek_position": "elapsed"}),
        "volume_set": Verb(arguments={"volume_level": "volume"}),
        "volume_up": _Louder(1),
        "volume_down": _Louder(-1),
        "volume_mute": Verb(arguments={"is_volume_muted": "mute"}),
        "select_source": Verb(arguments={"source": "source"}),
        "select_sound_mode": Verb(arguments={"sound_mode": "sound"}),
        "shuffle_set": Verb(arguments={"shuffle": "shuffle"}),
        "repeat_set": Verb(arguments={"repeat": "repeat"}),
        "clear_playlist": Verb(do="clear"),
        "play_media": Verb(
            do="play",
            arguments={
                "media_content_id": "id",
                "media_content_type": "type",
                "enqueue": "enqueue",
                "announce": "announce",
            },
        ),
    },
)


def _speaker_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    return {"device_class": "speaker", **_lasting(spec), VOICE_ATTRIBUTE: "speaker"}


def _speaker_state(spec: EntitySpec, values: Values) -> str | None:
    return _state(spec, values) or "idle"


SPEAKER = Kind(
    domain="media_player",
    value=_speaker_state,
    lasting=_speaker_lasting,
    facets=(
        Facet(cap="volume", attribute="volume_level", scale=0.01, feature=_VOLUME),
        Facet(cap="mute", attribute="is_volume_muted", feature=_MUTE),
    ),
    verbs={
        name: MEDIA_PLAYER.verbs[name]
        for name in ("volume_set", "volume_up", "volume_down", "volume_mute")
    },
)
"""A loudspeaker people talk through; what it says comes in binary frames."""
MIC = Kind(
    domain="binary_sensor",
    value=on_off("on"),
    lasting=lambda _spec: {"device_class": "sound", VOICE_ATTRIBUTE: "mic"},
)
"""A microphone; ``on`` while somebody may hear it."""
