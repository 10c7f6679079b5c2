"""The demo flat's inventory: who stands where. Read it like a moving list."""

from collections.abc import Sequence
from datetime import UTC, datetime

from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.appliances import Charger, WashingMachine
from embedded_hub.simulator.comfort import AirConditioner, Boiler, Fan, Humidifier, Radiator
from embedded_hub.simulator.lights import Lamp, Switch
from embedded_hub.simulator.media import Player
from embedded_hub.simulator.openings import Lock, Opening
from embedded_hub.simulator.readings import Contact, Drift, Meter, Told
from embedded_hub.simulator.stations import Station
from embedded_hub.simulator.tasks import (
    Alarm,
    Button,
    Doorbell,
    Scene,
    Script,
    Setting,
    Siren,
    Update,
    Vacuum,
    wishes,
)
from embedded_hub.simulator.thing import Appliance, Thing, Wish
from embedded_hub.simulator.travel import TO_OFFICE, TO_SCHOOL, Person, Phone, Van
from embedded_hub.simulator.weather import Weather

LIVING, KITCHEN, BEDROOM, BATH = "Living room", "Kitchen", "Bedroom", "Bathroom"
HALL, OUTSIDE, GARAGE = "Hall", "Outside", "Garage"
_VISITOR = Wish(key="doorbell/ring", do="press")


def _battery(level: float) -> Drift:
    return Drift(
        "battery",
        "Battery",
        "battery",
        "%",
        level,
        noise=0.2,
        digits=0,
        every_s=600,
        low=0,
        high=100,
        is_diagnostic=True,
    )


def _temperature(base: float, swing: float = 0.8, name: str | None = "Temperature") -> Drift:
    return Drift("temperature", name, "temperature", "°C", base, swing=swing, noise=0.15)


def _humidity(base: float) -> Drift:
    return Drift("humidity", "Humidity", "humidity", "%", base, noise=1.0, digits=0, every_s=40)


def living_room() -> Sequence[Appliance]:
    """Return what stands in the living room."""
    return (
        Appliance(
            "living_ceiling",
            "Living ceiling",
            LIVING,
            [
                Lamp(
                    color="rgb",
                    has_white=True,
                    effects=("candle", "sunset", "rainbow"),
                    values={"on": True, "level": 60},
                )
            ],
        ),
        Appliance("floor_lamp", "Floor lamp", LIVING, [Lamp(values={"on": True, "level": 40})]),
        Appliance(
            "living_blinds",
            "Living blinds",
            LIVING,
            [Opening(device_class="blind", position=70, tilt=50)],
        ),
        Appliance("living_radiator", "Living radiator", LIVING, [Radiator()]),
        Appliance(
            "tv",
            "Television",
            LIVING,
            [
                Player(
                    sources=("Antenna", "HDMI 1", "HDMI 2", "Films"),
                    sounds=("Standard", "Cinema", "Speech"),
                    device_class="tv",
                )
            ],
        ),
        Appliance(
            "living_air",
            "Living air",
            LIVING,
            [
                _temperature(21.2),
                _humidity(46),
                Drift("co2", "CO₂", "carbon_dioxide", "ppm", 690, swing=120, noise=25, digits=0),
                Drift("pm25", "Fine dust", "pm25", "µg/m³", 7, noise=1.5, digits=0, low=0),
                Drift(
                    "voc",
                    "Volatile compounds",
                    "volatile_organic_compounds_parts",
                    "ppb",
                    110,
                    noise=15,
                    digits=0,
                    low=0,
                ),
                Drift("sound", "Sound", "sound_pressure", "dB", 38, swing=6, noise=3, digits=0),
            ],
        ),
        Appliance("living_fan", "Ceiling fan", LIVING, [Fan()]),
    )


def kitchen() -> Sequence[Appliance]:
    """Return what stands in the kitchen."""
    strength = Cap(type="enum", options=("mild", "medium", "strong"), w=1)
    return (
        Appliance(
            "kitchen_light",
            "Kitchen light",
            KITCHEN,
            [Lamp(has_white=True, values={"on": True, "level": 90, "color_temp": 3800})],
        ),
        Station("kitchen_panel", "Kitchen panel", KITCHEN, "Dinner is ready."),
        Appliance("worktop", "Worktop strip", KITCHEN, [Lamp(color="hs")]),
        Appliance(
            "kitchen_radio",
            "Kitchen radio",
            KITCHEN,
            [Player(sources=("Radio", "Bluetooth"), is_playing=True)],
        ),
        Appliance(
            "coffee",
            "Coffee machine",
            KITCHEN,
            [
                Switch("power", device_class="outlet", icon="mdi:coffee-maker"),
                Button("brew", "Brew a cup", icon="mdi:coffee"),
                Setting("strength", "Strength", "select", strength, "medium", is_config=False),
                Setting(
                    "size",
                    "Cup size",
                    "number",
                    Cap(type="int", min=30, max=240, step=10, unit="mL", w=1),
                    120,
                    is_config=False,
                ),
            ],
        ),
        Appliance(
            "fridge",
            "Fridge",
            KITCHEN,
            [
                Drift("temperature", "Inside", "temperature", "°C", 5.1, noise=0.3),
                Contact("door", "Door", "door", every_s=1500, for_s=20),
                Drift("power", "Power", "power", "W", 68, noise=12, digits=0, low=2),
            ],
        ),
        Appliance(
            "kitchen_smoke",
            "Kitchen smoke detector",
            KITCHEN,
            [Contact("smoke", None, "smoke"), _battery(91)],
        ),
        Appliance(
            "kitchen_motion",
            "Kitchen motion",
            KITCHEN,
            [
                Contact("motion", None, "motion", every_s=240, for_s=40),
                Drift(
                    "light", "Brightness", "illuminance", "lx", 180, swing=160, noise=8, digits=0
                ),
            ],
        ),
    )


