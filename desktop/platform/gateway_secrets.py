"""Keeps gateway credentials of the embedded hub in the person's keyring, one item per gateway."""

from collections.abc import Mapping

import msgspec

from desktop.platform.secrets import Secrets


class GatewaySecrets:
    """A hub's secret store on top of ours.

    Args:
        secrets: Where they go; must be a keyring or another place that outlives the program.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    async def load(self, name: str) -> Mapping[str, str]:
        """Return what was saved under the name; empty when nothing was."""
        text = await self._secrets.get(f"gateway:{name}")
        return msgspec.json.decode(text, type=dict[str, str]) if text else {}

    async def save(self, name: str, secrets: Mapping[str, str]) -> None:
        """Keep the values under the name; an empty mapping forgets it."""
        text = msgspec.json.encode(dict(secrets)).decode() if secrets else None
        await self._secrets.put(f"gateway:{name}", text)
