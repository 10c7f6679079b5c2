import msgspec
import pytest

from embedded_hub.gateways.this_pc.readings import LOCK_KEY, Readings
from embedded_hub.gateways.this_pc.sample import (
    BatterySample,
    DiskSample,
    Identity,
    NetworkSample,
    Sample,
    TemperatureSample,
    VolumeSample,
)
from embedded_hub.gateways.this_pc.session import parse_locked_hint
from embedded_hub.gateways.this_pc.sound import parse_osascript, parse_pactl, parse_wpctl
from embedded_hub.gateways.this_pc.system import Seldom
from embedded_hub.model.state import StateReport

FULL = Sample(
    at_s=100.0,
    cpu_percent=12.4,
    load_1m=0.5,
    memory_percent=40.0,
    memory_free_bytes=8_000_000_000,
    process_count=300,
    boot_at=1_795_399_210.0,
    disks=(DiskSample(mount="/", used_percent=61.2, free_bytes=120_000_000_000),),
    battery=BatterySample(percent=80.0, is_plugged=True),
    networks=(
        NetworkSample(
            name="eth0", is_up=True, address="192.168.1.5", sent_bytes=1000, received_bytes=5000
        ),
    ),
    temperatures=(TemperatureSample(name="coretemp", celsius=51.0),),
    is_locked=False,
    can_lock=True,
    volume=VolumeSample(level=0.45, is_muted=False),
)


@pytest.fixture
def readings() -> Readings:
    return Readings("This PC", Identity(manufacturer="Acme", model="Box", os_version="Linux"))


def values(reports: list[StateReport]) -> dict[str, str | None]:
    return {report.key: report.value for report in reports}


def later(sample: Sample, **changes: object) -> Sample:
    return msgspec.structs.replace(sample, at_s=sample.at_s + 5, **changes)


def test_a_full_machine_is_described_once_and_reported_whole(readings: Readings) -> None:
    device, reports = readings.take(FULL)
    assert device is not None
    assert (device.name, device.manufacturer, device.sw_version) == ("This PC", "Acme", "Linux")
    assert {entity.key for entity in device.entities} == set(values(reports))
    assert values(reports) == {
        "cpu": "12",
        "load": "0.50",
        "processes": "300",
        "boot": "2026-11-23T02:00:00+00:00",
        "memory": "40",
        "memory_free": "8.0",
        "disk///used": "61.2",
        "disk///free": "120.0",
        "battery": "80",
        "power": "on",
        "network/eth0/online": "on",
        "network/eth0/received": "0",
        "network/eth0/sent": "0",
        "temperature/coretemp": "51",
        "session": "on",
        "lock": None,
        "volume": "on",
    }
    assert readings.take(later(FULL)) == (None, [])


def test_a_bare_machine_has_only_what_there_is(readings: Readings) -> None:
    device, reports = readings.take(Sample(at_s=0.0, cpu_percent=1.0))
    assert device is not None
    assert [entity.key for entity in device.entities] == ["cpu"]
    assert values(reports) == {"cpu": "1"}


def test_small_wanderings_are_not_told_and_slow_drift_is(readings: Readings) -> None:
    readings.take(FULL)
    told = []
    for cpu_percent in (13.0, 11.5, 14.0, 15.4, 16.0):
        told += readings.take(later(FULL, cpu_percent=cpu_percent))[1]
    assert values(told) == {"cpu": "15"}
    assert len(told) == 1


def test_network_rates_are_per_second_and_chatter_is_silence(readings: Readings) -> None:
    readings.take(FULL)
    [network] = FULL.networks
    busy = msgspec.structs.replace(network, received_bytes=5000 + 5_000_000, sent_bytes=1000 + 4000)
    _, reports = readings.take(later(FULL, networks=(busy,)))
    assert values(reports) == {"network/eth0/received": "1000"}
    _, reports = readings.take(later(later(FULL), networks=(busy,)))
    assert values(reports) == {"network/eth0/received": "0"}


def test_counters_that_begin_again_are_no_negative_rate(readings: Readings) -> None:
    readings.take(FULL)
    [network] = FULL.networks
    restarted = msgspec.structs.replace(network, received_bytes=10, sent_bytes=10)
    assert readings.take(later(FULL, networks=(restarted,)))[1] == []


