"""From samples to a device with entities and to reports, as few as an idle machine deserves.

Each reading carries the least change worth telling. A value that wanders within it is told once;
one that moves is told at each sample.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from embedded_hub.gateways.this_pc.sample import (
    BatterySample,
    Identity,
    NetworkSample,
    Sample,
    VolumeSample,
)
from embedded_hub.model.description import DeviceDescription, EntityCategory, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

DEVICE_KEY = "pc"
VOLUME_KEY = EntityKey("volume")
LOCK_KEY = EntityKey("lock")
_GB = 1e9
_KB = 1e3
_RATE_FLOOR_KB_S = 2.0
"""Chatter below this is nothing a person means by traffic."""
_RATE_SHARE = 0.2
_VOLUME_SET, _VOLUME_MUTE = 4, 8
"""Bits of a media player's ``supported_features``."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One entity and what it reads now."""

    entity: EntityDescription
    value: float | str | None
    attributes: JsonObject = {}
    grain: float = 0.0
    """Least change of a number worth telling."""
    share: float = 0.0
    """Least change as a share of the number last told, where that is more."""
    decimals: int = 0

    @property
    def text(self) -> str | None:
        """The value as a state."""
        if isinstance(self.value, float):
            return f"{self.value:.{self.decimals}f}"
        return self.value


class Readings:
    """Remembers what was told of one machine.

    Args:
        name: What the device is called.
        identity: What kind of machine it is.
    """

    def __init__(self, name: str, identity: Identity) -> None:
        self._name = name
        self._identity = identity
        self._before: Sample | None = None
        self._seen_networks: set[str] = set()
        self._told: dict[EntityKey, Reading] = {}
        self._described: DeviceDescription | None = None

    def take(self, sample: Sample) -> tuple[DeviceDescription | None, list[StateReport]]:
        """Take in a sample.

        Returns:
            The whole device where it is new or became different, and the reports worth making.
        """
        readings = list(self._read(sample))
        self._before = sample
        device = self._describe(readings)
        is_different = device != self._described
        self._described = device
        told = [reading for reading in readings if self._is_worth_telling(reading)]
        self._told.update((reading.entity.key, reading) for reading in told)
        reports = [
            StateReport(key=one.entity.key, value=one.text, attributes=one.attributes)
            for one in told
        ]
        return device if is_different else None, reports

    def _is_worth_telling(self, reading: Reading) -> bool:
        last = self._told.get(reading.entity.key)
        if last is None or last.attributes != reading.attributes:
            return True
        if isinstance(reading.value, float) and isinstance(last.value, float):
            least = max(reading.grain, abs(last.value) * reading.share)
            # Back to nothing is always news: a rate must not seem to go on.
            is_back_to_zero = reading.value == 0 and last.value != 0
            return is_back_to_zero or abs(reading.value - last.value) >= max(least, 1e-9)
        return last.value != reading.value

    def _describe(self, readings: Iterable[Reading]) -> DeviceDescription:
        return DeviceDescription(
            key=DEVICE_KEY,
            name=self._name,
            entities=tuple(reading.entity for reading in readings),
            manufacturer=self._identity.manufacturer,
            model=self._identity.model,
            sw_version=self._identity.os_version,
        )

    def _read(self, sample: Sample) -> Iterator[Reading]:
        yield from _processor(sample)
        yield from _memory(sample)
        yield from _disks(sample)
        if sample.battery is not None:
            yield from _battery(sample.battery)
        yield from self._networks(sample)
        for thermometer in sample.temperatures:
            yield Reading(
                entity=_sensor(
                    f"temperature/{thermometer.name}",
                    f"{thermometer.name} temperature",
                    "°C",
                    device_class="temperature",
                    category="diagnostic",
                ),
                value=thermometer.celsius,
                grain=2.0,
            )
        if sample.is_locked is not None:
            yield Reading(entity=_SESSION, value="off" if sample.is_locked else "on")
        if sample.can_lock:
            yield Reading(entity=_LOCK_BUTTON, value=None)
        if sample.volume is not None:
            yield _volume(sample.volume)

    def _networks(self, sample: Sample) -> Iterator[Reading]:
        before = {one.name: one for one in self._before.networks} if self._before else {}
        elapsed_s = sample.at_s - self._before.at_s if self._before else 0.0
        for network in sample.networks:
            if network.address is not None:
                self._seen_networks.add(network.name)
            # An interface never used in this run would only be a row of zeros.
            if network.name in self._seen_networks:
                yield from _network(network, before.get(network.name), elapsed_s)


def _sensor(
    key: str,
    name: str,
    unit: str | None,
    *,
    icon: str | None = None,
    device_class: str | None = None,
    category: EntityCategory | None = None,
    is_enabled: bool = True,
) -> EntityDescription:
    attributes = {
        "unit_of_measurement": unit,
        "state_class": None if device_class == "timestamp" else "measurement",
        "device_class": device_class,
        "icon": icon,
    }
    return EntityDescription(
        key=EntityKey(key),
        domain="sensor",
        name=name,
        attributes={name: value for name, value in attributes.items() if value is not None},
        category=category,
        is_enabled=is_enabled,
    )


