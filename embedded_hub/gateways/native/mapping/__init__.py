"""What a native gateway's words mean in a home: kinds and caps, attributes and actions.

A gateway announces entities of a *kind* with *caps* (values it has) and *does* (commands besides
``set``). Caps in brackets are optional; ``w`` marks those that can be set where the gateway says
``"w":1``. Anything of another kind becomes a sensor that shows ``v``, ``on`` or its first cap.

==================== ==================================================== =======================
kind                 caps                                                 does
==================== ==================================================== =======================
light                on w, [level w 0-100 %], [color w], [color_temp w K] [transition]
                     [effect w]
switch               on w
cover                position w 0-100 (100 open) or open w, [tilt w],     [stop]
                     [moving opening·closing·stopped]
valve                position w or open w, [moving]                       [stop]
lock                 lock w locked·unlocked·locking·unlocking·jammed,     [open]
                     [code], [changed_by]
climate              mode w off·heat·cool·heat_cool·auto·dry·fan_only,
                     [current], [target w], [target_low w],
                     [target_high w], [humidity], [target_humidity w],
                     [action heating·cooling·idle…], [fan w],
                     [preset w], [swing w]
fan                  on w, [speed w 0-100 %], [preset w],
                     [oscillating w], [direction w forward·reverse]
humidifier           on w, [target w %], [current %], [mode w], [action]
water_heater         mode w, [target w], [current], [away w], [on w]
media_player         playing w playing·paused·idle·buffering, [on w],     [next] [previous]
                     [volume w 0-100 %], [mute w], [track], [artist],     [stop] [seek] [play]
                     [album], [duration s], [elapsed s], [elapsed_at ms], [clear]
                     [source w], [sound w], [shuffle w], [repeat w],
                     [app], [content]
vacuum               status cleaning·docked·idle·paused·returning·error,  [start] [pause] [stop]
                     [battery %], [fan w], [area], [error]                [home] [locate] [spot]
alarm                status (its options are the modes), [code],          arm, disarm, [trigger]
                     [changed_by]
siren                on w, [tone w], [volume w 0-100 %], [duration w s]
sensor               v
binary_sensor        on
number               v w
select               option w
text                 v w
date, time, datetime v w (ISO text)
button               [pressed ms]                                         press
scene                [activated ms]                                       activate
script               on w, [started ms]
event                type (its options are the event names)
update               installed, latest, [skipped], [title], [summary],    [install] [skip]
                     [progress 0-100]                                     [unskip]
person               place home·not_home·…, [lat], [lon], [accuracy m],
                     [source]
device_tracker       place, [lat], [lon], [accuracy m], [speed],
                     [heading °], [altitude m], [battery %]
weather              condition, [temperature], [humidity %], [pressure],  [forecast]
                     [wind_speed], [wind_bearing °], [clouds %],
                     [visibility], [uv]
camera               status idle·recording·streaming
speaker              [codec opus·pcm16], [playing idle·playing],
                     [volume w 0-100 %], [mute w]
mic                  [codec opus·pcm16], [on]
==================== ==================================================== =======================

Values are JSON: true and false, numbers, text, a list for a colour, ``null`` for unknown. Times
are ms UTC. A cap's ``options``, ``min``, ``max``, ``step`` and ``unit`` become what a tile shows.
"""

from collections.abc import Sequence

from embedded_hub.gateways.native.mapping import table
from embedded_hub.gateways.native.mapping.comfort import CLIMATE, FAN, HUMIDIFIER, WATER_HEATER
from embedded_hub.gateways.native.mapping.lights import LIGHT
from embedded_hub.gateways.native.mapping.media import MEDIA_PLAYER, MIC, SPEAKER
from embedded_hub.gateways.native.mapping.openings import COVER, LOCK, VALVE
from embedded_hub.gateways.native.mapping.readings import (
    BINARY_SENSOR,
    CAMERA,
    DATE,
    DATETIME,
    DEVICE_TRACKER,
    EVENT,
    NUMBER,
    PERSON,
    SELECT,
    SENSOR,
    TEXT,
    TIME,
    WEATHER,
)
from embedded_hub.gateways.native.mapping.table import Kind, Order, Values
from embedded_hub.gateways.native.mapping.tasks import (
    ALARM,
    BUTTON,
    SCENE,
    SCRIPT,
    SIREN,
    SWITCH,
    UPDATE,
    VACUUM,
)
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject
from embedded_hub.model.voice import VOICE_ATTRIBUTE
from embedded_hub.protocol.gateway_messages import DeviceSpec, EntitySpec

_LISTED: Sequence[Kind] = (
    *(LIGHT, SWITCH, COVER, VALVE, LOCK, CLIMATE, FAN, HUMIDIFIER, WATER_HEATER, MEDIA_PLAYER),
    *(VACUUM, ALARM, SIREN, SENSOR, BINARY_SENSOR, NUMBER, SELECT, TEXT, DATE, TIME, DATETIME),
    *(BUTTON, SCENE, SCRIPT, EVENT, UPDATE, PERSON, DEVICE_TRACKER, WEATHER, CAMERA),
)
KINDS = {kind.domain: kind for kind in _LISTED} | {"alarm": ALARM, "speaker": SPEAKER, "mic": MIC}


def kind_of(spec: EntitySpec) -> Kind:
    """Return how this kind of entity is shown; one we have never heard of is a sensor."""
    return KINDS.get(spec.kind, SENSOR)


def key_of(device: DeviceSpec, entity: EntitySpec) -> EntityKey:
    """Return the address ``device/entity``, stable for life."""
    return EntityKey(f"{device.id}/{entity.id}")


def has_voice(device: DeviceSpec) -> bool:
    """Say whether a device speaks or listens."""
    return any(entity.kind in ("speaker", "mic") for entity in device.entities)


def describe(device: DeviceSpec) -> DeviceDescription:
    """Return what the home is told about a device."""
    return DeviceDescription(
        key=device.id,
        name=device.name or device.id,
        manufacturer=device.maker,
        model=device.model,
        sw_version=device.sw,
        hw_version=device.hw,
        serial_number=device.serial,
        connections=device.connections,
        area=device.area,
        via=device.via,
        is_service=device.service,
        entities=tuple(
            EntityDescription(
                key=key_of(device, entity),
                domain=kind_of(entity).domain,
                name=entity.name,
                attributes=_attributes(device, entity),
                category=entity.category,
            )
            for entity in device.entities
        ),
    )


def _attributes(device: DeviceSpec, entity: EntitySpec) -> JsonObject:
    attributes = table.describe(kind_of(entity), entity)
    if entity.kind == "event" and entity.device_class == "doorbell" and has_voice(device):
        return {**attributes, VOICE_ATTRIBUTE: "button"}
    return attributes


def report(
    key: EntityKey,
    spec: EntitySpec,
    values: Values,
    *,
    observed_at: float | None = None,
    cause: str | None = None,
) -> StateReport:
    """Return what the home is told about an entity's values; absent ones are unknown."""
    value, attributes = table.report(kind_of(spec), spec, values)
    return StateReport(
        key=key, value=value, attributes=attributes, observed_at=observed_at, cause=cause
    )


def order(spec: EntitySpec, values: Values, action: str, arguments: JsonObject) -> Order:
    """Return what to send for an action.

    Raises:
        ActionUnsupported: the entity does not do that.
        ActionInvalid: an argument is missing or makes no sense for it.
    """
    return table.order(kind_of(spec), spec, values, action, arguments)
