"""Coming into a home elsewhere, on real hubs over TLS: every way it may fail, and the way on."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.backend.api import Link, LinkPhase
from desktop.backend.fake import FakeBackend
from desktop.composition import open_connection
from desktop.joining import joiner
from desktop.options import Options, parse
from desktop.platform.hub_key import HubKey, HubKeys, read_key_file
from desktop.platform.secrets import MemoryStore, Secrets
from desktop.viewmodels.home import Home
from desktop.viewmodels.joining import Joining
from desktop.viewmodels.link_words import link_notice, remedy
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.pinned import Pinned
from embedded_hub.core.clock import Clock
from embedded_hub.core.people import Invitation, Role
from embedded_hub.errors import ConfigError
from embedded_hub.hub import Hub, HubOptions
from tests.desktop.home_rig import until
from tests.fakes.clock import ManualClock

DAY_S = 86_400.0


@asynccontextmanager
async def hub_in(folder: Path, clock: Clock | None = None, port: int = 0) -> AsyncIterator[Hub]:
    hub = Hub(HubOptions(folder=folder, port=port, has_tls=True), clock=clock)
    await hub.start()
    yield hub
    await hub.stop()


def address_of(hub: Hub) -> str:
    return f"https://127.0.0.1:{hub.port}"


async def link_to(hub: Hub, *, typed: bool = False) -> str:
    """Return the link an owner gives out, as it leads to this machine."""
    assert hub.identity is not None
    offer = await hub.open_pairing(Invitation(role=Role.FAMILY, name="Tom"))
    code = offer["code"] if typed else str(offer["url"]).partition("c=")[2].partition("&")[0]
    return f"{address_of(hub)}/pair#c={code}&f={hub.identity.pin}"


class Door:
    """The window's side of joining, with a keyring of its own."""

    def __init__(self, current: str = "") -> None:
        self.home = Home(FakeBackend(time.time))
        self.secrets = Secrets(MemoryStore())
        self.keys = HubKeys(self.secrets, self.home.tasks)
        self.joining = Joining()
        self.joining.attach(self.home)
        self.wanted: list[str] = []
        self.joining.homeWanted.connect(self.wanted.append)
        self.show(current)

    def show(self, current: str) -> None:
        self.joining.offer(joiner(self.keys, current), current)

    async def come_in(self, text: str) -> str:
        """Try, and return why not."""
        self.joining.join(text)
        await until(lambda: self.joining.property("state") in ("idle", "failed"))
        return str(self.joining.property("errorText"))


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    yield door
    await door.home.close()


async def stand_of(door: Door, address: str, *ends: LinkPhase) -> Link:
    """Open the home as the program does at its next start, until it stands so."""
    options = Options(hub=address)
    async with open_connection(options, Path(), door.secrets, lets_phones_in=False) as connection:
        home = Home(connection.backend)
        connection.backend.subscribe(home.apply)
        await until(lambda: home.mirror.link.phase in ends or home.mirror.link.code is not None)
        link = home.mirror.link
        await home.close()
    return link


def told(link: Link) -> tuple[str, str]:
    return link_notice(link, "", link.since_at), remedy(link)


async def test_with_the_owners_link_the_home_is_there_at_this_start_and_the_next(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path) as hub:
        assert await door.come_in(await link_to(hub)) == ""
        assert door.wanted == [address_of(hub)]
        link = await stand_of(door, door.wanted[0], LinkPhase.CONNECTED)
        assert link.phase is LinkPhase.CONNECTED


async def test_a_typed_code_shows_the_words_the_owner_has_to_agree_to(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path) as hub:
        door.joining.join(await link_to(hub, typed=True))
        await until(lambda: door.joining.property("state") == "words")
        state = hub.home.pairing.status
        assert door.joining.property("words") == list(state.words)
        assert state.request_id is not None
        hub.home.pairing.confirm(state.request_id, is_accepted=True)
        await until(lambda: bool(door.wanted))


async def test_a_code_that_was_used_or_is_wrong_says_where_a_new_one_is(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path) as hub:
        link = await link_to(hub)
        await door.come_in(link)
        assert "used already" in await door.come_in(link)
        wrong = (await link_to(hub)).replace("#c=", "#c=x")
        assert "Ask the owner for a new link." in await door.come_in(wrong)
    assert "no link to a home" in await door.come_in("hello")
    assert "Nobody answers there" in await door.come_in(link)
    assert door.wanted == ["https://127.0.0.1:" + link.split(":")[2].split("/")[0]]


