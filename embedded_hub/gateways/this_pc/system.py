"""Reads the machine. Everything here blocks and is called in a thread, one call at a time."""

import ipaddress
import platform
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

import psutil

from embedded_hub.gateways.this_pc.sample import (
    BatterySample,
    DiskSample,
    Identity,
    NetworkSample,
    Sample,
    TemperatureSample,
    VolumeSample,
)
from embedded_hub.gateways.this_pc.session import Session, find_session
from embedded_hub.gateways.this_pc.sound import Sound, find_sound

FIRST_CPU_INTERVAL_S = 0.2
SESSION_EVERY_S = 10.0
SOUND_EVERY_S = 10.0
HARDWARE_EVERY_S = 30.0
DISKS_EVERY_S = 60.0
FIND_EVERY_S = 60.0
"""How seldom what changes slowly is read; each start of a program costs milliseconds. A sound
system or a session that is not there yet is looked for again: the hub may start before both."""

# Disks nobody fills: images, firmware and the hidden volumes of macOS.
_SKIPPED_FILE_SYSTEMS = frozenset({"", "squashfs", "iso9660", "udf", "erofs", "cramfs"})
_SKIPPED_MOUNTS = ("/boot", "/System/Volumes/", "/snap/", "/var/lib/docker", "/etc/", "/run/")
# Interfaces that are made of software and carry again what a real one carries.
_SKIPPED_INTERFACES = (
    "lo",
    "docker",
    "veth",
    "br-",
    "virbr",
    "vmnet",
    "vnet",
    "ifb",
    "cni",
    "cali",
    "flannel",
    "utun",
    "awdl",
    "llw",
    "anpi",
    "bridge",
    "gif",
    "stf",
    "Loopback",
    "vEthernet",
)

T = TypeVar("T")


class Seldom(Generic[T]):
    """A reading that is repeated only after some time.

    Args:
        read: Takes it.
        every_s: How long one is good.
    """

    def __init__(self, read: Callable[[], T], every_s: float) -> None:
        self._read = read
        self._every_s = every_s
        self._kept: tuple[float, T] | None = None

    def at(self, now_s: float) -> T:
        """Return the reading, taken again when it is too old."""
        if self._kept is None or now_s - self._kept[0] >= self._every_s:
            self._kept = (now_s, self._read())
        return self._kept[1]

    def expire(self) -> None:
        """Take it again next time, because it was just changed."""
        self._kept = None


class System:
    """This machine, with what it has found out about its possibilities."""

    def __init__(self) -> None:
        self._sound: Sound | None = None
        self._session: Session | None = None
        self._find_sound = Seldom(find_sound, FIND_EVERY_S)
        self._find_session = Seldom(find_session, FIND_EVERY_S)
        self._is_first = True
        self._volume = Seldom(self._read_volume, SOUND_EVERY_S)
        self._locked = Seldom(self._read_locked, SESSION_EVERY_S)
        self._battery = Seldom(_battery, HARDWARE_EVERY_S)
        self._temperatures = Seldom(_temperatures, HARDWARE_EVERY_S)
        self._addresses = Seldom(_addresses, HARDWARE_EVERY_S)
        self._processes = Seldom(lambda: len(psutil.pids()), HARDWARE_EVERY_S)
        self._disks = Seldom(_disks, DISKS_EVERY_S)

    def sample(self, now_s: float) -> Sample:
        """Read everything that is due.

        Args:
            now_s: Monotonic time.
        """
        self._sound = self._sound or self._find_sound.at(now_s)
        self._session = self._session or self._find_session.at(now_s)
        memory = psutil.virtual_memory()
        # Later calls measure since the one before and return at once.
        interval_s = FIRST_CPU_INTERVAL_S if self._is_first else None
        self._is_first = False
        return Sample(
            at_s=now_s,
            cpu_percent=psutil.cpu_percent(interval=interval_s),
            # Windows has none; what stands in for it there starts a thread of its own.
            load_1m=None if sys.platform == "win32" else psutil.getloadavg()[0],
            memory_percent=memory.percent,
            memory_free_bytes=memory.available,
            process_count=self._processes.at(now_s),
            boot_at=psutil.boot_time(),
            disks=self._disks.at(now_s),
            battery=self._battery.at(now_s),
            networks=_networks(self._addresses.at(now_s)),
            temperatures=self._temperatures.at(now_s),
            is_locked=self._locked.at(now_s),
            can_lock=self._session is not None,
            volume=self._volume.at(now_s),
        )

    def set_volume(self, level: float) -> bool:
        """Set the volume, 0 to 1; return whether that was accepted."""
        self._volume.expire()
        return self._sound is not None and self._sound.set_level(level)

    def set_muted(self, is_muted: bool) -> bool:
        """Mute or unmute; return whether that was accepted."""
        self._volume.expire()
        return self._sound is not None and self._sound.set_muted(is_muted)

    def lock(self) -> bool:
        """Lock the session; return whether that was accepted."""
        self._locked.expire()
        return self._session is not None and self._session.lock()

    def _read_volume(self) -> VolumeSample | None:
        return self._sound.read() if self._sound else None

    def _read_locked(self) -> bool | None:
        return self._session.is_locked() if self._session else None