def bedroom() -> Sequence[Appliance]:
    """Return what stands in the bedroom."""
    return (
        Appliance("bedside", "Bedside lamp", BEDROOM, [Lamp(color="xy")]),
        Appliance(
            "bedroom_shutter",
            "Bedroom shutter",
            BEDROOM,
            [Opening(device_class="shutter", travel_s=24, position=100)],
        ),
        Appliance("bedroom_ac", "Bedroom air conditioner", BEDROOM, [AirConditioner()]),
        Appliance("humidifier", "Humidifier", BEDROOM, [Humidifier()]),
        Appliance(
            "bedroom_window",
            "Bedroom window",
            BEDROOM,
            [Contact("window", None, "window", every_s=3000, for_s=400), _battery(78)],
        ),
        Appliance(
            "alarm_clock",
            "Alarm clock",
            BEDROOM,
            [
                Setting("wake", "Wake up", "time", Cap(type="time", w=1), "06:45:00"),
                Setting("label", "Note", "text", Cap(type="text", max=40, w=1), "Good morning"),
                Setting("holiday", "Holiday until", "date", Cap(type="date", w=1), "2027-01-03"),
                Setting(
                    "next",
                    "Next alarm",
                    "datetime",
                    Cap(type="datetime", w=1),
                    "2026-12-01T06:45:00+00:00",
                ),
            ],
        ),
    )


def bathroom() -> Sequence[Appliance]:
    """Return what stands in the bathroom."""
    return (
        Appliance("mirror", "Mirror light", BATH, [Lamp(color="rgbww", has_white=True)]),
        Appliance(
            "towel",
            "Towel heater",
            BATH,
            [Switch(icon="mdi:heating-coil")],
        ),
        Appliance("boiler", "Boiler", BATH, [Boiler()]),
        WashingMachine("washer", BATH),
        Appliance(
            "bath_leak",
            "Bathroom leak sensor",
            BATH,
            [Contact("leak", None, "moisture"), _battery(64)],
        ),
        Appliance(
            "water_main",
            "Water main",
            BATH,
            [
                Opening("valve", "valve", device_class="water", travel_s=6, position=100),
                Drift("pressure", "Pressure", "pressure", "bar", 3.8, noise=0.06, digits=2),
            ],
        ),
        Appliance("bath_climate", "Bathroom climate", BATH, [_temperature(22.6), _humidity(58)]),
    )


def hall() -> Sequence[Appliance]:
    """Return what stands in the hall."""
    return (
        Appliance("hall_light", "Hall light", HALL, [Lamp(is_dimmable=False)]),
        Appliance(
            "front_door",
            "Front door",
            HALL,
            [Lock(), Contact("contact", "Contact", "door", every_s=2400, for_s=12), _battery(83)],
        ),
        Appliance("alarm", "Alarm panel", HALL, [Alarm(siren_key="siren/siren")], model="AP 2"),
        Appliance("siren", "Siren", HALL, [Siren()]),
        Appliance("vacuum", "Vacuum robot", HALL, [Vacuum()]),
        Appliance(
            "hall_motion", "Hall motion", HALL, [Contact("motion", None, "motion", every_s=400)]
        ),
        _electricity(),
    )


def _electricity() -> Appliance:
    power = Drift("power", "Power", "power", "W", 640, swing=260, noise=90, digits=0, every_s=5)
    return Appliance(
        "meter",
        "Electricity meter",
        HALL,
        [
            power,
            Meter("energy", "Energy", power, 18_402.6),
            Drift("voltage", "Voltage", "voltage", "V", 231, noise=1.2, every_s=10),
            Drift("current", "Current", "current", "A", 2.8, swing=1.1, noise=0.3, digits=2),
            Drift("frequency", "Frequency", "frequency", "Hz", 50, noise=0.02, digits=2),
        ],
    )


