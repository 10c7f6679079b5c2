"""What a bridge with one of everything has, in the shapes of the second interface."""

import uuid
from collections.abc import Sequence
from typing import Any

BRIDGE_ID = "ecb5fafffe0a1b2c"
_SPACE = uuid.UUID("5e8ff0a2-1111-4222-8333-444455556666")
NOW = "2026-11-23T18:00:00.000Z"
GAMUT_C = {
    "red": {"x": 0.6915, "y": 0.3083},
    "green": {"x": 0.17, "y": 0.7},
    "blue": {"x": 0.1532, "y": 0.0475},
}
SIGNALS = ["no_signal", "on_off", "on_off_color", "alternating"]
Content = dict[str, Any]


def rid(name: str) -> str:
    """Return the id of something by the name it has in these tests."""
    return str(uuid.uuid5(_SPACE, name))


def reference(kind: str, name: str) -> Content:
    """Point to a resource."""
    return {"rid": rid(name), "rtype": kind}


def resource(kind: str, name: str, owner: Content | None = None, **fields: Any) -> Content:
    """Make a resource."""
    owned = {} if owner is None else {"owner": owner}
    return {"id": rid(name), "id_v1": f"/{kind}/{name}", **owned, **fields, "type": kind}


def device(
    name: str,
    services: Sequence[Content],
    *,
    product: str,
    model: str,
    archetype: str = "unknown_archetype",
) -> list[Content]:
    """Make a device with its services, a radio link and an update state."""
    owner = reference("device", name)
    number = f"{abs(hash_of(name)):010x}"[-10:]
    address = ":".join(number[place : place + 2] for place in range(0, 10, 2))
    own = [
        *services,
        resource(
            "zigbee_connectivity",
            f"{name} radio",
            status="connected",
            mac_address=f"00:17:88:{address}",
        ),
        resource("device_software_update", f"{name} update", state="no_update", problems=[]),
    ]
    for one in own:
        one["owner"] = owner
    head = resource(
        "device",
        name,
        product_data={
            "model_id": model,
            "manufacturer_name": "Signify Netherlands B.V.",
            "product_name": product,
            "product_archetype": archetype,
            "certified": True,
            "software_version": "1.122.2",
            "hardware_platform_type": "100b-112",
        },
        metadata={"name": name, "archetype": archetype},
        identify={},
        services=[{"rid": one["id"], "rtype": one["type"]} for one in own],
    )
    return [head, *own]


def light(name: str, **more: Any) -> Content:
    """Make a light that can be dimmed."""
    return resource(
        "light",
        name,
        metadata={"name": name, "archetype": "sultan_bulb", "function": "mixed"},
        product_data={"function": "mixed"},
        identify={},
        service_id=0,
        on={"on": True},
        dimming={"brightness": 50.2, "min_dim_level": 0.2},
        dimming_delta={},
        dynamics={
            "status": "none",
            "status_values": ["none", "dynamic_palette"],
            "speed": 0.0,
            "speed_valid": False,
        },
        alert={"action_values": ["breathe"]},
        signaling={"signal_values": SIGNALS},
        mode="normal",
        powerup={
            "preset": "safety",
            "configured": True,
            "on": {"mode": "on", "on": {"on": True}},
            "dimming": {"mode": "dimming", "dimming": {"brightness": 100.0}},
        },
        **more,
    )


def colour() -> Content:
    """Make what a lamp has that shows colours and whites."""
    return {
        "color_temperature": {
            "mirek": 366,
            "mirek_valid": True,
            "mirek_schema": {"mirek_minimum": 153, "mirek_maximum": 500},
        },
        "color_temperature_delta": {},
        "color": {"xy": {"x": 0.4575, "y": 0.4099}, "gamut": GAMUT_C, "gamut_type": "C"},
        "effects": {
            "status": "no_effect",
            "status_values": ["no_effect", "candle", "fire"],
            "effect_values": ["no_effect", "candle", "fire"],
        },
        "effects_v2": {
            "action": {"effect_values": ["no_effect", "candle", "fire", "cosmos"]},
            "status": {
                "effect": "no_effect",
                "effect_values": ["no_effect", "candle", "fire", "cosmos"],
            },
        },
        "timed_effects": {
            "status": "no_effect",
            "status_values": ["no_effect", "sunrise"],
            "effect_values": ["no_effect", "sunrise"],
        },
    }


