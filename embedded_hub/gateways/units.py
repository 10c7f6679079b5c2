"""Units as homes write them, whatever a maker wrote; and which of them belong to which class. Pure.

Source: Home Assistant's list of device classes and their units.
"""

_SPELLINGS = {
    "°C": ("c", "℃", "ºc", "°c", "celsius"),
    "°F": ("℉", "ºf", "°f"),
    "s": ("s", "sec", "sec.", "second", "seconds"),
    "min": ("min", "min.", "minute", "minutes"),
    "h": ("h", "hr", "hour", "hours"),
    "d": ("d", "day", "days"),
    "lx": ("lx", "lux"),
    "m": ("meter", "meters"),
    "m³": ("m3",),
    "L": ("l", "liter", "litre", "liters", "litres"),
    "var": ("var",),
    "kvar": ("kvar",),
    "varh": ("varh",),
    "kvarh": ("kvarh",),
    "W": ("w", "watt", "watts"),
    "V": ("v", "volt", "volts"),
    "µS/cm": ("μs/cm",),
    "µg/m³": ("ug/m3", "μg/m³", "ug/m³"),
    "°": ("*",),
}
_TIDY = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}
_TEMPERATURES = frozenset({"°C", "°F", "K"})
_VOLUMES = frozenset({"L", "m³", "ft³", "gal", "CCF", "fl. oz.", "mL"})
_PER_VOLUME = frozenset({"µg/m³", "mg/m³"})
_PER_PARTS = frozenset({"ppm", "ppb"})
_UNITS = {
    "aqi": frozenset[str](),
    "battery": frozenset({"%"}),
    "carbon_dioxide": frozenset({"ppm"}),
    "carbon_monoxide": frozenset({"ppm", "ppb", *_PER_VOLUME}),
    "current": frozenset({"A", "mA"}),
    "distance": frozenset({"m", "cm", "mm", "km", "in", "ft", "yd", "mi"}),
    "energy": frozenset({"Wh", "kWh", "MWh", "J", "kJ", "MJ"}),
    "frequency": frozenset({"Hz", "kHz", "MHz", "GHz"}),
    "gas": _VOLUMES,
    "humidity": frozenset({"%"}),
    "illuminance": frozenset({"lx"}),
    "moisture": frozenset({"%"}),
    "power": frozenset({"mW", "W", "kW", "MW"}),
    "power_factor": frozenset({"%"}),
    "pressure": frozenset({"hPa", "kPa", "Pa", "bar", "mbar", "cbar", "mmHg", "inHg", "psi"}),
    "temperature": _TEMPERATURES,
    "voltage": frozenset({"V", "mV", "kV"}),
    "volatile_organic_compounds": _PER_VOLUME,
    "volatile_organic_compounds_parts": _PER_PARTS,
    "water": _VOLUMES,
}
_NEEDS_NO_UNIT = ("aqi", "power_factor")
_CLASS_OF = {
    unit: name
    for name in ("current", "energy", "frequency", "power", "temperature", "voltage")
    for unit in _UNITS[name]
} | dict.fromkeys(("lx",), "illuminance")


def tidy_unit(unit: str | None) -> str | None:
    """Return a unit as homes write it; an unknown one as it is."""
    if unit is None or not unit.strip():
        return None
    return _TIDY.get(unit.strip().lower(), unit.strip())


def fits(device_class: str, unit: str | None) -> bool:
    """Say whether numbers of a class come in this unit; yes for a class nothing is known of."""
    known = _UNITS.get(device_class)
    if known is None or (unit is None and device_class in _NEEDS_NO_UNIT):
        return True
    return unit in known


def class_of(unit: str | None) -> str | None:
    """Return the class of numbers whose unit says it all."""
    return _CLASS_OF.get(unit or "")