_CPU = _sensor("cpu", "Processor use", "%", icon="mdi:cpu-64-bit")
_LOAD = _sensor("load", "Load", None, icon="mdi:gauge", category="diagnostic")
_PROCESSES = _sensor(
    "processes",
    "Processes",
    "processes",
    icon="mdi:cogs",
    category="diagnostic",
    is_enabled=False,
)
_BOOT = _sensor("boot", "Last start", None, device_class="timestamp", category="diagnostic")
_MEMORY = _sensor("memory", "Memory use", "%", icon="mdi:memory")
_MEMORY_FREE = _sensor(
    "memory_free", "Memory free", "GB", device_class="data_size", category="diagnostic"
)
_BATTERY = _sensor("battery", "Battery", "%", device_class="battery")
_POWER = EntityDescription(
    key=EntityKey("power"),
    domain="binary_sensor",
    name="Mains power",
    attributes={"device_class": "plug"},
)
_SESSION = EntityDescription(
    key=EntityKey("session"),
    domain="binary_sensor",
    name="Session",
    attributes={"device_class": "lock"},
)
_LOCK_BUTTON = EntityDescription(
    key=LOCK_KEY, domain="button", name="Lock screen", attributes={"icon": "mdi:monitor-lock"}
)
_VOLUME = EntityDescription(
    key=VOLUME_KEY,
    domain="media_player",
    name="Sound",
    attributes={
        "device_class": "speaker",
        "supported_features": _VOLUME_SET | _VOLUME_MUTE,
    },
)


def _processor(sample: Sample) -> Iterator[Reading]:
    if sample.cpu_percent is not None:
        yield Reading(entity=_CPU, value=sample.cpu_percent, grain=3.0)
    if sample.load_1m is not None:
        yield Reading(entity=_LOAD, value=sample.load_1m, grain=0.3, decimals=2)
    if sample.process_count is not None:
        yield Reading(entity=_PROCESSES, value=float(sample.process_count), grain=10.0)
    if sample.boot_at is not None:
        # Derived from the wall clock, it wanders by a second; to the minute it stands still.
        started = datetime.fromtimestamp(round(sample.boot_at / 60) * 60, UTC)
        yield Reading(entity=_BOOT, value=started.isoformat())


def _memory(sample: Sample) -> Iterator[Reading]:
    if sample.memory_percent is not None:
        yield Reading(entity=_MEMORY, value=sample.memory_percent, grain=1.0)
    if sample.memory_free_bytes is not None:
        free_gb = sample.memory_free_bytes / _GB
        yield Reading(entity=_MEMORY_FREE, value=free_gb, grain=0.2, share=0.02, decimals=1)


def _disks(sample: Sample) -> Iterator[Reading]:
    for disk in sample.disks:
        used = _sensor(
            f"disk/{disk.mount}/used", f"Disk {disk.mount} use", "%", icon="mdi:harddisk"
        )
        free = _sensor(
            f"disk/{disk.mount}/free",
            f"Disk {disk.mount} free",
            "GB",
            device_class="data_size",
            category="diagnostic",
        )
        yield Reading(entity=used, value=disk.used_percent, grain=0.5, decimals=1)
        yield Reading(entity=free, value=disk.free_bytes / _GB, grain=0.1, share=0.005, decimals=1)


def _battery(battery: BatterySample) -> Iterator[Reading]:
    yield Reading(entity=_BATTERY, value=battery.percent, grain=1.0)
    if battery.is_plugged is not None:
        yield Reading(entity=_POWER, value="on" if battery.is_plugged else "off")


def _network(
    network: NetworkSample, before: NetworkSample | None, elapsed_s: float
) -> Iterator[Reading]:
    name = network.name
    yield Reading(
        entity=EntityDescription(
            key=EntityKey(f"network/{name}/online"),
            domain="binary_sensor",
            name=f"Network {name}",
            attributes={"device_class": "connectivity"},
            category="diagnostic",
        ),
        value="on" if network.is_up and network.address else "off",
        attributes={"address": network.address},
    )
    for direction, now_bytes, before_bytes in (
        ("received", network.received_bytes, before.received_bytes if before else None),
        ("sent", network.sent_bytes, before.sent_bytes if before else None),
    ):
        yield Reading(
            entity=_sensor(
                f"network/{name}/{direction}",
                f"Network {name} {direction}",
                "kB/s",
                device_class="data_rate",
                category="diagnostic",
            ),
            value=_rate_kb_s(now_bytes, before_bytes, elapsed_s),
            grain=_RATE_FLOOR_KB_S,
            share=_RATE_SHARE,
        )


def _rate_kb_s(now_bytes: int, before_bytes: int | None, elapsed_s: float) -> float:
    if before_bytes is None or elapsed_s <= 0 or now_bytes < before_bytes:
        return 0.0  # The first sample, or counters that began again.
    rate = (now_bytes - before_bytes) / elapsed_s / _KB
    return rate if rate >= _RATE_FLOOR_KB_S else 0.0


def _volume(volume: VolumeSample) -> Reading:
    return Reading(
        entity=_VOLUME,
        value="on",
        attributes={"volume_level": round(volume.level, 2), "is_volume_muted": volume.is_muted},
    )
