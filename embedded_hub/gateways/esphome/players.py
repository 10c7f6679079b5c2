"""Players of ESPHome: speakers and voice satellites."""

from aioesphomeapi import (
    MediaPlayerCommand,
    MediaPlayerEntityFeature,
    MediaPlayerEntityState,
    MediaPlayerInfo,
    MediaPlayerState,
)

from embedded_hub.gateways.esphome.facet import Command, Facet, finite
from embedded_hub.gateways.facet import Holds, Reading, becomes
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

_ABLE = (
    MediaPlayerEntityFeature.PAUSE
    | MediaPlayerEntityFeature.VOLUME_SET
    | MediaPlayerEntityFeature.VOLUME_MUTE
    | MediaPlayerEntityFeature.TURN_ON
    | MediaPlayerEntityFeature.TURN_OFF
    | MediaPlayerEntityFeature.PLAY_MEDIA
    | MediaPlayerEntityFeature.VOLUME_STEP
    | MediaPlayerEntityFeature.STOP
    | MediaPlayerEntityFeature.CLEAR_PLAYLIST
    | MediaPlayerEntityFeature.PLAY
    | MediaPlayerEntityFeature.REPEAT_SET
    | MediaPlayerEntityFeature.MEDIA_ANNOUNCE
)
"""What the protocol has a command for; the bits are those of a home."""
_STATES = {
    MediaPlayerState.IDLE: "idle",
    MediaPlayerState.PLAYING: "playing",
    MediaPlayerState.PAUSED: "paused",
    MediaPlayerState.ANNOUNCING: "playing",
    MediaPlayerState.OFF: "off",
    MediaPlayerState.ON: "on",
}
_SIMPLE = {
    "turn_on": (MediaPlayerCommand.TURN_ON, ("on", "idle", "playing", "paused")),
    "turn_off": (MediaPlayerCommand.TURN_OFF, ("off",)),
    "media_play": (MediaPlayerCommand.PLAY, ("playing",)),
    "media_pause": (MediaPlayerCommand.PAUSE, ("paused",)),
    "media_stop": (MediaPlayerCommand.STOP, ("idle", "off", "on")),
    "volume_up": (MediaPlayerCommand.VOLUME_UP, ()),
    "volume_down": (MediaPlayerCommand.VOLUME_DOWN, ()),
    "clear_playlist": (MediaPlayerCommand.CLEAR_PLAYLIST, ()),
}
_REPEATS = {"one": MediaPlayerCommand.REPEAT_ONE, "off": MediaPlayerCommand.REPEAT_OFF}


class Player(Facet[MediaPlayerInfo, MediaPlayerEntityState]):
    """A player."""

    domain = kind = "media_player"

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        features = self.info.feature_flags_compat(self.api) & _ABLE
        return {"supported_features": int(features), "device_class": "speaker"}

    def read(self, now: MediaPlayerEntityState) -> Reading:
        """Return what it does now."""
        value = None if now.state is None else _STATES.get(now.state)
        volume = round(finite(now.volume), 3)
        return Reading(value, {"volume_level": volume, "is_volume_muted": now.muted})

    def write(self, action: Action) -> Command | None:
        """Play, stop, and how loud."""
        if action.name in _SIMPLE:
            command, ends = _SIMPLE[action.name]
            return self._sends(command, becomes(*ends) if ends else None)
        arguments = action.arguments
        match action.name:
            case "volume_mute":
                is_muted = arguments.get("is_volume_muted") is True
                command = MediaPlayerCommand.MUTE if is_muted else MediaPlayerCommand.UNMUTE
                return self._sends(
                    command, lambda seen: seen.attributes.get("is_volume_muted") is is_muted
                )
            case "repeat_set":
                repeat = _REPEATS.get(str(arguments.get("repeat")))
                return None if repeat is None else self._sends(repeat, None)
            case "volume_set":
                return self._set_volume(number_of(arguments.get("volume_level")))
            case "play_media":
                return self._play(arguments)
        return None

    def _sends(self, command: MediaPlayerCommand, holds: Holds | None) -> Command:
        info = self.info
        return Command(
            send=lambda client: client.media_player_command(
                info.key, command=command, device_id=info.device_id
            ),
            holds=holds,
        )

    def _set_volume(self, volume: float | None) -> Command | None:
        info = self.info
        if volume is None:
            return None

        def holds(seen: StateReport) -> bool:
            at = number_of(seen.attributes.get("volume_level"))
            return at is not None and abs(at - volume) <= 0.01

        return Command(
            send=lambda client: client.media_player_command(
                info.key, volume=volume, device_id=info.device_id
            ),
            holds=holds,
        )

    def _play(self, arguments: JsonObject) -> Command | None:
        info, url = self.info, arguments.get("media_content_id")
        announces = arguments.get("announce")
        if not isinstance(url, str):
            return None
        return Command(
            send=lambda client: client.media_player_command(
                info.key,
                media_url=url,
                announcement=announces if isinstance(announces, bool) else None,
                device_id=info.device_id,
            ),
            holds=becomes("playing"),
        )
