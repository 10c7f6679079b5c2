"""The key to a hub elsewhere: its token, and the pins its authority is known by.

Written as a token file is, the token in the first line and a pin in each further one, and kept
like that under the hub's address among the secrets.
"""

from pathlib import Path

import msgspec

from desktop.platform.secrets import Secrets, check_private
from desktop.viewmodels.tasks import TaskOwner
from embedded_hub.client.pinned import Pinned
from embedded_hub.errors import ConfigError
from embedded_hub.security.pins import parse_pin

MOST_CHARS = 4096
"""A Home Assistant's long-lived token has 183; more than this is another file."""


class HubKey(msgspec.Struct, frozen=True):
    """What opens one hub."""

    token: str
    pins: tuple[str, ...] = ()
    """Of the authorities to trust; empty for a hub with a public name, or on this machine."""

    @classmethod
    def parse(cls, text: str) -> "HubKey":
        """Read what a token file holds.

        Raises:
            ConfigError: it is no token, or what follows are no pins.
        """
        token, *pins = text.split() or [""]
        if not token or not token.isascii() or len(text) > MOST_CHARS:
            raise ConfigError("The key to the hub does not hold one token.")
        return cls(token, tuple(parse_pin(pin) for pin in pins))

    def text(self) -> str:
        """Write it as it is kept."""
        return "\n".join((self.token, *self.pins))


def read_key_file(path: Path) -> HubKey:
    """Read a token file. Blocks for a moment: call it in a thread.

    Raises:
        ConfigError: it is missing, open to others, or holds something else.
    """
    try:
        check_private(path)
        return HubKey.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    except ConfigError as error:
        raise ConfigError(f"{path}: {error.message}") from error


class HubKeys:
    """The keys to hubs elsewhere, by address.

    Args:
        secrets: Where they are kept.
        tasks: Owns what keeps a pin that was announced while connected.
    """

    def __init__(self, secrets: Secrets, tasks: TaskOwner) -> None:
        self._secrets = secrets
        self._tasks = tasks

    async def get(self, address: str) -> HubKey | None:
        """Return the key that is kept.

        Raises:
            ConfigError: what is kept is none.
        """
        kept = await self._secrets.get(_name(address))
        return HubKey.parse(kept) if kept is not None else None

    async def put(self, address: str, key: HubKey) -> None:
        """Keep a key in the place of the one there is."""
        await self._secrets.put(_name(address), key.text())

    def trust(self, address: str, key: HubKey) -> Pinned | None:
        """Return how to know this hub again; ``None`` where the system's certificates decide.

        What it announces as its next authority is kept with the key.

        Raises:
            ConfigError: there are pins for an address without encryption.
        """
        if not key.pins:
            return None
        if not address.lower().startswith(("wss:", "https:")):
            raise ConfigError(
                "The key holds a fingerprint, which goes with an encrypted address: write https://…"
            )
        pins = list(key.pins)

        def keep(pin: str) -> None:
            pins.append(pin)
            announced = HubKey(key.token, tuple(pins))
            self._tasks.start(self.put(address, announced), "keep the next pin")

        return Pinned(*key.pins, on_next=keep)


def _name(address: str) -> str:
    return f"hub:{address}"
