"""Clients that know the hub by its authority, and what they do when somebody else answers."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

import pytest
import segno
from websockets.asyncio.client import connect

from embedded_hub.client.gateway_link import websocket_dial
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import HubLinkState
from embedded_hub.client.pairing import PairingLink, pair, read_link
from embedded_hub.client.pinned import Pinned
from embedded_hub.core.clock import SystemClock
from embedded_hub.core.people import Invitation, Role
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    ConfigError,
    Unauthorized,
    UntrustedHub,
)
from embedded_hub.protocol.trust import AUTHORITY_PATH
from embedded_hub.security.authority import Authority
from embedded_hub.security.contexts import server_context
from embedded_hub.server.commands.pairing import shown_offer
from tests.integration.security.conftest import HERE, MOVED, House

DAY_S = 86400.0


class Impostor:
    """Answers like a hub, with whatever certificate it was given, and keeps all it hears."""

    def __init__(self, folder: Path, chain: bytes, claimed: bytes) -> None:
        (folder / "shown.pem").write_bytes(chain)
        self._context = server_context(folder / "shown.pem")
        self._claimed = claimed
        self.heard: list[bytes] = []
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"wss://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/api/websocket"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=self._context)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heard.append(head)
        if AUTHORITY_PATH.encode() in head:
            size = len(self._claimed)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + self._claimed)
        writer.close()


def der(authority: Authority) -> bytes:
    return ssl.PEM_cert_to_DER_cert(authority.pem.decode())


def now() -> float:
    return SystemClock().utc_s()


@pytest.fixture
async def other(tmp_path: Path) -> AsyncIterator[Impostor]:
    """Another home at the address, with an authority of its own."""
    authority = Authority.make(now())
    chain = authority.issue(HERE, now()).chain_and_key
    async with Impostor(tmp_path, chain, der(authority)) as impostor:
        yield impostor


@pytest.fixture
async def thief(house: House, tmp_path: Path) -> AsyncIterator[Impostor]:
    """Somebody who shows the house's authority, which is public, and has no certificate of it."""
    ours = ssl.PEM_cert_to_DER_cert(house.certificates.identity.authority_pem.decode())
    chain = Authority.make(now()).issue(HERE, now()).chain_and_key
    async with Impostor(tmp_path, chain, ours) as impostor:
        yield impostor


async def test_a_pinned_client_comes_in_wherever_the_hub_is_found(house: House) -> None:
    trust = Pinned(house.pin)
    token = await house.token()
    for host in ("127.0.0.1", "localhost"):
        address = f"https://{host}:{house.server.port}"
        async with await HubClient.connect(address, token, tls=trust) as client:
            assert client.info.role == "owner"


async def test_another_hub_is_a_hard_stop_that_shows_both_fingerprints(
    house: House, other: Impostor
) -> None:
    with pytest.raises(UntrustedHub, match=r"Expected .* found") as stop:
        await HubClient.connect(other.url, "hw1.aaaaaaaa.secret", tls=Pinned(house.pin))
    assert stop.value.details["expected"] == house.pin
    assert stop.value.details["found"] != house.pin
    assert b"secret" not in b"".join(other.heard)


async def test_who_only_shows_the_authority_is_found_out(house: House, thief: Impostor) -> None:
    with pytest.raises(UntrustedHub, match="does not hold a certificate"):
        await HubClient.connect(thief.url, "hw1.aaaaaaaa.secret", tls=Pinned(house.pin))
    assert b"secret" not in b"".join(thief.heard)
    assert all(AUTHORITY_PATH.encode() in head for head in thief.heard)


async def test_a_link_stops_and_waits_for_a_person(house: House, other: Impostor) -> None:
    link = HubLink(other.url, "hw1.aaaaaaaa.secret", tls=Pinned(house.pin))
    link.start()
    status = await link.wait_for(HubLinkState.REFUSED, HubLinkState.LOST, HubLinkState.CONNECTED)
    assert (status.state, status.reason) == (HubLinkState.REFUSED, "untrusted_hub")
    await link.close()


async def test_a_gateway_pins_its_hub_too(house: House, other: Impostor, thief: Impostor) -> None:
    token = await house.token(Role.GATEWAY)
    dial = websocket_dial(house.url("/api/gateway/gw"), token, tls=Pinned(house.pin))
    async with dial():
        assert house.gateways == ["gw"]
    for impostor in (other, thief):
        url = impostor.url.replace("/api/websocket", "/api/gateway/gw")
        with pytest.raises(UntrustedHub):
            async with websocket_dial(url, token, tls=Pinned(house.pin))():
                pass
        assert token.encode() not in b"".join(impostor.heard)


