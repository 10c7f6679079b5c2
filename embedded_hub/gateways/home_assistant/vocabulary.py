"""Home Assistant's words this driver treats in a particular way."""

from collections.abc import Mapping

from embedded_hub.model.description import EntityCategory

LASTING = frozenset(
    {
        "assumed_state",
        "available_modes",
        "available_tones",
        "code_arm_required",
        "code_format",
        "device_class",
        "editable",
        "effect_list",
        "event_types",
        "fan_modes",
        "fan_speed_list",
        "hvac_modes",
        "max",
        "max_color_temp_kelvin",
        "max_humidity",
        "max_mireds",
        "max_temp",
        "min",
        "min_color_temp_kelvin",
        "min_humidity",
        "min_mireds",
        "min_temp",
        "mode",
        "operation_list",
        "options",
        "pattern",
        "percentage_step",
        "precipitation_unit",
        "preset_modes",
        "pressure_unit",
        "sound_mode_list",
        "source_list",
        "source_type",
        "state_class",
        "step",
        "supported_color_modes",
        "supported_features",
        "swing_modes",
        "target_temp_step",
        "temperature_unit",
        "unit_of_measurement",
        "visibility_unit",
        "wind_speed_unit",
    }
)
"""Attributes that describe what an entity is; a change of one describes the entity again."""

PRIVATE = frozenset({"friendly_name", "entity_picture", "access_token", "restored"})
"""Attributes that stay there: names are made by the home; pictures and tokens are paths and keys
into Home Assistant itself, useless or harmful outside of it."""

MODE_CHANGES = frozenset({"humidifier"})
"""Domains whose ``mode`` is a changing value and not a kind of control."""

BODILESS = frozenset(
    {
        "automation",
        "calendar",
        "conversation",
        "counter",
        "group",
        "input_boolean",
        "input_button",
        "input_datetime",
        "input_number",
        "input_select",
        "input_text",
        "mailbox",
        "person",
        "persistent_notification",
        "scene",
        "schedule",
        "script",
        "stt",
        "sun",
        "timer",
        "todo",
        "tts",
        "wake_word",
        "weather",
        "zone",
    }
)

ANSWERING = frozenset(
    {
        ("calendar", "get_events"),
        ("todo", "get_items"),
        ("weather", "get_forecast"),
        ("weather", "get_forecasts"),
    }
)

CATEGORIES: Mapping[str, EntityCategory] = {"config": "config", "diagnostic": "diagnostic"}

FAILURE_CODES: Mapping[str, str] = {
    "not_found": "unsupported",
    "not_supported": "unsupported",
    "unknown_command": "unsupported",
    "invalid_format": "invalid",
    "service_validation_error": "invalid",
    "unauthorized": "denied",
    "not_allowed": "denied",
}
