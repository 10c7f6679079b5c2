"""Lights with a topic for each property, and lights that templates write and read. Pure."""

from typing import Any

from embedded_hub.gateways.facet import Holds
from embedded_hub.gateways.mqtt.component import Command, Publish, as_number, texts
from embedded_hub.gateways.mqtt.components.lights import Light
from embedded_hub.gateways.mqtt.discovery import Config
from embedded_hub.gateways.mqtt.templates import command_template, value_template
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.values import JsonValue

_COLORS = {
    "rgbww": ("red", "green", "blue", "cold_white", "warm_white"),
    "rgbw": ("red", "green", "blue", "white"),
    "rgb": ("red", "green", "blue"),
    "hs": ("hue", "sat"),
    "xy": ("x", "y"),
}
"""By how much they can show, with the names templates have for the parts."""


class TopicLight(Light):
    """A light with a topic for each property."""

    def __init__(self, config: Config) -> None:
        modes = [mode for mode in _COLORS if config.get(f"{mode}_command_topic")][:1]
        modes += ["color_temp"] if config.get("color_temp_command_topic") else []
        self._by_brightness = config.get("on_command_type") == "brightness"
        dimmable = config.get("brightness_command_topic")
        effects = texts(config.get("effect_list")) if config.get("effect_command_topic") else ()
        super().__init__(
            config, tuple(modes) or (("brightness",) if dimmable else ("onoff",)), effects
        )
        self._on, self._off = self.word("payload_on", "ON"), self.word("payload_off", "OFF")
        self.listen("state_topic", "state_value_template", self._take_state)
        self.listen("brightness_state_topic", "brightness_value_template", self._take_level)
        self.listen("color_temp_state_topic", "color_temp_value_template", self._take_white)
        self.listen("effect_state_topic", "effect_value_template", self._take_effect)
        self.listen("color_mode_state_topic", "color_mode_value_template", self._take_mode)
        for mode in (one for one in modes if one in _COLORS):
            self.listen(f"{mode}_state_topic", f"{mode}_value_template", self._take_color)

    def write(self, action: Action) -> Command:
        """Return a message for each property that is asked for."""
        is_on = action.name == "turn_on"
        level = self._wanted_level(action)
        looks = self._looks(action, level) if is_on else []
        switch = [*self.send("command_topic", self._on if is_on else self._off)]
        if is_on and self._by_brightness:
            # Told how bright, it goes on; told to go on, it would not know how bright.
            switch = [] if level is not None else self._look("brightness", round(self._scale))
        is_first = self.config.get("on_command_type") == "first"
        messages = (*switch, *looks) if is_first else (*looks, *switch)
        if not self.has("state_topic"):
            self._is_on = is_on
        if level is not None and not self.has("brightness_state_topic"):
            self._level = float(level)
        holds: Holds | None = None
        if self.has("state_topic"):
            holds = lambda seen: self._holds(seen, action, level)  # noqa: E731 - of this action
        return Command(messages, holds)

    def _looks(self, action: Action, level: int | None) -> list[Publish]:
        messages: list[Publish] = []
        if level is not None:
            messages += self._look("brightness", level)
        if (white := self._wanted_white(action)) is not None:
            messages += self._look("color_temp", white)
        if (effect := action.arguments.get("effect")) is not None:
            messages += self._look("effect", effect)
        for mode, names in _COLORS.items():
            color = action.arguments.get(f"{mode}_color")
            if mode in self.spec.modes and isinstance(color, list | tuple):
                told = ",".join(f"{part:g}" for part in color)
                messages += self._look(mode, told, **dict(zip(names, color, strict=False)))
        return messages

    def _look(self, name: str, value: JsonValue, **names: Any) -> list[Publish]:
        write = command_template(self.config.get(f"{name}_command_template"))
        return [*self.send(f"{name}_command_topic", write(value, **names))]

    def _take_state(self, value: str) -> None:
        if value in (self._on, self._off):
            self._is_on = value == self._on
        elif value == "None":
            self._is_on = None

    def _take_level(self, value: str) -> None:
        self._level = as_number(value)

    def _take_white(self, value: str) -> None:
        self._white = as_number(value)
        self._mode = self._mode if self.has("color_mode_state_topic") else "color_temp"

    def _take_effect(self, value: str) -> None:
        self._effect = value

    def _take_mode(self, value: str) -> None:
        self._mode = value or self._mode

    def _take_color(self, value: str) -> None:
        parts = [as_number(part) for part in value.split(",")]
        if None not in parts and len(parts) == len(_COLORS[self.spec.modes[0]]):
            self._color = tuple(part for part in parts if part is not None)
            self._mode = self._mode if self.has("color_mode_state_topic") else self.spec.modes[0]


class TemplateLight(Light):
    """A light that is told by one template and read by several."""

    def __init__(self, config: Config) -> None:
        has_color = all(config.get(f"{part}_template") for part in _COLORS["rgb"])
        modes = [*(["rgb"] if has_color else [])]
        modes += ["color_temp"] if config.get("color_temp_template") else []
        plain = "brightness" if config.get("brightness_template") else "onoff"
        effects = texts(config.get("effect_list")) if config.get("effect_template") else ()
        super().__init__(config, tuple(modes) or (plain,), effects)
        self._command = {
            name: command_template(config.get(f"command_{name}_template")) for name in ("on", "off")
        }
        self._parts = [value_template(config.get(f"{part}_template")) for part in _COLORS["rgb"]]
        self.listen("state_topic", "state_template", self._take_state)
        self.listen("state_topic", "brightness_template", self._take_level)
        self.listen("state_topic", "color_temp_template", self._take_white)
        self.listen("state_topic", "effect_template", self._take_effect)
        if has_color:
            self.listen("state_topic", "-", self._take_color)

    def write(self, action: Action) -> Command:
        """Return what its template makes of the action."""
        is_on, level = action.name == "turn_on", self._wanted_level(action)
        names: dict[str, Any] = {"state": "on" if is_on else "off"}
        if level is not None:
            names["brightness"] = level
        if (white := self._wanted_white(action)) is not None:
            names["color_temp"] = white
        if isinstance(color := action.arguments.get("rgb_color"), list | tuple):
            names |= zip(_COLORS["rgb"], color, strict=False)
        if (effect := action.arguments.get("effect")) is not None:
            names["effect"] = effect
        if (seconds := number_of(action.arguments.get("transition"))) is not None:
            names["transition"] = seconds
        payload = self._command["on" if is_on else "off"](None, **names)
        if not self.has("state_topic") or not self.has("state_template"):
            self._is_on = is_on
            return Command(self.send("command_topic", payload))
        return Command(
            self.send("command_topic", payload), lambda seen: self._holds(seen, action, level)
        )

    def _take_state(self, value: str) -> None:
        if self.has("state_template") and value in ("on", "off"):
            self._is_on = value == "on"

    def _take_level(self, value: str) -> None:
        if self.has("brightness_template"):
            self._level = as_number(value)

    def _take_white(self, value: str) -> None:
        if self.has("color_temp_template") and (white := as_number(value)) is not None:
            self._white, self._mode = white, "color_temp"

    def _take_effect(self, value: str) -> None:
        if self.has("effect_template") and value in self.spec.effects:
            self._effect = value

    def _take_color(self, payload: str) -> None:
        parts = [as_number(part(payload)) for part in self._parts]
        if None not in parts:
            self._color = tuple(part for part in parts if part is not None)
            self._mode = "rgb"