def outside() -> Sequence[Appliance]:
    """Return what stands around the house."""
    solar = Drift(
        "power", "Power", "power", "W", 900, swing=1400, noise=60, digits=0, every_s=8, low=0
    )
    camera = Thing(
        EntitySpec(
            id="camera",
            kind="camera",
            name="Camera",
            caps={"status": Cap(type="enum", options=("idle", "recording", "streaming"))},
        ),
        {"status": "idle"},
    )
    return (
        Station(
            "doorbell",
            "Door station",
            OUTSIDE,
            "Good day. I have a parcel for you.",
            [Doorbell(), Button("visitor", "Visitor", _VISITOR), camera, _battery(71)],
        ),
        Appliance("garden_light", "Garden light", OUTSIDE, [Lamp(color="rgbw")]),
        Appliance(
            "irrigation",
            "Irrigation",
            OUTSIDE,
            [Opening("valve", "valve", device_class="water", travel_s=4, position=0)],
        ),
        Appliance(
            "solar",
            "Solar roof",
            OUTSIDE,
            [solar, Meter("energy", "Energy", solar, 7120.4)],
        ),
        Appliance("weather", "Weather", OUTSIDE, [Weather()], is_service=True),
        Appliance(
            "terrace",
            "Terrace sensor",
            OUTSIDE,
            [
                _temperature(11.0, swing=5.5),
                _humidity(72),
                Drift("wind", "Wind", "wind_speed", "km/h", 12, noise=4, low=0),
                Drift("rain", "Rain", "precipitation_intensity", "mm/h", 0.2, noise=0.2, low=0),
                Drift("uv", "UV index", None, "UV", 2, swing=2.4, noise=0.2, low=0, every_s=120),
                _battery(57),
            ],
        ),
    )


def garage() -> Sequence[Appliance]:
    """Return what stands in the garage, and what drives out of it."""
    return (
        Appliance(
            "garage_door",
            "Garage door",
            GARAGE,
            [Opening(device_class="garage", travel_s=14, position=0)],
        ),
        Charger("charger", GARAGE),
        Appliance("van", "Delivery van", GARAGE, [Van()], model="eVan"),
    )


def people() -> Sequence[Appliance]:
    """Return who lives here, and their phones."""
    anna = Phone(TO_OFFICE, home_s=4200, way_s=1800, away_s=5400)
    tom = Phone(TO_SCHOOL, home_s=5400, way_s=1200, away_s=3600)
    return (
        Appliance("anna_phone", "Anna's phone", None, [anna]),
        Appliance("anna", "Anna", None, [Person(anna)], is_service=True),
        Appliance("tom_phone", "Tom's phone", None, [tom]),
        Appliance("tom", "Tom", None, [Person(tom)], is_service=True),
    )


def moods() -> Sequence[Appliance]:
    """Return scenes, a script, and the gateway itself."""
    film = wishes(
        {
            "living_ceiling/light": {"on": True, "level": 15, "color": [255, 140, 60]},
            "floor_lamp/light": {"on": False},
            "living_blinds/cover": {"position": 0},
            "tv/player": {"on": True, "source": "Films"},
        }
    )
    morning = wishes(
        {
            "kitchen_light/light": {"on": True, "level": 100, "color_temp": 5000},
            "bedroom_shutter/cover": {"position": 100},
            "living_blinds/cover": {"position": 80},
            "kitchen_radio/player": {"playing": "playing"},
        }
    )
    night = (
        (0.0, Wish(key="tv/player", args={"on": False})),
        (1.0, Wish(key="kitchen_light/light", args={"on": False})),
        (2.0, Wish(key="living_ceiling/light", args={"on": False})),
        (3.0, Wish(key="bedroom_shutter/cover", args={"position": 0})),
        (4.0, Wish(key="front_door/lock", args={"lock": "locked"})),
    )
    started = round(datetime(2026, 11, 1, 6, 0, tzinfo=UTC).timestamp() * 1000)
    boot = Thing(
        EntitySpec(
            id="started",
            kind="sensor",
            name="Started",
            caps={"v": Cap(type="time")},
            device_class="timestamp",
            category="diagnostic",
        ),
        {"v": started},
    )
    update = Update("1.4.1", "1.4.2", "Demo gateway", "Radios recover faster after a power cut.")
    radio = Told("radio", "Radio", "ok", icon="mdi:radio-tower", is_diagnostic=True)
    return (
        Appliance(
            "moods",
            "Moods",
            LIVING,
            [
                Scene("film", "Film night", film, "mdi:movie-open"),
                Scene("morning", "Good morning", morning, "mdi:weather-sunset-up"),
                Script("night", "Good night", night, "mdi:weather-night"),
            ],
            is_service=True,
        ),
        Appliance("gateway", "Demo gateway", HALL, [update, boot, radio], model="Simulator"),
    )


def demo_home() -> Sequence[Appliance]:
    """Return every device of the flat, freshly unpacked."""
    return (
        *living_room(),
        *kitchen(),
        *bedroom(),
        *bathroom(),
        *hall(),
        *outside(),
        *garage(),
        *people(),
        *moods(),
    )
