"""What a Tasmota device switches, dims, drives and has for buttons, in words of discovery. Pure.

Source: Tasmota's discovery message; ``rl`` are its outputs, ``swc`` and ``btn`` its inputs and
``so`` numbered options that change what these mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from embedded_hub.gateways.mqtt.discovery import Announced
from embedded_hub.gateways.mqtt.tasmota_place import Place

_RELAY, _LIGHT, _SHUTTER = 1, 2, 3
_RELAYS_ARE_LIGHTS, _CHANNELS, _BUTTONS_TELL, _SWITCHES_TELL = 30, 68, 73, 114
"""Numbers of options."""
_SUPPORTS_CT, _SUPPORTS_RGB = (2, 5), (3, 4, 5)
_FOLLOWING, _PULSING = (1, 2, 9, 10), (13, 14, 15, 16)
"""Modes of inputs that are on or off; the second kind tells only when they are on."""
_PULSE_S = 1
_PRESSES = ["single", "double", "triple", "quad", "penta", "hold", "clear"]
_SWITCH_EVENTS = ["toggle", "on", "off", "hold", "inc_dec", "inv", "clear", "press"]
_INVERTED = 1
_MODE = (
    "{% if value_json.HSBColor is defined %}{% set white = value_json.White | default(0) %}"
    "{{ 'color_temp' if white > 0 or value_json.HSBColor.split(',')[1] == '0' else 'hs' }}"
    "{% endif %}"
)


def outputs(place: Place, config: Mapping[str, Any]) -> Iterator[Announced]:
    """Yield everything a device has besides what it measures."""
    kinds = _numbers(config.get("rl"))
    if config.get("if") in (1, True):
        yield _fan(place)
        kinds = [_RELAY if number == 0 and kind else 0 for number, kind in enumerate(kinds)]
    yield from _relays(place, config, kinds)
    yield from _shutters(place, config, kinds)
    yield from _inputs(place, config)


def _relays(place: Place, config: Mapping[str, Any], kinds: Sequence[int]) -> Iterator[Announced]:
    given, words = _listed(config.get("fn")), _listed(config.get("state"))
    off, on = (words[0], words[1]) if len(words) > 1 else ("OFF", "ON")
    count = sum(1 for kind in kinds if kind)
    has_lamp = config.get("if") in (1, True) or place.has_option(_RELAYS_ARE_LIGHTS)
    for number, kind in enumerate(kinds, start=1):
        power = f"POWER{number}"
        friendly = given[number - 1] if number <= len(given) else None
        # A name of its own says more than the device's, which is often just "Tasmota".
        is_named = bool(friendly) and friendly != place.name
        shared = {
            "name": friendly
            if is_named
            else None
            if count == 1
            else friendly or f"Output {number}",
            "command_topic": place.command("POWER" if count == 1 else power),
            "state_topic": place.states(),
            "payload_on": str(on),
            "payload_off": str(off),
        }
        # A single one leaves out its number, unless an option says otherwise.
        told = f"value_json.{power}"
        either = f"{told} | default(value_json.POWER)" if number == 1 else told
        template = f"{{{{ {either} | is_defined }}}}"
        key = "POWER" if count == 1 else power
        if kind == _LIGHT:
            look = _light(place, config.get("lt_st"), number)
            yield place.announce("light", key, {**shared, "state_value_template": template, **look})
        elif kind == _RELAY and has_lamp:
            yield place.announce("light", key, {**shared, "state_value_template": template})
        elif kind == _RELAY:
            yield place.announce("switch", key, {**shared, "value_template": template})


def _light(place: Place, kind: Any, number: int) -> dict[str, Any]:
    dimmer = f"Channel{number}" if place.has_option(_CHANNELS) else "Dimmer"
    look: dict[str, Any] = {
        "brightness_command_topic": place.command(dimmer),
        "brightness_state_topic": place.states(),
        "brightness_value_template": f"{{{{ value_json.{dimmer} | is_defined }}}}",
        "brightness_scale": 100,
        "on_command_type": "brightness",
    }
    if place.has_option(_CHANNELS):
        return look
    if kind in _SUPPORTS_CT:
        look |= {
            "color_temp_command_topic": place.command("CT"),
            "color_temp_state_topic": place.states(),
            "color_temp_value_template": "{{ value_json.CT | is_defined }}",
        }
    if kind in _SUPPORTS_RGB:
        color = "{{ value_json.HSBColor.split(',')[0] }},{{ value_json.HSBColor.split(',')[1] }}"
        look |= {
            "hs_command_topic": place.command("HsbColor"),
            "hs_state_topic": place.states(),
            "hs_value_template": color,
        }
    if kind in _SUPPORTS_CT and kind in _SUPPORTS_RGB:
        look |= {"color_mode_state_topic": place.states(), "color_mode_value_template": _MODE}
    return look


def _fan(place: Place) -> Announced:
    speed = "{{ value_json.FanSpeed | is_defined }}"
    config = {
        "name": "Fan",
        "command_topic": place.command("FanSpeed"),
        "payload_on": "1",
        "payload_off": "0",
        "state_topic": place.states(),
        "state_value_template": "{{ 1 if (value_json.FanSpeed | is_defined) > 0 else 0 }}",
        "percentage_command_topic": place.command("FanSpeed"),
        "percentage_state_topic": place.states(),
        "percentage_value_template": speed,
        "speed_range_min": 1,
        "speed_range_max": 3,
    }
    return place.announce("fan", "FanSpeed", config)


def _shutters(place: Place, config: Mapping[str, Any], kinds: Sequence[int]) -> Iterator[Announced]:
    """Yield the shutters; two outputs are one."""
    count = sum(1 for kind in kinds if kind == _SHUTTER) // 2
    options = _numbers(config.get("sho"))
    for number in range(1, count + 1):
        told = f"(value_json.StatusSNS | default(value_json)).Shutter{number}"
        is_inverted = number <= len(options) and bool(options[number - 1] & _INVERTED)
        way_now = f"({told}.Direction | is_defined)" + (" * -1" if is_inverted else "")
        words = f"{{{{ ['stopped', 'opening', 'closing'][{way_now}] }}}}"
        yield place.announce(
            "cover",
            f"Shutter{number}",
            {
                "name": None if count == 1 else f"Shutter {number}",
                "device_class": "shutter",
                **{
                    f"{way}_command_topic": place.command(f"Shutter{way.capitalize()}{number}")
                    for way in ("open", "close", "stop")
                },
                **dict.fromkeys(("payload_open", "payload_close", "payload_stop"), ""),
                "set_position_topic": place.command(f"ShutterPosition{number}"),
                "state_topic": [place.result(), *place.measured()],
                "value_template": words,
                "position_topic": [place.result(), *place.measured()],
                "position_template": f"{{{{ {told}.Position | is_defined }}}}",
                "position_open": 0 if is_inverted else 100,
                "position_closed": 100 if is_inverted else 0,
            },
        )


def _inputs(place: Place, config: Mapping[str, Any]) -> Iterator[Announced]:
    if place.has_option(_BUTTONS_TELL):
        for number, kind in enumerate(_numbers(config.get("btn")), start=1):
            if kind:
                yield _press(place, f"Button{number}", f"Button {number}", _PRESSES)
    if place.has_option(_SWITCHES_TELL):
        names = _listed(config.get("swn"))
        for number, mode in enumerate(_numbers(config.get("swc")), start=1):
            given = names[number - 1] if number <= len(names) else None
            if mode in (*_FOLLOWING, *_PULSING):
                yield _sign(place, config, number, str(given or f"Switch{number}"), mode)
            elif mode >= 0:
                named = str(given or f"Switch {number}")
                yield _press(place, str(given or f"Switch{number}"), named, _SWITCH_EVENTS)


def _press(place: Place, word: str, name: str, types: Sequence[str]) -> Announced:
    template = f"{{{{ value_json['{_plain(word)}'].Action | is_defined | lower }}}}"
    config = {"name": name, "state_topic": place.result(), "value_template": template}
    return place.announce("event", word, {**config, "event_types": list(types)})


def _sign(place: Place, config: Mapping[str, Any], number: int, word: str, mode: int) -> Announced:
    words = _listed(config.get("state"))
    told = f"(value_json.StatusSNS | default(value_json))['{_plain(word)}']"
    pulse = {"off_delay": _PULSE_S} if mode in _PULSING else {}
    return place.announce(
        "binary_sensor",
        f"Switch{number}",
        {
            "name": word if word != f"Switch{number}" else f"Switch {number}",
            "state_topic": [place.result(), *place.measured()],
            "value_template": f"{{% set told = {told} | is_defined %}}"
            "{{ told.Action if told is mapping else told }}",
            "payload_on": str(words[1]) if len(words) > 1 else "ON",
            "payload_off": str(words[0]) if len(words) > 1 else "OFF",
            **pulse,
        },
    )


def _plain(word: str) -> str:
    """Return a word that ends no quotation of a template."""
    return word.replace("\\", "").replace("'", "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _numbers(value: Any) -> list[int]:
    return [one for one in _listed(value) if isinstance(one, int)]
