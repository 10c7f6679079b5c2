"""What stands on the network of the gallery's home; none of it exists."""

from collections.abc import Mapping

from desktop.backend.gateways import (
    Diagnosis,
    DriverInfo,
    GatewayOption,
    GatewayType,
    LogLine,
    Mishap,
)
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_report import Counts, Rates
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import DeviceId, EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Device, Entity
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonObject

DIALS_IN = "shelly_outbound"
"""The kind that gets an address to dial instead of being asked for one."""
_HOST = GatewayOption(name="host", label="Address", is_required=True, example="192.168.1.50")

TYPES = (
    GatewayType(
        type="home_assistant",
        title="Home Assistant",
        summary="All entities, areas and devices of a Home Assistant, live and controllable.",
        icon="mdi:home-assistant",
        options=(
            GatewayOption(
                name="url",
                label="Address",
                is_required=True,
                example="http://homeassistant.local:8123",
            ),
            GatewayOption(
                name="token", label="Long-lived access token", is_required=True, is_secret=True
            ),
        ),
        guide="secret",
        guide_text="Make a long-lived access token on your profile page of Home Assistant.",
    ),
    GatewayType(
        type="hue",
        title="Philips Hue",
        summary="Lights, groups, sensors and buttons of a Hue Bridge.",
        icon="mdi:lightbulb-group",
        options=(
            _HOST,
            GatewayOption(
                name="app_key", label="Application key", is_required=True, is_secret=True
            ),
        ),
        guide="button",
        guide_text="Press the round button on the bridge.",
    ),
    GatewayType(
        type="esphome",
        title="ESPHome",
        summary="A device with ESPHome: everything it measures and switches, at once and "
        "encrypted.",
        icon="mdi:chip",
        options=(
            _HOST,
            GatewayOption(name="port", label="Port", default="6053"),
            GatewayOption(name="noise_psk", label="Encryption key", is_secret=True),
        ),
        guide="secret",
        guide_text="Enter the encryption key from the device's configuration: api, encryption, "
        "key.",
    ),
    GatewayType(
        type="mqtt",
        title="MQTT",
        summary="Devices of an MQTT broker: Home Assistant discovery, Tasmota and OwnTracks.",
        icon="mdi:hub-outline",
        options=(
            _HOST,
            GatewayOption(name="port", label="Port", default="1883"),
            GatewayOption(name="username", label="User name"),
            GatewayOption(name="password", label="Password", is_secret=True),
            GatewayOption(
                name="transport",
                label="Transport",
                default="tcp",
                choices=("tcp", "websockets"),
            ),
        ),
    ),
    GatewayType(
        type="zigbee2mqtt",
        title="Zigbee2MQTT",
        summary="Every Zigbee device and group of a Zigbee2MQTT, without a broker in between.",
        icon="mdi:zigbee",
        options=(GatewayOption(name="url", label="Address of its frontend", is_required=True),),
        admits="window",
    ),
    GatewayType(
        type="matter",
        title="Matter",
        summary="Every device of a Matter server.",
        icon="mdi:hexagon-multiple-outline",
        options=(GatewayOption(name="url", label="Address", is_required=True),),
        admits="code",
    ),
    GatewayType(
        type="shelly",
        title="Shelly",
        summary="A Shelly Plus, Pro or later: switches, covers, lights, meters and buttons, "
        "at once.",
        icon="mdi:alpha-s-circle",
        options=(
            _HOST,
            GatewayOption(name="password", label="Password, if it has one", is_secret=True),
        ),
    ),
    GatewayType(
        type=DIALS_IN,
        title="Shelly, dialling in",
        summary="A Shelly that connects to this hub by itself.",
        icon="mdi:alpha-s-circle-outline",
    ),
    GatewayType(
        type="wled",
        title="WLED",
        summary="A light strip with WLED: colours, effects, palettes, presets and segments.",
        icon="mdi:led-strip-variant",
        options=(_HOST,),
    ),
    GatewayType(
        type="this_pc",
        title="This PC",
        summary="Processor, memory, disks, network, battery, session and volume of this machine.",
        icon="mdi:desktop-tower-monitor",
    ),
)


