"""A scene: many entities brought to wished states at once. Its state is when that last was."""

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field
from embedded_hub.model.capability.attributes import texts
from embedded_hub.model.state import State

SPEC = DomainSpec(
    domain="scene",
    actions={
        "turn_on": ActionSpec(
            description="Brings a scene about.",
            fields={
                "transition": Field(
                    type="number",
                    minimum=0,
                    maximum=6553,
                    unit="s",
                    description="How long the change takes.",
                )
            },
        )
    },
)


def members(state: State) -> tuple[str, ...]:
    """Return the entities it changes."""
    return texts(state, "entity_id")
