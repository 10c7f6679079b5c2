"""What each intent does: one table from an intent's name to actions and their values.

Every doing is a target state, never a toggle: said twice, it is done once.
"""

from collections.abc import Mapping

import msgspec

from embedded_hub.model.values import JsonObject, JsonValue


class Given(msgspec.Struct, frozen=True):
    """A value of an action that is taken from what was said."""

    field: str
    scale: float = 1.0


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """What an intent asks of the things it names."""

    actions: Mapping[str, str]
    """The action by domain; ``*`` is every other domain."""
    given: Mapping[str, Given] = {}
    """What becomes of the slots."""
    fixed: JsonObject = {}

    def action_of(self, domain: str) -> str | None:
        """Return what a thing of that domain is to do; ``None`` when it is not meant."""
        return self.actions.get(domain) or self.actions.get("*")

    def arguments(self, slots: Mapping[str, object]) -> dict[str, JsonValue]:
        """Return the values of the action."""
        values: dict[str, JsonValue] = dict(self.fixed)
        for slot, given in self.given.items():
            value = slots.get(slot)
            if isinstance(value, int | float):
                scaled = value * given.scale
                values[given.field] = int(scaled) if scaled == int(scaled) else scaled
            elif isinstance(value, str):
                values[given.field] = value
        return values


_PLAYER = "media_player"

DOINGS: Mapping[str, Doing] = {
    "HassTurnOn": Doing(
        actions={
            "cover": "open_cover",
            "valve": "open_valve",
            "lock": "lock",
            "button": "press",
            "input_button": "press",
            "vacuum": "start",
            "lawn_mower": "start_mowing",
            "*": "turn_on",
        }
    ),
    "HassTurnOff": Doing(
        actions={
            "cover": "close_cover",
            "valve": "close_valve",
            "lock": "unlock",
            "vacuum": "return_to_base",
            "lawn_mower": "dock",
            "*": "turn_off",
        }
    ),
    "HassLightSet": Doing(
        actions={"light": "turn_on"},
        given={
            "brightness": Given("brightness_pct"),
            "color": Given("color_name"),
            "temperature": Given("color_temp_kelvin"),
        },
    ),
    "HassSetPosition": Doing(
        actions={"cover": "set_cover_position", "valve": "set_valve_position"},
        given={"position": Given("position")},
    ),
    "HassClimateSetTemperature": Doing(
        actions={"climate": "set_temperature"}, given={"temperature": Given("temperature")}
    ),
    "HassClimateSetFanMode": Doing(
        actions={"climate": "set_fan_mode"}, given={"fan_mode": Given("fan_mode")}
    ),
    "HassFanSetSpeed": Doing(
        actions={"fan": "set_percentage"}, given={"percentage": Given("percentage")}
    ),
    "HassMediaPause": Doing(actions={_PLAYER: "media_pause"}),
    "HassMediaUnpause": Doing(actions={_PLAYER: "media_play"}),
    "HassMediaNext": Doing(actions={_PLAYER: "media_next_track"}),
    "HassMediaPrevious": Doing(actions={_PLAYER: "media_previous_track"}),
    "HassMediaPlayerMute": Doing(actions={_PLAYER: "volume_mute"}, fixed={"is_volume_muted": True}),
    "HassMediaPlayerUnmute": Doing(
        actions={_PLAYER: "volume_mute"}, fixed={"is_volume_muted": False}
    ),
    "HassSetVolume": Doing(
        actions={_PLAYER: "volume_set"}, given={"volume_level": Given("volume_level", 0.01)}
    ),
    "HassVacuumStart": Doing(actions={"vacuum": "start"}),
    "HassVacuumReturnToBase": Doing(actions={"vacuum": "return_to_base"}),
    "HassLawnMowerStartMowing": Doing(actions={"lawn_mower": "start_mowing"}),
    "HassLawnMowerDock": Doing(actions={"lawn_mower": "dock"}),
}

GET_STATE = "HassGetState"
GET_TEMPERATURE = "HassClimateGetTemperature"
GET_TIME = "HassGetCurrentTime"
GET_DATE = "HassGetCurrentDate"
NEVER_MIND = "HassNevermind"

INTENTS = frozenset({*DOINGS, GET_STATE, GET_TEMPERATURE, GET_TIME, GET_DATE, NEVER_MIND})
"""Sentences of any other intent are not even tried: what cannot be done is not understood."""