def test_a_cable_pulled_is_offline_and_an_unused_interface_is_no_row(readings: Readings) -> None:
    [network] = FULL.networks
    unused = msgspec.structs.replace(network, name="wlan0", is_up=False, address=None)
    device, _ = readings.take(later(FULL, networks=(network, unused)))
    assert device is not None
    assert not [entity for entity in device.entities if "wlan0" in entity.key]
    pulled = msgspec.structs.replace(network, is_up=False, address=None)
    device, reports = readings.take(later(later(FULL), networks=(pulled, unused)))
    assert device is None
    [report] = reports
    assert (report.key, report.value) == ("network/eth0/online", "off")
    assert report.attributes == {"address": None}


def test_a_disk_taken_out_is_described_away(readings: Readings) -> None:
    stick = DiskSample(mount="/media/stick", used_percent=5.0, free_bytes=10**9)
    readings.take(later(FULL, disks=(*FULL.disks, stick)))
    device, _ = readings.take(later(later(FULL)))
    assert device is not None
    assert not [entity for entity in device.entities if "stick" in entity.key]


def test_volume_and_mute_are_attributes_of_one_player(readings: Readings) -> None:
    readings.take(FULL)
    _, [report] = readings.take(later(FULL, volume=VolumeSample(level=0.456, is_muted=True)))
    assert report.attributes == {"volume_level": 0.46, "is_volume_muted": True}


def test_a_locked_session_reads_locked_and_the_button_has_nothing_to_say(
    readings: Readings,
) -> None:
    device, _ = readings.take(FULL)
    assert device is not None
    [button] = [entity for entity in device.entities if entity.key == LOCK_KEY]
    assert button.domain == "button"
    _, reports = readings.take(later(FULL, is_locked=True))
    assert values(reports) == {"session": "off"}


def test_the_wander_of_the_start_time_is_not_told(readings: Readings) -> None:
    readings.take(FULL)
    assert readings.take(later(FULL, boot_at=1_795_399_211.7))[1] == []


def test_a_seldom_reading_is_kept_until_it_is_old_or_expired() -> None:
    counter = iter(range(10))
    reading = Seldom(lambda: next(counter), every_s=30.0)
    assert [reading.at(now_s) for now_s in (0.0, 29.0, 30.0, 31.0)] == [0, 0, 1, 1]
    reading.expire()
    assert reading.at(32.0) == 2


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("Volume: 0.45\n", VolumeSample(level=0.45, is_muted=False)),
        ("Volume: 1.20 [MUTED]\n", VolumeSample(level=1.2, is_muted=True)),
        ("", None),
        ("Translate ID error: '@DEFAULT_AUDIO_SINK@' is not a valid ID", None),
    ],
)
def test_the_output_of_wpctl_is_read(text: str, volume: VolumeSample | None) -> None:
    assert parse_wpctl(text) == volume


def test_the_output_of_pactl_is_read() -> None:
    volume = (
        "Volume: front-left: 29491 /  45% / -20.81 dB,   front-right: 29491 /  45% / -20.81 dB\n"
        "        balance 0.00\n"
    )
    assert parse_pactl(volume, "Mute: no\n") == VolumeSample(level=0.45, is_muted=False)
    assert parse_pactl(volume, "Mute: yes\n") == VolumeSample(level=0.45, is_muted=True)
    assert parse_pactl("", "") is None


def test_the_volume_settings_of_macos_are_read() -> None:
    text = "output volume:50, input volume:75, alert volume:100, output muted:true\n"
    assert parse_osascript(text) == VolumeSample(level=0.5, is_muted=True)
    missing = "output volume:missing value, input volume:75, alert volume:100, output muted:false"
    assert parse_osascript(missing) is None


@pytest.mark.parametrize(("text", "is_locked"), [("yes\n", True), ("no\n", False), ("", None)])
def test_the_locked_hint_is_read(text: str, is_locked: bool | None) -> None:
    assert parse_locked_hint(text) is is_locked
