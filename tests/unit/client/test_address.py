import pytest

from embedded_hub.client.address import web_address, websocket_url
from embedded_hub.errors import ConfigError


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("ws://h:1", "ws://h:1/api/websocket"),
        ("http://h:1", "ws://h:1/api/websocket"),
        ("https://h:1/", "wss://h:1/api/websocket"),
        ("wss://h/api/websocket", "wss://h/api/websocket"),
        ("h:1", "ws://h:1/api/websocket"),
        ("  h ", "ws://h:8755/api/websocket"),
        ("192.168.1.20:8123", "ws://192.168.1.20:8123/api/websocket"),
        ("[::1]:8755", "ws://[::1]:8755/api/websocket"),
        ("http://h:1/proxied/ws", "ws://h:1/proxied/ws"),
        ("http://h", "ws://h/api/websocket"),
    ],
)
def test_what_people_type_becomes_the_address_of_the_client_api(typed: str, url: str) -> None:
    assert websocket_url(typed) == url


@pytest.mark.parametrize("typed", ["", "ftp://h", "ws://", "h:port", "h:99999", "ws://me:pw@h:1"])
def test_what_is_no_address_is_a_config_error(typed: str) -> None:
    with pytest.raises(ConfigError, match="address of a hub"):
        websocket_url(typed)


def test_a_browser_finds_the_hub_on_the_same_port() -> None:
    assert web_address("ws://[::1]:8755/api/websocket") == "http://[::1]:8755/"
    assert web_address("wss://h/api/websocket") == "https://h/"
