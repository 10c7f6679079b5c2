"""Switches, buttons, scenes and machines: what is started and stopped."""

from embedded_hub.gateways.native.mapping.table import (
    TURN_OFF,
    TURN_ON,
    Facet,
    Kind,
    Order,
    Values,
    Verb,
    checked,
    moment,
    on_off,
    word,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import EntitySpec

_VACUUM = {
    "pause": 4,
    "stop": 8,
    "home": 16,
    "locate": 512,
    "spot": 1024,
    "start": 8192,
}
_VACUUM_SPEED, _VACUUM_BATTERY, _VACUUM_STATE = 32, 64, 4096
_ALARM_MODES = {
    "armed_home": 1,
    "armed_away": 2,
    "armed_night": 4,
    "armed_custom_bypass": 16,
    "armed_vacation": 32,
}
_ALARM_TRIGGER = 8
_SIREN_ON, _SIREN_OFF, _SIREN_TONES, _SIREN_VOLUME, _SIREN_DURATION = 1, 2, 4, 8, 16
_INSTALL, _PROGRESS = 1, 4


class _Moment:
    """The state is a time: of the last press, the last use."""

    def __init__(self, cap: str) -> None:
        self._cap = cap

    def __call__(self, _spec: EntitySpec, values: Values) -> str | None:
        return moment(values, self._cap)


SWITCH = Kind(domain="switch", value=on_off("on"), verbs={"turn_on": TURN_ON, "turn_off": TURN_OFF})
BUTTON = Kind(domain="button", value=_Moment("pressed"), verbs={"press": Verb(do="press")})
SCENE = Kind(
    domain="scene",
    value=_Moment("activated"),
    verbs={"turn_on": Verb(do="activate", arguments={"transition": "transition"})},
)


def _last_run(_spec: EntitySpec, values: Values) -> dict[str, JsonValue]:
    return {"last_triggered": moment(values, "started"), "mode": "single"}


SCRIPT = Kind(
    domain="script",
    value=on_off("on"),
    passing=_last_run,
    verbs={"turn_on": TURN_ON, "turn_off": TURN_OFF},
)

VACUUM = Kind(
    domain="vacuum",
    value=word("status"),
    does=_VACUUM,
    lasting=lambda spec: {
        "supported_features": _VACUUM_STATE | (_VACUUM_BATTERY if "battery" in spec.caps else 0)
    },
    facets=(
        Facet(cap="battery", attribute="battery_level"),
        Facet(cap="fan", attribute="fan_speed", options="fan_speed_list", feature=_VACUUM_SPEED),
        Facet(cap="area", attribute="cleaned_area"),
        Facet(cap="error", attribute="error"),
    ),
    verbs={
        "start": Verb(do="start"),
        "pause": Verb(do="pause"),
        "stop": Verb(do="stop"),
        "return_to_base": Verb(do="home"),
        "locate": Verb(do="locate"),
        "clean_spot": Verb(do="spot"),
        "set_fan_speed": Verb(arguments={"fan_speed": "fan"}),
    },
)


def _alarm_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    modes = spec.caps["status"].options if "status" in spec.caps else ()
    features = sum(bit for mode, bit in _ALARM_MODES.items() if mode in modes)
    features |= _ALARM_TRIGGER if "trigger" in spec.does else 0
    code = spec.caps.get("code")
    return {
        "supported_features": features,
        "code_format": (code.format or "number") if code else None,
        "code_arm_required": bool(code and code.options and "arm" in code.options),
    }


def _arm(mode: str) -> Verb:
    return Verb(do="arm", arguments={"code": "code"}, fixed={"mode": mode})


ALARM = Kind(
    domain="alarm_control_panel",
    value=word("status"),
    lasting=_alarm_lasting,
    facets=(Facet(cap="changed_by", attribute="changed_by"),),
    verbs={
        "alarm_disarm": Verb(do="disarm", arguments={"code": "code"}),
        "alarm_trigger": Verb(do="trigger", arguments={"code": "code"}),
        **{f"alarm_{mode.replace('armed', 'arm', 1)}": _arm(mode) for mode in _ALARM_MODES},
    },
)


def _siren_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    features = _SIREN_ON | _SIREN_OFF
    for name, bit in (
        ("tone", _SIREN_TONES),
        ("volume", _SIREN_VOLUME),
        ("duration", _SIREN_DURATION),
    ):
        features |= bit if name in spec.caps else 0
    tones = spec.caps["tone"].options if "tone" in spec.caps else ()
    return {"supported_features": features, **({"available_tones": list(tones)} if tones else {})}


def _sound(spec: EntitySpec, _values: Values, arguments: JsonObject) -> Order:
    args: dict[str, JsonValue] = {"on": True}
    for argument, cap, scale in (
        ("tone", "tone", 1),
        ("volume_level", "volume", 100),
        ("duration", "duration", 1),
    ):
        value = arguments.get(argument)
        if value is not None:
            args[cap] = value * scale if isinstance(value, float) else value
    return checked(spec, Order(do="set", args=args))


SIREN = Kind(
    domain="siren",
    value=on_off("on"),
    lasting=_siren_lasting,
    verbs={"turn_on": _sound, "turn_off": TURN_OFF},
)


def _outdated(_spec: EntitySpec, values: Values) -> str | None:
    installed, latest = values.get("installed"), values.get("latest")
    if installed is None or latest is None:
        return None
    return "on" if latest not in (installed, values.get("skipped")) else "off"


def _installing(_spec: EntitySpec, values: Values) -> dict[str, JsonValue]:
    progress = values.get("progress")
    return {"in_progress": False if progress is None else progress}


UPDATE = Kind(
    domain="update",
    value=_outdated,
    passing=_installing,
    does={"install": _INSTALL},
    lasting=lambda spec: {"supported_features": _PROGRESS if "progress" in spec.caps else 0},
    facets=(
        Facet(cap="installed", attribute="installed_version"),
        Facet(cap="latest", attribute="latest_version"),
        Facet(cap="skipped", attribute="skipped_version"),
        Facet(cap="title", attribute="title"),
        Facet(cap="summary", attribute="release_summary"),
    ),
    verbs={
        "install": Verb(do="install", arguments={"version": "version"}),
        "skip": Verb(do="skip"),
        "clear_skipped": Verb(do="unskip"),
    },
)
