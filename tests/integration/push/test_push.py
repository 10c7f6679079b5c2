"""Push messages from a home to a phone, through a stand-in for a phone maker's service."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from py_vapid import b64urldecode  # type: ignore[import-untyped]

from embedded_hub.core.notice import NoticeDraft
from embedded_hub.core.people import Role
from embedded_hub.core.push import SERVICES
from embedded_hub.push.delivery import MAX_WAITING, PushDelivery
from tests.fakes.secrets import MemorySecrets
from tests.integration.messages.conftest import Come, Writer, come  # noqa: F401 - a fixture
from tests.integration.push.conftest import Phone, StandInService
from tests.integration.server.conftest import Bench


class Desk:
    """What pushes for a home, and how long it meant to wait each time."""

    def __init__(self, bench: Bench, tls: ssl.SSLContext, secrets: MemorySecrets) -> None:
        self.waits: list[float] = []
        self.delivery = PushDelivery(
            bench.home, secrets, tls=tls, sleep=self._wait, draw=lambda: 0.5
        )

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    opened = Bench()
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def desk(
    bench: Bench, service: StandInService, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> AsyncIterator[Desk]:
    bench.home.push.services = (*SERVICES, service.origin.removeprefix("https://"))
    desk = Desk(bench, contexts[1], MemorySecrets())
    await desk.delivery.start()
    yield desk
    await desk.delivery.stop()


async def sleeping(come: Come, owner: Writer, phone: Phone, **who: Any) -> Writer:  # noqa: F811
    """Subscribe somebody's phone and close its page."""
    await owner.call("push/enable", is_on=True)
    writer = await come(**who)
    await writer.call("push/subscribe", **phone.subscription)
    await writer.socket.close()
    return writer


async def gone(bench: Bench, writer: Writer) -> None:
    """Wait until the hub knows that the page is closed."""
    async with asyncio.timeout(5):
        while bench.home.sessions.is_here(writer.user_id):
            await asyncio.sleep(0.01)