async def test_a_pin_without_encryption_is_refused_before_anything_is_said(house: House) -> None:
    with pytest.raises(ConfigError, match="https"):
        await HubClient.connect(house.url(scheme="ws"), "x", tls=Pinned(house.pin))


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 404 Not Found\r\n\r\n", b"SSH-2.0-x\r\n"])
async def test_what_is_no_hub_is_said_to_be_none(
    house: House, tmp_path: Path, answer: bytes
) -> None:
    authority = Authority.make(now())
    (tmp_path / "shown.pem").write_bytes(authority.issue(HERE, now()).chain_and_key)
    context = server_context(tmp_path / "shown.pem")

    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(say, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(CannotConnect):
        await HubClient.connect(f"https://127.0.0.1:{port}", "x", tls=Pinned(house.pin))
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("shift_days", [-400, 400])
async def test_a_clock_that_is_a_year_off_is_named(
    house: House, tmp_path: Path, shift_days: int
) -> None:
    authority = Authority.load(
        (tmp_path / "tls" / "authority.pem").read_bytes(),
        (tmp_path / "tls" / "authority.key").read_bytes(),
    )
    chain = authority.issue(HERE, now() + shift_days * DAY_S).chain_and_key
    async with Impostor(tmp_path, chain, der(authority)) as hub:
        with pytest.raises(CannotConnect, match="clock says"):
            await HubClient.connect(hub.url, "x", tls=Pinned(house.pin))


async def test_a_new_certificate_of_the_same_home_is_no_news(house: House) -> None:
    trust, token = Pinned(house.pin), await house.token()
    async with await HubClient.connect(house.url(), token, tls=trust):
        house.names = MOVED
        await house.certificates.refresh()
        async with await HubClient.connect(house.url(), token, tls=trust) as again:
            assert again.info.role == "owner"


async def test_the_authority_that_takes_over_is_learned_on_a_checked_connection(
    house: House, tmp_path: Path
) -> None:
    learned: list[str] = []
    trust, token = Pinned(house.pin, on_next=learned.append), await house.token()
    following = await house.certificates.announce_next()
    for _ in range(2):
        await (await HubClient.connect(house.url(), token, tls=trust)).close()
    assert learned == [following]
    assert trust.pins == (house.pin, following)
    successor = Authority.load(
        (tmp_path / "tls" / "next.pem").read_bytes(), (tmp_path / "tls" / "next.key").read_bytes()
    )
    chain = successor.issue(HERE, now()).chain_and_key
    async with Impostor(tmp_path, chain, der(successor)) as hub:
        fresh = Pinned(*trust.pins)
        assert isinstance(await fresh.context(hub.url), ssl.SSLContext)
        with pytest.raises(CannotConnect):
            await HubClient.connect(hub.url, "x", tls=trust)
        # It asked who that is, trusted the successor and came in, where nobody speaks WebSocket.
        assert b"Upgrade: websocket" in hub.heard[-1]


async def test_the_owner_lets_another_authority_follow_and_links_hear_of_it(house: House) -> None:
    learned: list[str] = []
    link = HubLink(house.url(), await house.token(), tls=Pinned(house.pin, on_next=learned.append))
    link.start()
    await link.wait_for(HubLinkState.CONNECTED)
    told = await link.call("home/authority/rotate")
    assert isinstance(told, dict)
    assert (told["pin"], told["authority"]) == (house.pin, house.certificates.identity.name)
    while not learned:
        await asyncio.sleep(0.01)
    assert learned == [told["next_pin"]]
    await link.wait_for(HubLinkState.CONNECTED)
    await link.close()


async def test_only_the_owner_changes_by_what_the_hub_is_known(house: House) -> None:
    token = await house.token(Role.FAMILY)
    async with await HubClient.connect(house.url(), token, tls=Pinned(house.pin)) as client:
        known = await client.call("home/authority")
        assert isinstance(known, dict)
        assert known["pin"] == house.pin
        with pytest.raises(Unauthorized):
            await client.call("home/authority/rotate")


async def test_an_announcement_in_clear_is_not_made(house: House) -> None:
    await house.certificates.announce_next()
    async with connect(house.url(scheme="ws")) as clear:
        assert clear.response is not None
        assert "Homewire-Next-Pin" not in clear.response.headers


# --- pairing --------------------------------------------------------------------------------------


async def offered(house: House, who: Invitation) -> str:
    codes = await house.home.pairing.open(who)
    return str(shown_offer(codes, house.server.reach())["url"])


async def test_a_link_leads_to_a_token_over_a_pinned_connection(house: House) -> None:
    url = await offered(house, Invitation(role=Role.FAMILY, name="Anna"))
    assert int(segno.make(url, error="m").version) <= 7
    link = read_link(url)
    assert link.pin == house.pin
    device = await pair(link, "Anna's laptop")
    assert (device.role, device.ca_spki) == ("family", house.pin)
    async with await HubClient.connect(link.address, device.token, tls=Pinned(link.pin)) as client:
        assert client.info.role == "family"
    with pytest.raises(AuthenticationFailed) as failed:
        await pair(link, "Again")
    assert failed.value.details["left"] == "0"


async def test_a_link_is_not_followed_to_another_hub(house: House, other: Impostor) -> None:
    link = read_link(await offered(house, Invitation()))
    wrong = PairingLink(address=other.url, code=link.code, pin=link.pin)
    with pytest.raises(UntrustedHub):
        await pair(wrong, "Laptop")
    assert link.code.encode() not in b"".join(other.heard)


async def test_typed_digits_show_words_and_wait(house: House) -> None:
    codes = await house.home.pairing.open(Invitation())
    shown: list[str] = []
    link = PairingLink(address=house.url(), code=codes.typed, pin=house.pin)
    joining = asyncio.create_task(pair(link, "Wall tablet", on_words=shown.extend))
    while not shown:
        await asyncio.sleep(0.005)
    status = house.home.pairing.status
    assert list(status.words) == shown
    house.home.pairing.confirm(status.request_id or "", is_accepted=True)
    assert (await joining).role == "family"


async def test_a_person_may_take_longer_than_a_program_to_answer(house: House) -> None:
    codes = await house.home.pairing.open(Invitation())
    shown: list[str] = []
    link = PairingLink(address=house.url(), code=codes.typed, pin=house.pin)
    joining = asyncio.create_task(pair(link, "Wall tablet", on_words=shown.extend))
    while not shown:
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.7)  # beyond the house's limit for a first message
    house.home.pairing.confirm(house.home.pairing.status.request_id or "", is_accepted=True)
    assert (await joining).role == "family"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "https://hub",
        "https://hub/pair",
        "https://hub/pair#f=x",
        "https:///pair#c=x",
        "ftp://h#c=x",
        "https://hub/pair#c=x&f=nonsense",
        "https://[/#c=x",
    ],
)
def test_what_is_no_pairing_link_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        read_link(text)