def button(name: str, control_id: int) -> Content:
    """Make one button of a switch, pressed some time ago."""
    return resource(
        "button",
        name,
        metadata={"control_id": control_id},
        button={
            "last_event": "short_release",
            "button_report": {"updated": NOW, "event": "short_release"},
            "repeat_interval": 800,
            "event_values": ["initial_press", "repeat", "short_release", "long_release"],
        },
    )


def power(name: str, level: int = 84) -> Content:
    """Make a battery."""
    state = {"battery_state": "normal", "battery_level": level}
    return resource("device_power", name, power_state=state)


def grouped(name: str, owner: Content) -> Content:
    """Make what several lights are together."""
    return resource(
        "grouped_light",
        name,
        owner,
        on={"on": True},
        dimming={"brightness": 50.2},
        dimming_delta={},
        color_temperature={},
        color_temperature_delta={},
        color={},
        alert={"action_values": ["breathe"]},
        signaling={"signal_values": SIGNALS},
        dynamics={},
    )


def hash_of(name: str) -> int:
    """Return a number that is the same in every run."""
    return uuid.uuid5(_SPACE, f"address of {name}").int


def _sensors() -> list[Content]:
    motion = [
        resource(
            "motion",
            "hall motion",
            enabled=True,
            motion={
                "motion": False,
                "motion_valid": True,
                "motion_report": {"changed": NOW, "motion": False},
            },
            sensitivity={"status": "set", "sensitivity": 2, "sensitivity_max": 4},
        ),
        resource(
            "temperature",
            "hall temperature",
            enabled=True,
            temperature={
                "temperature": 21.49,
                "temperature_valid": True,
                "temperature_report": {"changed": NOW, "temperature": 21.49},
            },
        ),
        resource(
            "light_level",
            "hall light",
            enabled=True,
            light={
                "light_level": 20001,
                "light_level_valid": True,
                "light_level_report": {"changed": NOW, "light_level": 20001},
            },
        ),
        power("hall battery"),
    ]
    contact = [
        resource(
            "contact",
            "window contact",
            enabled=True,
            contact_report={"changed": NOW, "state": "contact"},
        ),
        resource(
            "tamper",
            "window tamper",
            tamper_reports=[{"changed": NOW, "source": "battery_door", "state": "not_tampered"}],
        ),
        power("window battery", 12),
    ]
    air = [
        resource(
            "air_sense",
            "study air",
            enabled=True,
            air={"air_report": {"changed": NOW, "co2": 640}, "mode": "fast"},
        )
    ]
    return [
        *device("Hall sensor", motion, product="Hue motion sensor", model="SML003"),
        *device("Window", contact, product="Hue secure contact sensor", model="SOC001"),
        *device("Air", air, product="Something new", model="XYZ001"),
    ]


def _switches() -> list[Content]:
    buttons = [button(f"dimmer {number}", number) for number in range(1, 5)]
    rotary = resource(
        "relative_rotary",
        "dial rotary",
        relative_rotary={
            "rotary_report": {
                "updated": NOW,
                "action": "start",
                "rotation": {"direction": "clock_wise", "steps": 30, "duration": 400},
            },
            "last_event": {
                "action": "start",
                "rotation": {"direction": "clock_wise", "steps": 30, "duration": 400},
            },
        },
    )
    return [
        *device(
            "Dimmer",
            [*buttons, power("dimmer battery")],
            product="Hue dimmer switch",
            model="RWL022",
        ),
        *device("Dial", [rotary, power("dial battery")], product="Hue tap dial", model="RDM002"),
    ]


