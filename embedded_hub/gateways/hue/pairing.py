"""How a bridge lets us in: it gives a key to whoever asks within half a minute of its button."""

import asyncio
from collections.abc import Mapping

from embedded_hub.errors import ConfigError, GatewayProtocolError
from embedded_hub.gateways.api import GatewayConfig
from embedded_hub.gateways.hue.link import Answer, Link
from embedded_hub.gateways.hue.resource import value_at
from embedded_hub.gateways.hue.trust import Trust, meet, read_trust
from embedded_hub.gateways.socket import authority_of

ASK_EVERY_S = 1.0
NOT_PRESSED = 101
"""The bridge's number for a button nobody pressed."""
_WHO = {"devicetype": "homewire#hub", "generateclientkey": True}


async def obtain(config: GatewayConfig) -> Mapping[str, str]:
    """Return the bridge's certificate and, once its button was pressed, a key.

    Where the key is known, nobody has to press anything. The caller bounds the time.

    Raises:
        ConfigError: the address is none.
        GatewayUnreachable: nobody answers there.
        GatewayProtocolError: whoever answers is no bridge.
    """
    authority = authority_of(config.options["host"])
    if authority is None:
        raise ConfigError(f"{config.options['host']!r} is no address", details={"field": "host"})
    key = config.secrets.get("app_key", "").strip()
    if key:
        kept = config.secrets.get("certificate", "").strip()
        trust = read_trust(kept) if kept else await meet(authority)
        return {"app_key": key, "certificate": str(trust)}
    # A hand on its button is the proof that this is the bridge that is meant.
    trust = await meet(authority)
    return {"app_key": await _asked(authority, trust), "certificate": str(trust)}


async def _asked(authority: str, trust: Trust) -> str:
    async with Link(authority, "", trust) as link:
        while True:
            answer = await link.request("POST", "/api", _WHO)
            told = answer.data[0] if isinstance(answer.data, list) and answer.data else None
            key = value_at(told, "success", "username")
            if isinstance(key, str) and key:
                return key
            _check_is_waiting(answer, told)
            await asyncio.sleep(ASK_EVERY_S)


def _check_is_waiting(answer: Answer, told: object) -> None:
    if answer.errors or value_at(told, "error", "type") == NOT_PRESSED:
        return
    what = value_at(told, "error", "description") or f"HTTP {answer.status}"
    raise GatewayProtocolError(f"the bridge gives no key: {what}"[:255])
