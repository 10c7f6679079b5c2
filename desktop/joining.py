"""Takes a pairing link and keeps the key it is worth; finds a home again at another address."""

import platform
from urllib.parse import urlsplit

from desktop.platform.hub_key import HubKey, HubKeys
from desktop.viewmodels.joining import Joiner, OnWords
from embedded_hub.client.address import web_address, websocket_url
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.pairing import pair, read_link
from embedded_hub.errors import ConfigError


def joiner(keys: HubKeys, current: str = "") -> Joiner:
    """Return what joins a home and keeps its key among these.

    Args:
        keys: Where the key goes.
        current: Address of the home that is shown now, whose new one may be given in place of a
            link; empty for none.
    """

    async def join(text: str, on_words: OnWords) -> str:
        if current and "#" not in text:
            return await _move(keys, current, text)
        link = read_link(text)
        device = await pair(link, platform.node() or "A computer", on_words=on_words)
        address = web_address(link.address).rstrip("/")
        await keys.put(address, HubKey(device.token, (link.pin,) if link.pin else ()))
        return address

    return join


async def _move(keys: HubKeys, old: str, text: str) -> str:
    """Keep a home's key under its new address, once the very same home has answered there.

    Raises:
        ConfigError: it is no address, or nothing would show that it is the same home.
    """
    key = await keys.get(old)
    if key is None or not key.pins:
        # Without a pin the token would go to whoever answers there.
        raise ConfigError("This home is not known by a fingerprint: a new link is needed.")
    address = web_address(_encrypted(text)).rstrip("/")
    trust = keys.trust(address, key)
    async with await HubClient.connect(address, key.token, tls=trust):
        await keys.put(address, HubKey(key.token, trust.pins if trust is not None else ()))
    return address


def _encrypted(text: str) -> str:
    url = websocket_url(text)
    return url if "://" in text else urlsplit(url)._replace(scheme="wss").geturl()