async def test_a_code_goes_out_of_date(door: Door, tmp_path: Path) -> None:
    clock = ManualClock(time.time())
    async with hub_in(tmp_path, clock) as hub:
        link = await link_to(hub)
        clock.advance(301)
        assert "older than five minutes" in await door.come_in(link)


async def test_another_hub_at_the_address_gets_neither_code_nor_key(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path / "one") as hub:
        link, port = await link_to(hub), hub.port
        await door.come_in(await link_to(hub))
    async with hub_in(tmp_path / "two", port=port):
        assert "Another hub answers there" in await door.come_in(link)
        sentence, way_on = told(await stand_of(door, door.wanted[0], LinkPhase.REFUSED))
    assert "Another hub answers here" in sentence
    assert way_on == "join"


@pytest.mark.parametrize("days", [-366, 366])
async def test_clocks_a_year_apart_are_named(door: Door, tmp_path: Path, days: int) -> None:
    async with hub_in(tmp_path) as hub:
        await door.come_in(await link_to(hub))
        port = hub.port
    await asyncio.to_thread((tmp_path / "tls" / "hub.pem").unlink)
    async with hub_in(tmp_path, ManualClock(time.time() + days * DAY_S), port) as hub:
        assert "clocks" in await door.come_in(await link_to(hub))
        sentence, _ = told(await stand_of(door, door.wanted[0]))
        assert "clocks" in sentence


async def test_a_home_that_moved_is_told_its_address_and_keeps_its_key(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path / "home") as hub:
        await door.come_in(await link_to(hub))
        old = address_of(hub)
    door.show(old)
    async with hub_in(tmp_path / "other") as other:
        assert "Another hub" in await door.come_in(address_of(other))
    async with hub_in(tmp_path / "home") as hub:
        assert await door.come_in(f"127.0.0.1:{hub.port}") == ""
        assert door.wanted[-1] == address_of(hub)
        assert await door.keys.get(address_of(hub)) == await door.keys.get(old)


async def test_a_device_that_was_sent_away_is_told_and_can_come_in_again(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path) as hub:
        await door.come_in(await link_to(hub))
        for token in hub.home.people.tokens():
            await hub.home.people.revoke(token.id)
        sentence, way_on = told(await stand_of(door, address_of(hub), LinkPhase.REFUSED))
        assert "does not let this device in any more" in sentence
        assert way_on == "join"
        await door.come_in(await link_to(hub))
        link = await stand_of(door, address_of(hub), LinkPhase.CONNECTED)
        assert link.phase is LinkPhase.CONNECTED


async def test_a_home_without_a_key_says_so_and_asks_to_join(door: Door) -> None:
    sentence, way_on = told(await stand_of(door, "https://127.0.0.1:9"))
    assert "There is no key to this home here" in sentence
    assert way_on == "join"


async def test_the_authority_that_takes_over_is_kept_with_the_key(
    door: Door, tmp_path: Path
) -> None:
    async with hub_in(tmp_path) as hub:
        await door.come_in(await link_to(hub))
        assert hub.identity is not None
        token, pin = await hub.issue_token(Role.OWNER, "Owner"), hub.identity.pin
        async with await HubClient.connect(address_of(hub), token, tls=Pinned(pin)) as owner:
            await owner.call("home/authority/rotate")
        await stand_of(door, address_of(hub), LinkPhase.CONNECTED)
        kept = await door.keys.get(address_of(hub))
        assert kept is not None
        assert kept.pins == (pin, hub.identity.next_pin)


def test_a_pairing_link_is_taken_in_place_of_an_address() -> None:
    options = parse(["--hub", "https://10.0.0.7:8755/pair#c=abc&f=def"])
    assert (options.hub, options.link) == (
        "https://10.0.0.7:8755",
        "https://10.0.0.7:8755/pair#c=abc&f=def",
    )


def test_a_token_file_with_a_pin_is_a_key_and_anything_else_is_none(tmp_path: Path) -> None:
    file = tmp_path / "token"
    pin = "A" * 43
    file.write_text(f"hw1.abc.def\n{pin}\n")
    file.chmod(0o600)
    assert read_key_file(file) == HubKey("hw1.abc.def", (pin,))
    for wrong in ("", "token\nnot a pin\n", "x" * 5000):
        file.write_text(wrong)
        with pytest.raises(ConfigError):
            read_key_file(file)
