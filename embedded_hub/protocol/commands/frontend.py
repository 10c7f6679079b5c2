"""What a user interface keeps with the hub, per person."""

from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.base import Command, Text


class GetUserData(Command, frozen=True, tag="frontend/get_user_data"):
    """Read what this person's interfaces saved under a key; everything without one."""

    key: Text | None = None


class SetUserData(Command, frozen=True, tag="frontend/set_user_data"):
    """Save a value under a key, for this person alone."""

    key: Text
    value: JsonValue


class GetTranslations(Command, frozen=True, tag="frontend/get_translations"):
    """Read words for states; ours ship with the interfaces, so the answer is empty."""

    language: Text
    category: Text | None = None
    integration: Text | list[Text] | None = None
    config_flow: bool | None = None


class GetThemes(Command, frozen=True, tag="frontend/get_themes"):
    """Read colour themes; there are none but the interfaces' own."""


class LovelaceConfig(Command, frozen=True, tag="lovelace/config"):
    """Read the tile layout as a dashboard; ``config_not_found`` until one was saved."""

    url_path: Text | None = None
    force: bool = False


class LovelaceResources(Command, frozen=True, tag="lovelace/resources"):
    """Read extra scripts of dashboards; there are none."""


COMMANDS = (
    GetUserData,
    SetUserData,
    GetTranslations,
    GetThemes,
    LovelaceConfig,
    LovelaceResources,
)