def identity() -> Identity:
    """Say what kind of machine this is."""
    return Identity(
        manufacturer=_dmi("sys_vendor") or ("Apple" if sys.platform == "darwin" else None),
        model=_dmi("product_name") or platform.machine() or None,
        os_version=_os_version(),
    )


def _os_version() -> str:
    if version := platform.mac_ver()[0]:
        return f"macOS {version}"
    plain = f"{platform.system()} {platform.release()}"
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", plain)
    except OSError:  # Only Linux has that file.
        return plain


def _dmi(name: str) -> str | None:
    try:
        return Path("/sys/class/dmi/id", name).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _battery() -> BatterySample | None:
    # Not on every system, and some virtual ones fail to read.
    try:
        battery = getattr(psutil, "sensors_battery", lambda: None)()
    except OSError:
        return None
    if battery is None:
        return None
    return BatterySample(percent=float(battery.percent), is_plugged=battery.power_plugged)


def _temperatures() -> tuple[TemperatureSample, ...]:
    try:
        chips: dict[str, list[Any]] = getattr(psutil, "sensors_temperatures", dict)()
    except OSError:
        return ()
    named: dict[str, float] = {}
    for chip, readings in chips.items():
        for reading in readings:
            # A chip of many cores is told once, by its hottest.
            named[chip] = max(named.get(chip, reading.current), reading.current)
    return tuple(TemperatureSample(name=name, celsius=value) for name, value in named.items())


def _disks() -> tuple[DiskSample, ...]:
    samples: dict[str, DiskSample] = {}
    for partition in sorted(psutil.disk_partitions(all=False), key=lambda p: len(p.mountpoint)):
        mount = partition.mountpoint
        is_skipped = partition.fstype in _SKIPPED_FILE_SYSTEMS or mount.startswith(_SKIPPED_MOUNTS)
        if is_skipped or partition.device in samples:
            continue
        try:
            usage = psutil.disk_usage(mount)
        except OSError:  # An empty drive, or one taken out just now.
            continue
        samples[partition.device] = DiskSample(
            mount=mount, used_percent=usage.percent, free_bytes=usage.free
        )
    return tuple(samples.values())


def _addresses() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, addresses in psutil.net_if_addrs().items():
        usable = [one for one in addresses if _is_usable(one.family, one.address)]
        # Version 4 first: that is what a person types.
        usable.sort(key=lambda one: one.family != socket.AF_INET)
        if usable:
            found[name] = usable[0].address
    return found


def _is_usable(family: int, address: str) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return not ipaddress.ip_address(address.partition("%")[0]).is_link_local


def _networks(addresses: dict[str, str]) -> tuple[NetworkSample, ...]:
    links = psutil.net_if_stats()
    return tuple(
        NetworkSample(
            name=name,
            is_up=name in links and links[name].isup,
            address=addresses.get(name),
            sent_bytes=counters.bytes_sent,
            received_bytes=counters.bytes_recv,
        )
        for name, counters in psutil.net_io_counters(pernic=True).items()
        if not name.startswith(_SKIPPED_INTERFACES)
    )
