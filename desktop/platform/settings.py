"""What a person chose about this window, in one small JSON file."""

import logging
import os
from pathlib import Path
from typing import Literal

import msgspec
import platformdirs

from embedded_hub.errors import ConfigError

logger = logging.getLogger(__name__)

APP_NAME = "homewire"
FILE_NAME = "desktop.json"
DATA_VARIABLE = "HOMEWIRE_DATA"
"""Also moves the data of ``homewire-hub``: both serve the same home."""
Theme = Literal["system", "light", "dark", "contrast"]
Density = Literal["comfortable", "compact"]
Renderer = Literal["auto", "software"]
TalkMode = Literal["hold", "toggle", "vad"]


class WindowPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where the window stood last; logical pixels."""

    width: int = 1180
    height: int = 780
    x: int | None = None
    y: int | None = None
    is_maximized: bool = False


class TalkChoices(msgspec.Struct, frozen=True, kw_only=True):
    """How a person talks and listens at this computer."""

    mode: TalkMode = "hold"
    key: str = "Space"
    """Pressed inside the window, as Qt names it; empty is none."""
    hotkey: str = ""
    """Pressed anywhere; none before somebody chose one, so that it takes no other program's."""
    has_cues: bool = True
    is_ducking: bool = True
    """Other programs get quieter while somebody speaks."""
    volume: float = 1.0
    input_id: str = ""
    """Empty is the system's own."""
    output_id: str = ""
    channel: str = "all"
    """Whom the key talked to last."""
    area_id: str = ""
    """Where this computer stands; empty is nowhere in particular."""


class NotificationChoices(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown while another window is in front."""

    has_notices: bool = True
    has_messages: bool = True


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """Every choice, with what holds before anybody chose."""

    theme: Theme = "system"
    language: str = ""
    """A language code; empty follows the system."""
    density: Density = "comfortable"
    renderer: Renderer = "auto"
    has_reduced_motion: bool = False
    window: WindowPlace = WindowPlace()
    talk: TalkChoices = TalkChoices()
    notifications: NotificationChoices = NotificationChoices()
    lets_phones_in: bool = False
    """Other machines of the network may reach the hub in this program, over TLS."""
    hub_url: str = ""
    """The hub to connect to; empty is the one in this program."""


class SettingsFile:
    """Reads and writes the preferences. Both block for a moment: call them in a thread.

    Args:
        folder: Where the file stands.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def read(self) -> Preferences:
        """Return what was saved; the defaults where nothing was or it cannot be understood."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Preferences)
        except FileNotFoundError:
            return Preferences()
        except (OSError, msgspec.MsgspecError) as error:
            logger.warning("%s cannot be read, using defaults: %s", self.path, error)
            return Preferences()

    def write(self, preferences: Preferences) -> None:
        """Save, so that a crash leaves the old file or the new one and nothing between.

        Raises:
            ConfigError: the folder cannot be written.
        """
        text = msgspec.json.format(msgspec.json.encode(preferences), indent=2)
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        except OSError as error:
            raise ConfigError(f"The settings cannot be saved: {error}.") from error


def default_config_folder() -> Path:
    """Return where this system keeps a person's settings."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False)


def default_data_folder() -> Path:
    """Return where this system keeps a person's data: the embedded hub's homes."""
    given = os.environ.get(DATA_VARIABLE)
    if given:
        return Path(given).expanduser()
    return platformdirs.user_data_path(APP_NAME, appauthor=False)
