"""Which component is made of what was announced. Pure."""

from collections.abc import Callable, Mapping

from embedded_hub.gateways.mqtt.component import Base, Component
from embedded_hub.gateways.mqtt.components.boilers import WaterHeater
from embedded_hub.gateways.mqtt.components.comfort import Climate, Fan, Humidifier
from embedded_hub.gateways.mqtt.components.guards import AlarmPanel
from embedded_hub.gateways.mqtt.components.lights import JsonLight
from embedded_hub.gateways.mqtt.components.openings import Cover, Lock
from embedded_hub.gateways.mqtt.components.readings import (
    BinarySensor,
    Press,
    Sensor,
    Tracker,
    Update,
)
from embedded_hub.gateways.mqtt.components.robots import Mower, Vacuum
from embedded_hub.gateways.mqtt.components.settings import (
    Button,
    Number,
    Scene,
    Select,
    Switch,
    Text,
)
from embedded_hub.gateways.mqtt.components.sirens import Siren
from embedded_hub.gateways.mqtt.components.topic_lights import TemplateLight, TopicLight
from embedded_hub.gateways.mqtt.components.valves import Valve
from embedded_hub.gateways.mqtt.discovery import Announced, Config

_KINDS: Mapping[str, type[Base]] = {
    "alarm_control_panel": AlarmPanel,
    "binary_sensor": BinarySensor,
    "button": Button,
    "climate": Climate,
    "cover": Cover,
    "device_tracker": Tracker,
    "fan": Fan,
    "humidifier": Humidifier,
    "lawn_mower": Mower,
    "lock": Lock,
    "number": Number,
    "scene": Scene,
    "select": Select,
    "sensor": Sensor,
    "siren": Siren,
    "switch": Switch,
    "text": Text,
    "update": Update,
    "vacuum": Vacuum,
    "valve": Valve,
    "water_heater": WaterHeater,
}
_LIGHTS: Mapping[str, Callable[[Config], Component]] = {
    "json": JsonLight,
    "template": TemplateLight,
}
_PRESSES = ("event", "device_automation", "tag")


def make(announced: Announced, tell: Callable[[str], None]) -> Component:
    """Return the component of what was announced; an unknown one is shown by its state.

    Args:
        announced: What a device said of one entity.
        tell: Gets what happens, for those that are no states.
    """
    config = announced.config
    if announced.component in _PRESSES:
        return Press(config, tell)
    if announced.component == "light":
        return _LIGHTS.get(str(config.get("schema")), TopicLight)(config)
    component: Component = _KINDS.get(announced.component, Sensor)(config)  # type: ignore[assignment]
    return component
