"""Every command, with everybody else's ids in every spelling, from every role and from next door.

What is none of a client's business carries a canary in its names, texts and states. Whatever is
sent, no canary may come back, and nothing may have happened.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import connect

from embedded_hub.core.audit import AuditQuery
from embedded_hub.core.clock import SystemClock
from embedded_hub.core.home import Home
from embedded_hub.core.intercom.talk_groups import room_channel
from embedded_hub.core.messages.messages import Draft, Wanted
from embedded_hub.core.notice import NoticeButton, NoticeDraft
from embedded_hub.core.people import Invitation, Principal, Role
from embedded_hub.core.registry import put
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.model.ids import AreaId, EntityKey, FloorId, GatewayId, HomeId, LabelId
from embedded_hub.model.registry import Floor, Label
from embedded_hub.model.state import StateReport
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.server.config import HubInfo, ServerConfig
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.server import Server
from tests.fakes.forgery import forgeries
from tests.fakes.stores import MemoryHistory, MemoryRecords
from tests.integration.server.conftest import Client, describe

CANARY = "Canary"
"""Stands in everything that is in the hall, or of another home."""
PRIVATE = "Nightingale"
"""Stands in what Olga and Ben told each other alone."""
GATEWAY = GatewayId("gw")
TIME_CONSUMING = (
    *("voice/say", "home/gateways/add", "assist_pipeline/run", "conversation/process"),
    *("supported_features", "bulk/ack"),
)
"""They speak, connect, listen and cut answers in pieces; their rights have tests of their own."""
AT_ONCE = 40
OWNER = Invitation(name="Neighbour", role=Role.OWNER)


class House:
    """One home with a hall nobody else should know of, and what its gateway was told to do."""

    def __init__(self, home_id: str, canary: str = CANARY, private: str = PRIVATE) -> None:
        self.canary = canary
        self.private = private
        self.records = MemoryRecords()
        self.home = Home(
            HomeId(home_id),
            clock=SystemClock(),
            records=self.records,
            history=MemoryHistory(),
        )
        self.actions: list[Action] = []
        self.secret_ids: list[str] = []
        self.olga: Principal
        self.ben: Principal

    async def start(self) -> None:
        """Describe a kitchen and a hall, and let people live in it."""
        home = self.home
        await home.start()
        intake = home.intake(GATEWAY)
        secret = describe("door", f"{self.canary} door", f"{self.canary} hall", "lock")
        public = describe("lamp", "Lamp", "Kitchen", "light", supported_color_modes=["onoff"])
        intake.devices((public, secret), is_complete=True)
        intake.state(StateReport(key=EntityKey("lamp"), value="on"))
        told = {"changed_by": self.canary}
        intake.state(StateReport(key=EntityKey("door"), value="locked", attributes=told))
        home.route(GATEWAY, self._act)
        await home.registry.settle()
        await self._settle_in()

    async def _act(self, action: Action) -> Outcome:
        self.actions.append(action)
        return DONE

    async def _settle_in(self) -> None:
        home = self.home
        await home.registry.edit(
            put(Floor(floor_id=FloorId("canary_floor"), name=f"{self.canary} floor")),
            put(Label(label_id=LabelId("canary_label"), name=f"{self.canary} label")),
        )
        hall = next(area for area in home.registry.areas.all() if self.canary in area.name)
        self.olga = await self._resident("Olga", Role.OWNER)
        self.ben = await self._resident("Ben", Role.FAMILY)
        olga, ben = self.olga.user, self.ben.user
        await home.people.issue(
            Role.GATEWAY, f"{self.canary} gateway", gateway_id=GatewayId("gw_canary")
        )
        await home.intercom.groups.save("canary_group", f"{self.canary} group", [olga.id, ben.id])
        private, hallway = [f"user:{ben.id}", "group:canary_group"], room_channel(hall.area_id)
        written = [
            await home.messages.send(
                self.olga, Draft(channel=channel, text=f"{text} text", nonce=channel)
            )
            for channel, text in [*((one, self.private) for one in private), (hallway, self.canary)]
        ]
        button = NoticeButton(id="canary_notice", title=self.private)
        await home.notices.create(
            NoticeDraft(
                message=self.private, id="canary_notice", user_ids=(olga.id,), buttons=(button,)
            )
        )
        await home.audit.settle()
        door = next(one for one in home.registry.entities.all() if one.domain == "lock")
        self.secret_ids = [
            *(door.entity_id, str(door.device_id), hall.area_id, "canary_floor", "canary_label"),
            *(olga.id, ben.id, self.olga.token_id, "gw_canary", "canary_notice"),
            *(*private, hallway, f"device:{self.ben.token_id}"),
            *(one.message for one in written),
        ]

    async def _resident(self, name: str, role: Role) -> Principal:
        invitation = Invitation(name=f"{self.canary} {name}", role=role)
        text, _, _ = await self.home.people.welcome(invitation, f"{self.canary} phone")
        principal = await self.home.people.authenticate(text)
        assert principal is not None
        return principal

    async def invite(self, role: Role) -> tuple[str, str]:
        """Let an intruder in, and return their token and user."""
        if role is Role.GATEWAY:
            text, token = await self.home.people.issue(role, "Thing", gateway_id=GATEWAY)
            return text, token.user_id
        areas = (AreaId("kitchen"),) if role is Role.GUEST else ()
        invitation = Invitation(name="Eve", role=role, area_ids=areas)
        text, _, user = await self.home.people.welcome(invitation, "phone")
        return text, user.id

    def standing(self, user_id: str) -> object:
        """Return what only an owner may change; an intruder may have more devices of their own."""
        people = self.home.people
        kinds = ("area", "floor", "label", "device", "entity", "home", "talk_group", "notice")
        return (
            list(people.users()),
            [one for one in people.tokens() if one.user_id != user_id],
            # Where somebody's own phone is, they may share.
            {
                key: one.body
                for key, one in self.records.kept.items()
                if key[0] in kinds and b'"gateway_id":"people"' not in (one.body or b"")
            },
        )

    async def confided(self) -> list[TextMessage]:
        """Return what the residents told each other alone, and who says to have read it."""
        listed = await self.home.messages.timeline(self.ben, Wanted(has_talk=False, limit=200))
        texts = [one for one in listed.messages if isinstance(one, TextMessage)]
        return [one for one in texts if self.private in one.text]

    @property
    def doors_opened(self) -> list[str]:
        """What was asked of the lock."""
        return [action.name for action in self.actions if action.domain == "lock"]


class Street:
    """Homes behind one server, as a block of flats has them."""

    def __init__(self, *houses: House) -> None:
        self.houses = houses
        self.server = Server(
            ServerConfig(port=0, limits=ServerLimits(close_s=0.3)),
            HubInfo(version="1"),
            authenticate=self._authenticate,
            accept_gateway=self._refuse,
            first_home=lambda: houses[0].home,
            homes=lambda: [house.home for house in houses],
        )

    async def _authenticate(self, token: str) -> tuple[Home, Principal] | None:
        for house in self.houses:
            if principal := await house.home.people.authenticate(token):
                return house.home, principal
        return None

    async def _refuse(self, *_: object) -> None:
        raise AssertionError("no gateway comes here")


@contextlib.asynccontextmanager
async def opened(*houses: House) -> AsyncIterator[Street]:
    street = Street(*houses)
    for house in houses:
        await house.start()
    await street.server.start()
    try:
        yield street
    finally:
        await street.server.stop(0.5)
        for house in houses:
            await house.home.stop()


class Intruder(Client):
    """A client that keeps every text it is told, and sends without waiting for each answer."""

    def __init__(self, client: Client) -> None:
        super().__init__(client.socket)
        self.told: list[str] = []
        self.refused: dict[str, int] = {}
        self.allowed: dict[str, int] = {}

    async def receive(self) -> Any:
        """Return the next frame, decoded and kept."""
        message = await self.socket.recv()
        if isinstance(message, bytes):
            return []
        self.told.append(message)
        return msgspec.json.decode(message)

    async def try_all(self, ids: Sequence[str]) -> None:
        """Send every forgery and wait for all of the answers."""
        asked = list(forgeries(ids, without=TIME_CONSUMING))
        for first in range(0, len(asked), AT_ONCE):
            batch = asked[first : first + AT_ONCE]
            numbers = range(self._id + 1, self._id + 1 + len(batch))
            for number, (type_, fields) in zip(numbers, batch, strict=True):
                await self.send({"id": number, "type": type_, **fields})
            self._id = numbers[-1]
            async with asyncio.timeout(30):
                for number, (type_, _) in zip(numbers, batch, strict=True):
                    answer = await self.answer(number)
                    is_fine = answer["type"] == "pong" or answer["success"]
                    counts = self.allowed if is_fine else self.refused
                    counts[type_] = counts.get(type_, 0) + 1

    def betrayals(self, *marks: str) -> list[str]:
        """Return what was told that should not be known."""
        return [one[:500] for one in self.told if any(mark in one for mark in marks)]


@contextlib.asynccontextmanager
async def intruder(street: Street, token: str) -> AsyncIterator[Intruder]:
    way = connect(street.server.hub_url, max_size=None, compression=None, ping_interval=None)
    async with way as socket:
        client = Intruder(Client(socket))
        assert (await client.auth(token))["type"] == "auth_ok"
        yield client


async def test_whoever_owns_one_home_learns_and_changes_nothing_of_another() -> None:
    mine, theirs = House("mine", "Own", "Mine"), House("theirs")
    async with opened(mine, theirs) as street:
        token, _, _ = await mine.home.people.welcome(OWNER, "laptop")
        before, written = dict(theirs.records.kept), await theirs.confided()
        async with intruder(street, token) as client:
            await client.try_all(theirs.secret_ids)
            assert client.betrayals(CANARY, PRIVATE) == []
        assert theirs.actions == []
        assert theirs.records.kept == before
        assert await theirs.confided() == written
        assert await theirs.home.audit.find(AuditQuery()) == []


@pytest.mark.parametrize("role", [Role.GUEST, Role.TESTER, Role.FAMILY, Role.GATEWAY])
async def test_no_role_gets_beyond_its_rights_whatever_it_names(role: Role) -> None:
    house = House("home")
    async with opened(house) as street:
        token, user_id = await house.invite(role)
        before, written = house.standing(user_id), await house.confided()
        async with intruder(street, token) as client:
            await client.try_all(house.secret_ids)
            marks = [PRIVATE, *([CANARY] if role in (Role.GUEST, Role.GATEWAY) else [])]
            assert client.betrayals(*marks) == []
        assert house.standing(user_id) == before
        assert await house.confided() == written
        if role is not Role.FAMILY:
            assert house.doors_opened == []
        if role is Role.GATEWAY:
            assert set(client.allowed) <= {"ping", "supported_features", "home/info"}
        # The attack is one: commands got as far as their rights, and some were granted.
        assert sum(client.refused.values()) > 500
        assert client.allowed
