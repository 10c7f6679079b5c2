import pytest

from embedded_hub.server.handshake import (
    ClientRoute,
    DeviceRoute,
    EchoRoute,
    GatewayRoute,
    Head,
    HostPolicy,
    PageRoute,
    bearer_token,
    find_route,
    offers_protocol,
)

POLICY = HostPolicy(
    names=frozenset({"hub.local", "fd00::5"}), origins=frozenset({"https://wall.example"})
)
OURS = "192.168.1.20"


def status(host: str | None = "hub.local:8755", origin: str | None = None, **more: str) -> int:
    head = Head(
        method=more.get("method", "GET"),
        path="/api/websocket",
        hosts=[host] if host is not None else [],
        origins=[origin] if origin is not None else [],
    )
    refusal = POLICY.check(head, OURS)
    return refusal.status if refusal else 101


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8755",
        "127.0.0.1:8755",
        "[::1]:8755",
        "hub.local",
        "Hub.Local:8755",
        "192.168.1.20:8755",
        "[fd00::5]:8755",
    ],
)
def test_our_own_names_are_answered(host: str) -> None:
    assert status(host) == 101


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8755",
        "hub.local.evil.example",
        "localhost.evil.example",
        "localhost.",
        "192.168.1.21",
        "192.168.1.20.nip.io",
        "203.0.113.9",
        "0.0.0.0:8755",
        "[::]:8755",
        "127.0.0.2",
        "2130706433",
    ],
)
def test_a_foreign_name_pointed_at_us_is_misdirected(host: str) -> None:
    assert status(host) == 421


@pytest.mark.parametrize("host", [None, "", "a b", "user@localhost", "localhost:x", "[::1", "a/b"])
def test_a_host_header_must_be_one(host: str | None) -> None:
    assert status(host) == 400


def test_two_host_headers_are_refused() -> None:
    head = Head(method="GET", path="/", hosts=["localhost", "evil.example"], origins=[])
    refusal = POLICY.check(head, OURS)
    assert refusal is not None
    assert refusal.status == 400


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("hub.local:8755", "http://hub.local:8755"),
        ("hub.local:8755", "https://HUB.local:8755"),
        ("hub.local", "http://hub.local"),
        ("hub.local", "https://hub.local"),
        ("hub.local:443", "https://hub.local"),
        ("[::1]:8755", "http://[::1]:8755"),
        ("localhost:8755", "https://wall.example"),
    ],
)
def test_the_hub_s_own_pages_and_allowed_ones_may_connect(host: str, origin: str) -> None:
    assert status(host, origin) == 101


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://evil.example:8755",
        "null",
        "",
        "http://localhost:3000",
        "http://localhost",
        "http://127.0.0.1:8755",
        "http://localhost:8755.evil.example",
        "http://localhost:8755@evil.example",
        "http://evil.example@localhost:8755",
        "http://localhost:8755/",
        "http://localhost:8755#",
        "http://localhost:port",
        "file://",
        "chrome-extension://localhost:8755",
        "http://sub.localhost:8755",
        "https://wall.example.evil.example",
        "http://wall.example",
    ],
)
def test_a_page_from_elsewhere_is_forbidden(origin: str) -> None:
    assert status("localhost:8755", origin) == 403


def test_programs_without_an_origin_are_welcome() -> None:
    assert status("localhost:8755", None) == 101


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS", "get"])
def test_only_reading_is_served(method: str) -> None:
    assert status(method=method) == 405


def test_what_may_be_read_may_be_asked_for_without_its_content() -> None:
    assert status(method="HEAD") == 101


def test_paths_lead_to_what_they_name() -> None:
    assert find_route("/api/websocket?x=1", has_echo=False) == ClientRoute()
    assert find_route("/api/gateway/gw_7f3a", has_echo=False) == GatewayRoute("gw_7f3a")
    device = find_route("/api/gateway/shelly/Ab_-9?x=1", has_echo=False)
    assert device == DeviceRoute("shelly", "Ab_-9")
    assert find_route("/livez", has_echo=False) == PageRoute("/livez")
    assert find_route("/api/echo", has_echo=True) == EchoRoute()
    pages = {"/talk/worklet.js"}
    assert find_route(
        "/talk/worklet.js?v=1", has_echo=False, is_page=pages.__contains__
    ) == PageRoute("/talk/worklet.js")


@pytest.mark.parametrize(
    "path",
    [
        "/api/echo",
        "/api/gateway/",
        "/api/gateway/A/b",
        "/api/gateway/a/b/c",
        "/api/gateway/shelly/",
        "/api/gateway/shelly/" + "a" * 129,
        "/api/gateway/a%2fb",
        "/api/gateway/" + "a" * 65,
        "/API/websocket",
        "/api/websocket/",
        "//",
        "/../etc/passwd",
        "/talk/../../etc/passwd",
        "/talk/%2e%2e/tokens.json",
        "/talk\\..\\tokens.json",
        "/talk/",
        "*",
    ],
)
def test_every_other_path_leads_nowhere(path: str) -> None:
    assert find_route(path, has_echo=False, is_page={"/", "/talk/worklet.js"}.__contains__) is None


def test_a_bearer_token_is_read_from_one_header_only() -> None:
    assert bearer_token(["Bearer hw1.a.b"]) == "hw1.a.b"
    assert bearer_token(["bearer  hw1.a.b "]) == "hw1.a.b"
    assert bearer_token(["Basic abc"]) is None
    assert bearer_token(["Bearer "]) is None
    assert bearer_token([]) is None
    assert bearer_token(["Bearer a", "Bearer b"]) is None


def test_a_sub_protocol_is_found_in_a_list_or_several_headers() -> None:
    assert offers_protocol(["json-rpc, homewire.gw.v1"], "homewire.gw.v1")
    assert offers_protocol(["json-rpc", "homewire.gw.v1"], "homewire.gw.v1")
    assert not offers_protocol(["homewire.gw.v10"], "homewire.gw.v1")
