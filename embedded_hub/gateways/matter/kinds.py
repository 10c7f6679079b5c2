"""What kinds of device Matter knows, by the number an endpoint says it is."""

ROOT, POWER_SOURCE, OTA_REQUESTOR, AGGREGATOR, BRIDGED = 22, 17, 18, 14, 19
ELECTRICAL_SENSOR, ROOM_AIR_CONDITIONER, VACUUM = 1296, 114, 116
CONTACT_SENSOR, FREEZE_DETECTOR, LEAK_DETECTOR, RAIN_SENSOR = 21, 65, 67, 68
LIGHTS = frozenset({256, 257, 267, 268, 269, 272})
"""Things that are switched or dimmed and best shown as a light; dimmable plugs are among them."""
OUTLETS = frozenset({266})
FANS = frozenset({43, 45})
WITHOUT_BODY = frozenset({ROOT, POWER_SOURCE, OTA_REQUESTOR, AGGREGATOR, BRIDGED, 20, 25})
"""Kinds that tell of a device and are none."""

NAMES = {
    10: "Lock",
    15: "Button",
    21: "Contact",
    23: "Solar power",
    24: "Battery storage",
    34: "Speaker",
    35: "Video player",
    36: "Content",
    39: "Mode",
    40: "Video player",
    43: "Fan",
    44: "Air quality",
    45: "Air purifier",
    65: "Freeze detector",
    66: "Valve",
    67: "Leak detector",
    68: "Rain sensor",
    112: "Refrigerator",
    113: "Cabinet",
    114: "Air conditioner",
    115: "Washer",
    116: "Vacuum",
    117: "Dishwasher",
    118: "Smoke alarm",
    119: "Cooking zone",
    120: "Cooktop",
    121: "Microwave oven",
    122: "Extractor hood",
    123: "Oven",
    124: "Dryer",
    256: "Light",
    257: "Light",
    259: "Switch",
    260: "Dimmer",
    261: "Colour dimmer",
    262: "Light sensor",
    263: "Occupancy",
    266: "Outlet",
    267: "Outlet",
    268: "Light",
    269: "Light",
    271: "Switch",
    272: "Dimmer",
    514: "Cover",
    768: "Heating and cooling",
    769: "Thermostat",
    770: "Temperature sensor",
    771: "Pump",
    773: "Pressure sensor",
    774: "Flow sensor",
    775: "Humidity sensor",
    777: "Heat pump",
    1292: "Charging station",
    1295: "Water heater",
    1296: "Electrical sensor",
}
