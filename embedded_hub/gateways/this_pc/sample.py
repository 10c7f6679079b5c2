"""What was read from the machine at one moment, in plain values."""

import msgspec


class DiskSample(msgspec.Struct, frozen=True, kw_only=True):
    """One mounted disk."""

    mount: str
    used_percent: float
    free_bytes: int


class BatterySample(msgspec.Struct, frozen=True, kw_only=True):
    """The battery of a portable machine."""

    percent: float
    is_plugged: bool | None


class NetworkSample(msgspec.Struct, frozen=True, kw_only=True):
    """One network interface; bytes count up from some moment in the past."""

    name: str
    is_up: bool
    address: str | None
    sent_bytes: int
    received_bytes: int


class TemperatureSample(msgspec.Struct, frozen=True, kw_only=True):
    """One thermometer inside the machine."""

    name: str
    celsius: float


class VolumeSample(msgspec.Struct, frozen=True, kw_only=True):
    """How loud the machine plays; ``level`` is 0 to 1, above 1 where amplified."""

    level: float
    is_muted: bool


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; ``None`` or empty for what this machine does not have."""

    at_s: float
    """Monotonic."""
    cpu_percent: float | None = None
    load_1m: float | None = None
    memory_percent: float | None = None
    memory_free_bytes: int | None = None
    process_count: int | None = None
    boot_at: float | None = None
    """Seconds UTC."""
    disks: tuple[DiskSample, ...] = ()
    battery: BatterySample | None = None
    networks: tuple[NetworkSample, ...] = ()
    temperatures: tuple[TemperatureSample, ...] = ()
    is_locked: bool | None = None
    can_lock: bool = False
    volume: VolumeSample | None = None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What kind of machine it is."""

    manufacturer: str | None = None
    model: str | None = None
    os_version: str | None = None
