"""A sequence of actions, and an automation that starts one by itself."""

from embedded_hub.model.capability import attributes
from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field
from embedded_hub.model.capability.on_off import on_off_actions, toggle
from embedded_hub.model.state import State

SPEC = DomainSpec(
    domain="script",
    actions=on_off_actions("a script", on_fields={"variables": Field(type="object")}),
    toggle=toggle,
)
AUTOMATION = DomainSpec(
    domain="automation",
    actions={
        **on_off_actions("an automation", off_fields={"stop_actions": Field(type="boolean")}),
        "trigger": ActionSpec(
            description="Runs an automation's actions now.",
            fields={"skip_condition": Field(type="boolean")},
        ),
    },
    toggle=toggle,
)


def is_running(state: State) -> bool:
    """Say whether a script is under way."""
    return attributes.is_on(state)


def running_count(state: State) -> int:
    """Return how many times it runs at once."""
    return max(0, int(attributes.number(state, "current") or 0))


def last_run(state: State) -> str | None:
    """Return when it last ran, as the ISO time its gateway gave."""
    return attributes.text(state, "last_triggered")
