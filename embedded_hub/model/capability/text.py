"""A text people set on a device, and the text helper they make themselves."""

from embedded_hub.model.capability import attributes
from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, invalid
from embedded_hub.model.capability.code import matches
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

_LONGEST = 255
"""What a state can hold."""


def is_secret(state: State) -> bool:
    """Say whether it is shown as dots."""
    return attributes.text(state, "mode") == "password"


def lengths(state: State) -> tuple[int, int]:
    """Return how short and how long it may be, in characters."""
    low, high = attributes.number(state, "min"), attributes.number(state, "max")
    shortest = 0 if low is None else min(max(int(low), 0), _LONGEST)
    longest = _LONGEST if high is None else min(max(int(high), 0), _LONGEST)
    return shortest, longest


def pattern(state: State) -> str | None:
    """Return the pattern it has to have."""
    return attributes.text(state, "pattern")


def _requires(state: State, _name: str, arguments: JsonObject) -> None:
    form, value = pattern(state), arguments.get("value")
    if form is not None and isinstance(value, str) and not matches(form, value):
        raise invalid("value", "does not have the form asked for")


def _spec(domain: str) -> DomainSpec:
    return DomainSpec(
        domain=domain,
        actions={
            "set_value": ActionSpec(
                description="Sets the text.",
                fields={
                    "value": Field(
                        type="text",
                        is_required=True,
                        minimum=0,
                        maximum=_LONGEST,
                        minimum_attribute="min",
                        maximum_attribute="max",
                    )
                },
            )
        },
        requires=_requires,
    )


SPEC = _spec("text")
INPUT_TEXT = _spec("input_text")
