"""Actions that belong to the home and not to a domain of entities."""

from collections.abc import Mapping

from embedded_hub.model.capability.api import ActionSpec, Field

HOMEWIDE: Mapping[str, Mapping[str, ActionSpec]] = {
    "homeassistant": {
        "turn_on": ActionSpec(description="Turns any entities on that can be."),
        "turn_off": ActionSpec(description="Turns any entities off that can be."),
        "toggle": ActionSpec(description="Toggles any entities that can be."),
    },
    "persistent_notification": {
        "create": ActionSpec(
            description="Shows a notice to everybody at home.",
            fields={
                "message": Field(type="text", is_required=True, maximum=16_384),
                "title": Field(type="text", maximum=255),
                "notification_id": Field(
                    type="text",
                    minimum=1,
                    maximum=255,
                    description="A notice with the same id is replaced.",
                ),
            },
        ),
        "dismiss": ActionSpec(
            description="Takes a notice away.",
            fields={"notification_id": Field(type="text", is_required=True, minimum=1)},
        ),
        "dismiss_all": ActionSpec(description="Takes all notices away."),
    },
    "notify": {
        "notify": ActionSpec(
            description="Shows a notice to everybody at home, or to the persons named.",
            fields={
                "message": Field(type="text", is_required=True, maximum=16_384),
                "title": Field(type="text", maximum=255),
                "target": Field(type="json", description="Names of persons."),
                "data": Field(
                    type="object",
                    description="Its tag, severity, entity_id, expires_in and actions.",
                ),
            },
        ),
    },
}
"""By wire domain and service; check their arguments with ``check_arguments(fields, {}, …)``."""
