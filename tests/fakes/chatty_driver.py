"""A driver that says everything it knows, in every way there is."""

import asyncio
import json
import logging

from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.model.action import DONE, Action, Outcome

_log = logging.getLogger(__name__)


class ChattyGateway:
    def __init__(self, config: GatewayConfig) -> None:
        self._config = config

    async def run(self, sink: Sink) -> None:
        secrets = dict(self._config.secrets)
        _log.debug("configured with %s", self._config)
        _log.info("as JSON: %s", json.dumps(secrets))
        _log.info("raw: %s", " ".join(secrets.values()))
        _log.info("bytes: %r", [one.encode() for one in secrets.values()])
        for name, value in secrets.items():
            _log.warning("cut: %s", (f"{name} is " + "x" * (580 - len(name)) + value))
        await asyncio.to_thread(_log.warning, "from a thread: %s", secrets)
        try:
            int(f"bad credentials: {secrets}")
        except ValueError:
            _log.exception("failed with %s", next(iter(secrets.values())))
        # Cut through, as a driver bounds what it says.
        longest = max(secrets.values(), key=len)
        raise GatewayUnreachable(f"could not log in as {longest}"[: 24 + len(longest) // 2])

    async def act(self, action: Action) -> Outcome:
        return DONE


def create(config: GatewayConfig) -> Gateway:
    return ChattyGateway(config)