def _lamps() -> list[Content]:
    point = {"color": {"xy": {"x": 0.5, "y": 0.4}}}
    gradient = {
        "points": [point, {"color": {"xy": {"x": 0.2, "y": 0.3}}}],
        "mode": "interpolated_palette",
        "points_capable": 5,
        "mode_values": ["interpolated_palette", "random_pixelated"],
        "pixel_count": 24,
    }
    plug = resource(
        "light",
        "coffee socket",
        metadata={"name": "Coffee", "archetype": "plug"},
        on={"on": False},
        alert={"action_values": ["breathe"]},
        mode="normal",
    )
    return [
        *device(
            "Lamp",
            [light("lamp light", **colour())],
            product="Hue color lamp",
            model="LCA001",
            archetype="sultan_bulb",
        ),
        *device(
            "Strip",
            [light("strip light", **colour(), gradient=gradient)],
            product="Hue play gradient",
            model="LCX001",
            archetype="hue_lightstrip_tv",
        ),
        *device("Desk", [light("desk light")], product="Hue white lamp", model="LWA001"),
        *device("Coffee", [plug], product="Hue smart plug", model="LOM001", archetype="plug"),
    ]


def _bridge() -> list[Content]:
    own = [
        resource("bridge", "bridge service", bridge_id=BRIDGE_ID, time_zone={"time_zone": "UTC"}),
        resource(
            "zigbee_connectivity",
            "bridge radio",
            status="connected",
            mac_address="00:17:88:01:0c:0a:1b:2c",
            channel={"status": "set", "value": "channel_15"},
        ),
        resource(
            "entertainment",
            "bridge entertainment",
            renderer=False,
            proxy=True,
            equalizer=False,
            max_streams=1,
        ),
    ]
    for one in own:
        one["owner"] = reference("device", "Hue Bridge")
    head = resource(
        "device",
        "Hue Bridge",
        product_data={
            "model_id": "BSB002",
            "manufacturer_name": "Signify Netherlands B.V.",
            "product_name": "Hue Bridge",
            "product_archetype": "bridge_v2",
            "certified": True,
            "software_version": "1.70.2070137010",
        },
        metadata={"name": "Hue Bridge", "archetype": "bridge_v2"},
        identify={},
        services=[{"rid": one["id"], "rtype": one["type"]} for one in own],
    )
    return [head, *own]


def _groups() -> list[Content]:
    living, evening = reference("room", "Living room"), reference("zone", "Evening")
    home = reference("bridge_home", "home")
    metadata = {"name": "Relax", "image": reference("public_image", "relax")}
    return [
        resource(
            "room",
            "Living room",
            children=[reference("device", "Lamp"), reference("device", "Strip")],
            services=[reference("grouped_light", "living group")],
            metadata={"name": "Living room", "archetype": "living_room"},
        ),
        resource(
            "zone",
            "Evening",
            children=[reference("light", "lamp light"), reference("light", "desk light")],
            services=[reference("grouped_light", "evening group")],
            metadata={"name": "Evening", "archetype": "lounge"},
        ),
        resource(
            "bridge_home",
            "home",
            children=[living, reference("device", "Hue Bridge")],
            services=[reference("grouped_light", "home group")],
        ),
        grouped("living group", living),
        grouped("evening group", evening),
        grouped("home group", home),
        resource(
            "scene",
            "relax scene",
            actions=[
                {
                    "target": reference("light", "lamp light"),
                    "action": {"on": {"on": True}, "dimming": {"brightness": 56.7}},
                }
            ],
            recall={},
            metadata=metadata,
            group=living,
            palette={"color": [], "dimming": [], "color_temperature": [], "effects": []},
            speed=0.5,
            auto_dynamic=False,
            status={"active": "inactive", "last_recall": NOW},
        ),
        resource(
            "smart_scene",
            "natural scene",
            metadata={"name": "Natural light"},
            group=living,
            week_timeslots=[],
            transition_duration=60000,
            active_timeslot={"timeslot_id": 1, "weekday": "monday"},
            state="inactive",
        ),
        resource(
            "behavior_instance",
            "wake up",
            script_id=rid("wake up script"),
            enabled=True,
            state={},
            configuration={},
            dependees=[],
            status="running",
            last_error="",
            metadata={"name": "Wake up"},
        ),
        resource("geolocation", "place", is_configured=False),
    ]


def home() -> list[Content]:
    """Return everything the bridge has."""
    return [*_bridge(), *_lamps(), *_sensors(), *_switches(), *_groups()]