async def test_a_text_reaches_a_phone_whose_page_is_closed_and_nobody_else_can_read_it(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    ben = await sleeping(come, owner, phone, name="Ben")
    await gone(bench, ben)
    sent = await owner.write(f"user:{ben.user_id}", "Dinner is ready " + "x" * 3900)
    headers, body = await service.next()
    assert b"Dinner" not in body
    letter = phone.read(body)
    assert (letter["kind"], letter["title"], letter["id"]) == ("message", "Olga", sent["message"])
    assert letter["body"].startswith("Dinner is ready")
    assert len(letter["body"]) == 240
    assert letter["channel"] == f"user:{owner.user_id}"
    assert (headers["TTL"], headers["Content-Encoding"]) == ("86400", "aes128gcm")
    status = await owner.call("push/status")
    assert headers["Authorization"].endswith(f"k={status['public_key']}")
    claims = headers["Authorization"].split("t=")[1].split(".")[1]
    assert service.origin.encode() in b64urldecode(claims.encode())


async def test_whoever_is_there_or_asleep_or_not_meant_is_not_told(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    ben = await sleeping(come, owner, phone, name="Ben")
    await gone(bench, ben)
    await owner.write(f"user:{(await come('Cleo')).user_id}", "not for Ben")
    here = await come(token=ben.token)
    await owner.write("all", "Ben is there")
    await here.call("voice/prefs", dnd_until=4e9)
    await here.socket.close()
    await gone(bench, ben)
    await owner.write("all", "Ben is asleep")
    await owner.write("all", "fire", priority=3)
    headers, body = await service.next()
    assert phone.read(body)["body"] == "fire"
    assert headers["Urgency"] == "high"
    assert service.got.empty()


async def test_what_was_said_and_not_heard_is_told_but_not_what_is_for_a_room(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    ben = await sleeping(come, owner, phone, name="Ben")
    await gone(bench, ben)
    await owner.call("voice/hello", encode=["opus"], decode=["opus"])
    for channel in ("area:kitchen", "all"):
        talk = await owner.call("voice/talk", channel=channel, handler=7)
        await owner.socket.send(bytes.fromhex("0701000000000000") + b"\x78" + bytes(40))
        await owner.call("voice/release", stream=talk["stream"])
        await owner.told("voice/message")
    letter = phone.read((await service.next())[1])
    assert (letter["kind"], letter["title"], letter["channel"]) == ("talk", "Olga", "all")
    assert letter["duration_ms"] == 20
    await owner.write("area:kitchen", "The soup is ready")
    await owner.write("area:kitchen", "The soup burns", priority=2)
    assert phone.read((await service.next())[1])["body"] == "The soup burns"
    assert service.got.empty()


async def test_a_notice_is_pushed_with_its_buttons_and_the_newest_of_it_counts(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    await gone(bench, await sleeping(come, owner, phone, name="Ben"))
    fields = {"domain": "notify", "service": "notify"}
    data = {"tag": "bell", "expires_in": 60, "actions": [{"action": "OPEN", "title": "Open"}]}
    await owner.call("call_service", **fields, service_data={"message": "Ring", "data": data})
    headers, body = await service.next()
    letter = phone.read(body)
    assert (letter["kind"], letter["id"], letter["body"]) == ("notice", "bell", "Ring")
    assert letter["actions"] == [{"action": "OPEN", "title": "Open"}]
    assert int(headers["TTL"]) <= 60
    assert len(headers["Topic"]) <= 32


@pytest.mark.parametrize("status", [404, 410])
async def test_a_phone_that_left_is_forgotten(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
    status: int,
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    ben = await sleeping(come, owner, phone, name="Ben")
    await gone(bench, ben)
    service.answers = [web.Response(status=status)]
    await owner.write("all", "anybody?")
    await service.next()
    async with asyncio.timeout(5):
        while bench.home.push.all():
            await asyncio.sleep(0.01)
    assert ("push", bench.home.people.tokens()[1].id) not in bench.records.kept
    await owner.write("all", "again")
    assert service.got.empty()


async def test_a_busy_service_is_tried_again_and_a_redirect_is_not_followed(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    await gone(bench, await sleeping(come, owner, phone, name="Ben"))
    service.answers = [
        web.Response(status=503),
        web.Response(status=429, headers={"Retry-After": "77"}),
        web.Response(status=201),
        web.Response(status=307, headers={"Location": "/elsewhere"}),
    ]
    await owner.write("all", "one")
    for _ in range(3):
        assert phone.read((await service.next())[1])["body"] == "one"
    await owner.write("all", "two")
    await service.next()
    await owner.write("all", "three")
    assert phone.read((await service.next())[1])["body"] == "three"
    assert desk.waits[0] <= 5
    assert desk.waits[1] == 77


async def test_a_phone_that_is_off_costs_a_bounded_row_of_letters(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    ben = await sleeping(come, owner, phone, name="Ben")
    await gone(bench, ben)
    service.answers = [web.Response(status=503)]
    asked, held = asyncio.Event(), asyncio.Event()

    async def wait(_: float) -> None:
        asked.set()
        await held.wait()

    desk.delivery._sleep = wait
    await bench.home.notices.create(NoticeDraft(message="x", id="n0"))
    await service.next()
    await asked.wait()
    for number in range(1, MAX_WAITING + 10):
        await bench.home.notices.create(NoticeDraft(message="x", id=f"n{number}"))
    held.set()
    got = [phone.read((await service.next())[1])["id"] for _ in range(MAX_WAITING)]
    assert got == [f"n{number}" for number in range(10, MAX_WAITING + 10)]
    assert service.got.empty()


async def test_it_is_off_until_the_owner_turns_it_on_and_off_forgets_everything(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, family = await come("Olga", Role.OWNER), await come("Fay")
    phone = service.phone()
    status = await family.call("push/status")
    assert (status["is_on"], status["public_key"], status["can_push"]) == (False, None, True)
    assert (await family.fail("push/subscribe", **phone.subscription))["code"] == "not_allowed"
    assert (await family.fail("push/enable", is_on=True))["code"] == "unauthorized"
    await owner.call("push/enable", is_on=True)
    key = (await family.call("push/status"))["public_key"]
    assert len(base64.urlsafe_b64decode(key + "=")) == 65
    await family.call("push/subscribe", **phone.subscription)
    assert (await family.call("push/status"))["is_subscribed"]
    await family.call("push/test")
    assert phone.read((await service.next())[1])["kind"] == "test"
    assert (await owner.fail("push/test"))["code"] == "not_found"
    await owner.call("push/enable", is_on=False)
    assert not (await family.call("push/status"))["is_subscribed"]
    assert (await family.fail("push/test"))["code"] == "not_found"
    await owner.call("push/enable", is_on=True)
    assert (await family.call("push/status"))["public_key"] == key


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://192.168.1.1/admin",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "http://fcm.googleapis.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://notify.windows.com/x",
        "https://[::1]/x",
        "https://[bad/x",
        "https://fcm.googleapis.com/\r\nx",
        "ftp://fcm.googleapis.com",
    ],
)
async def test_a_subscription_that_leads_elsewhere_is_refused(
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
    endpoint: str,
) -> None:
    owner = await come("Olga", Role.OWNER)
    await owner.call("push/enable", is_on=True)
    keys = service.phone().subscription["keys"]
    refused = await owner.fail("push/subscribe", endpoint=endpoint, keys=keys)
    assert refused["code"] == "invalid_info"
    real = "https://db5p.notify.windows.com/w/?token=x"
    await owner.call("push/subscribe", endpoint=real, keys=keys)
    for bad in ({"p256dh": "AAAA", "auth": keys["auth"]}, {**keys, "auth": "@@"}):
        refused = await owner.fail("push/subscribe", endpoint=real, keys=bad)
        assert refused["code"] == "invalid_info"


async def test_a_device_that_is_signed_out_is_told_nothing(
    bench: Bench,
    desk: Desk,
    service: StandInService,
    come: Come,  # noqa: F811
) -> None:
    owner, phone = await come("Olga", Role.OWNER), service.phone()
    ben = await sleeping(come, owner, phone, name="Ben")
    await gone(bench, ben)
    token_id = bench.home.push.all()[0].token_id
    await owner.call("home/sessions/revoke", token_id=token_id)
    await owner.write("all", "anybody?")
    assert bench.home.push.all() == ()
    assert service.got.empty()
