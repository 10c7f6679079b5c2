"""Sirens and doorbells of Z-Wave: the class for sound switches. Pure."""

from collections.abc import Iterator

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.zwave_js.facet import Facet, Values, Write, entity, used
from embedded_hub.gateways.zwave_js.wire import Value
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.siren import Feature
from embedded_hub.model.values import JsonValue

SOUND_SWITCH = 121
_OFF, _DEFAULT = 0, 255
_SPECIAL = (_OFF, _DEFAULT)


def sirens(prefix: str, name: str | None, values: Values) -> Iterator[Facet]:
    """Yield the siren of an endpoint that has sounds."""
    tone = values.find(SOUND_SWITCH, "toneId")
    if tone is not None and tone.metadata.writeable:
        yield _siren(f"{prefix}/siren", name, tone)


def _siren(key: str, name: str | None, tone: Value) -> Facet:
    numbers = {word: number for number, word in tone.metadata.words.items()}
    tones: JsonValue = [word for word, number in numbers.items() if number not in _SPECIAL]
    features = Feature.TURN_ON | Feature.TURN_OFF | Feature.VOLUME_SET
    features |= Feature.TONES if tones else Feature(0)

    def read(values: Values) -> Reading:
        now = values.number(tone.id)
        return Reading(None if now is None else on_off(now != _OFF))

    def write(action: Action, _: Values) -> Write | None:
        if action.name not in ("turn_on", "turn_off"):
            return None
        is_on = action.name == "turn_on"
        number = numbers.get(str(action.arguments.get("tone")), _DEFAULT) if is_on else _OFF
        volume = number_of(action.arguments.get("volume_level")) if is_on else None
        options = {} if volume is None else {"volume": round(volume * 100)}
        return Write(id=tone.id, value=number, options=options, holds=becomes(on_off(is_on)))

    attributes = {"available_tones": tones, "supported_features": int(features)}
    described = entity(key, "siren", name, attributes)
    return Facet(entity=described, read=read, write=write, uses=used(tone))
