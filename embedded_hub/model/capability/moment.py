"""Dates and times people set on a device, and the helper they make themselves."""

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, invalid, unsupported
from embedded_hub.model.capability.attributes import flag
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

_LAST_SECOND = 253402300799.0
"""The end of the year 9999, seconds UTC: calendars know no later one."""


def has_date(state: State) -> bool:
    """Say whether a day belongs to it."""
    if state.entity_id.startswith("input_datetime."):
        return flag(state, "has_date") is True
    return not state.entity_id.startswith("time.")


def has_time(state: State) -> bool:
    """Say whether a time of day belongs to it."""
    if state.entity_id.startswith("input_datetime."):
        return flag(state, "has_time") is True
    return not state.entity_id.startswith("date.")


def _requires(state: State, _name: str, arguments: JsonObject) -> None:
    if not arguments:
        raise invalid("datetime", "a date, a time or both are required")
    whole = [name for name in ("datetime", "timestamp") if name in arguments]
    if whole and len(arguments) > 1:
        raise invalid(whole[0], "cannot be given together with others")
    if "date" in arguments and not has_date(state):
        raise unsupported(state, "a date", field="date")
    if "time" in arguments and not has_time(state):
        raise unsupported(state, "a time", field="time")


DATE = DomainSpec(
    domain="date",
    actions={
        "set_value": ActionSpec(
            description="Sets the date.", fields={"date": Field(type="date", is_required=True)}
        )
    },
)
TIME = DomainSpec(
    domain="time",
    actions={
        "set_value": ActionSpec(
            description="Sets the time.", fields={"time": Field(type="time", is_required=True)}
        )
    },
)
DATETIME = DomainSpec(
    domain="datetime",
    actions={
        "set_value": ActionSpec(
            description="Sets the date and time.",
            fields={"datetime": Field(type="datetime", is_required=True)},
        )
    },
)
INPUT_DATETIME = DomainSpec(
    domain="input_datetime",
    actions={
        "set_datetime": ActionSpec(
            description="Sets the date, the time or both.",
            fields={
                "date": Field(type="date"),
                "time": Field(type="time"),
                "datetime": Field(type="datetime"),
                "timestamp": Field(
                    type="number", minimum=0, maximum=_LAST_SECOND, unit="s", description="UTC."
                ),
            },
        )
    },
    requires=_requires,
)