def found_things(now: float) -> tuple[Found, ...]:
    """Return what answers on the network."""
    return (
        _found("hue-1", "hue", "Hue Bridge", "BSB002", "192.0.2.31:443", now, ("app_key",)),
        _found("wled-1", "wled", "Shelf strip", "WLED 0.15", "192.0.2.32:80", now),
        _found("shelly-1", "shelly", "Shelly Plus 1PM", "SNSW-001P16EU", "192.0.2.33:80", now),
        _found(
            "esp-1", "esphome", "Workshop sensors", "ESP32", "192.0.2.34:6053", now, ("noise_psk",)
        ),
        Found(
            id="ha-1",
            gateway_type="home_assistant",
            title="Fake house",
            address="192.0.2.10:8123",
            host="192.0.2.10",
            options={"url": "http://192.0.2.10:8123"},
            needs=("token",),
            guide="secret",
            gateway_id=GatewayId("fake-gateway"),
            seen_at=now,
        ),
        Found(
            id="ha-2",
            gateway_type="home_assistant",
            title="Garden house",
            address="192.0.2.77:8123",
            host="192.0.2.77",
            options={"url": "http://192.0.2.77:8123"},
            needs=("token",),
            guide="secret",
            gateway_id=GatewayId("fake-garden"),
            has_moved=True,
            seen_at=now,
        ),
        Found(
            id="wled-2",
            gateway_type="wled",
            title="Neighbour's strip",
            address="192.0.2.99:80",
            host="192.0.2.99",
            options={"host": "192.0.2.99"},
            is_ignored=True,
            seen_at=now,
        ),
    )


def _found(
    number: str,
    type_: str,
    title: str,
    model: str,
    address: str,
    now: float,
    needs: tuple[str, ...] = (),
) -> Found:
    host, _, port = address.partition(":")
    kind = next(one for one in TYPES if one.type == type_)
    known = {"host": host, "port": port}
    return Found(
        id=number,
        gateway_type=type_,
        title=title,
        model=model,
        address=address,
        host=host,
        options={one.name: known[one.name] for one in kind.options if one.name in known},
        needs=needs,
        guide=kind.guide if needs else "none",
        seen_at=now,
    )


BROUGHT = (
    "Kitchen ceiling",
    "Kitchen counter",
    "Living room floor lamp",
    "Bedroom left",
    "Bedroom right",
    "Guest room lamp",
    "Hall spots",
    "Terrace lantern",
)
"""The lights every new gateway has."""


def brought(
    gateway_id: GatewayId, now: float
) -> tuple[tuple[Device, ...], tuple[Entity, ...], tuple[State, ...]]:
    """Return what comes with a new gateway."""
    keys = [f"{gateway_id}_{place}" for place in range(len(BROUGHT))]
    devices = tuple(
        Device(
            id=DeviceId(key),
            gateway_id=gateway_id,
            key=key,
            name=name,
            manufacturer="Signify",
            model="LCA001",
        )
        for key, name in zip(keys, BROUGHT, strict=True)
    )
    entities = tuple(
        Entity(
            entity_id=EntityId(f"light.{key.replace('-', '_')}"),
            gateway_id=gateway_id,
            key=EntityKey(key),
            device_id=DeviceId(key),
            area_id=None,
        )
        for key in keys
    )
    attributes: JsonObject = {"supported_color_modes": ["brightness"], "color_mode": "brightness"}
    states = tuple(
        State(
            entity_id=one.entity_id,
            value="off",
            attributes=attributes,
            changed_at=now,
            updated_at=now,
            context=Context(id="fake"),
        )
        for one in entities
    )
    return devices, entities, states


def public(kind: GatewayType, options: Mapping[str, str]) -> dict[str, str]:
    """Return what a gateway's status tells of its options: nothing secret."""
    secret = {one.name for one in kind.options if one.is_secret}
    told = {name: text for name, text in options.items() if name not in secret}
    if kind.type == DIALS_IN:
        told["address"] = "ws://192.0.2.4:8765/api/shelly/4f1c0b7a52"
    return told


def diagnosis(status: GatewayStatus, now: float) -> Diagnosis:
    """Make up how a gateway has been doing."""
    is_well = status.state is LinkState.CONNECTED
    errors = [Mishap(at=now - 7200, code="gateway_unreachable", message="connection reset")]
    if not is_well:
        errors.append(Mishap(at=now - 840, code="gateway_unreachable", message=str(status.message)))
    return Diagnosis(
        driver=DriverInfo(type=status.type, title="Made up", version="1.0"),
        since_at=status.since_at,
        connects=2,
        last_errors=tuple(errors),
        rates=Rates(states_per_s=2.4, events_per_s=0.1, messages_per_s=3.2) if is_well else Rates(),
        counts=Counts(
            devices=status.device_count,
            entities=status.entity_count,
            unavailable=0 if is_well else status.entity_count,
        ),
        round_trip_ms=status.round_trip_ms,
        log=(
            LogLine(at=now - 7300, text="connected to 192.0.2.10, token=***"),
            LogLine(at=now - 7200, level="warning", text="the connection ended; trying again"),
            LogLine(at=now - 3600, text="connected; 37 devices, 37 entities"),
        ),
        whole={"status": {"id": status.id}, "connects": 2},
    )
