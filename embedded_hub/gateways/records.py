"""Keeps what people configured: settings in the home's records, credentials in the secret store."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

import msgspec

from embedded_hub.core.ports import Record, SecretStore
from embedded_hub.errors import ConfigError
from embedded_hub.gateways.api import GatewayConfig
from embedded_hub.model.ids import GatewayId

RECORD_KIND = "gateway"
SaveRecords = Callable[[Sequence[Record]], Awaitable[None]]

_log = logging.getLogger(__name__)


class StoredGateway(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway's record on the disk; its secrets are kept elsewhere."""

    type: str
    title: str
    options: dict[str, str] = {}
    is_paused: bool = False


class GatewayRecords:
    """The configurations of one home's gateways on the disk.

    Args:
        save: Keeps records.
        secrets: Keeps credentials.
    """

    def __init__(self, save: SaveRecords, secrets: SecretStore) -> None:
        self._save = save
        self._secrets = secrets

    async def load(self, gateway_id: GatewayId, body: bytes) -> GatewayConfig | None:
        """Return a configuration with its secrets; ``None`` when it cannot be read."""
        try:
            stored = msgspec.json.decode(body, type=StoredGateway)
        except msgspec.DecodeError:
            _log.exception("the configuration of gateway %s cannot be read", gateway_id)
            return None
        return GatewayConfig(
            id=gateway_id,
            type=stored.type,
            title=stored.title,
            options=stored.options,
            secrets=await self._load_secrets(gateway_id),
            is_paused=stored.is_paused,
        )

    async def keep(self, config: GatewayConfig) -> None:
        """Keep a configuration and its secrets.

        Raises:
            StorageError: it could not be kept.
        """
        # Secrets first: a gateway without its record is nothing, one without its secrets is broken.
        await self._secrets.save(_secret_name(config.id), config.secrets)
        await self.keep_public(config)

    async def keep_public(self, config: GatewayConfig) -> None:
        """Keep a configuration whose secrets have not changed.

        Raises:
            StorageError: it could not be kept.
        """
        stored = StoredGateway(
            type=config.type,
            title=config.title,
            options=dict(config.options),
            is_paused=config.is_paused,
        )
        body = msgspec.json.encode(stored)
        await self._save([Record(kind=RECORD_KIND, id=config.id, body=body)])

    async def drop(self, gateway_id: GatewayId) -> None:
        """Forget a configuration; its secrets stay until :meth:`drop_secrets`.

        Raises:
            StorageError: it is still there.
        """
        await self._save([Record(kind=RECORD_KIND, id=gateway_id, body=None)])

    async def drop_secrets(self, gateway_id: GatewayId) -> None:
        """Forget a gateway's secrets.

        Raises:
            StorageError: they are still there.
        """
        await self._secrets.save(_secret_name(gateway_id), {})

    async def _load_secrets(self, gateway_id: GatewayId) -> Mapping[str, str]:
        try:
            return await self._secrets.load(_secret_name(gateway_id))
        except ConfigError as error:
            # The driver asks for credentials then, which is what the person must give again.
            _log.warning("the secrets of gateway %s cannot be read: %s", gateway_id, error)
            return {}


def _secret_name(gateway_id: GatewayId) -> str:
    return f"gateway.{gateway_id}"
