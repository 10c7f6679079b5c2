"""Text messages over real sockets: who gets them, once, and who knows that they were read."""

from pathlib import Path

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.values import JsonObject
from tests.integration.messages.conftest import Come
from tests.integration.server.conftest import Bench


async def test_what_one_writes_to_another_arrives_and_is_known_to_be_read(come: Come) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    sent = await anna.write(f"user:{ben.user_id}", "  Dinner is ready\x07 ", nonce="n1")
    assert sent["text"] == "Dinner is ready"
    assert sent["delivered_to"] == [ben.user_id]
    assert (sent["nonce"], sent["conversation"]) == ("n1", f"user:{ben.user_id}")

    got = await ben.told("message/text")
    assert (got["text"], got["from"]["name"]) == ("Dinner is ready", "Anna")
    assert (got["nonce"], got["is_read"], got["silent"]) == (None, False, False)
    assert got["conversation"] == f"user:{anna.user_id}"

    await ben.call("message/ack", message=got["message"], state="read")
    receipt = await anna.told("message/receipt")
    assert (receipt["message"], receipt["user"], receipt["state"]) == (
        sent["message"],
        ben.user_id,
        "read",
    )
    assert (await ben.told("message/unread"))["count"] == 0


async def test_whoever_comes_later_finds_what_waited_and_its_writer_learns_of_it(
    come: Come,
) -> None:
    anna, ben = await come("Anna"), await come("Ben", is_following=False)
    sent = await anna.write(f"user:{ben.user_id}", "Call me")
    assert sent["delivered_to"] == []
    again = await come(token=ben.token)
    assert again.unread == {f"user:{anna.user_id}": {"count": 1, "oldest": sent["at"]}}
    receipt = await anna.told("message/receipt")
    assert (receipt["user"], receipt["state"]) == (ben.user_id, "delivered")


async def test_the_same_nonce_is_the_same_message_however_often_it_is_sent(come: Come) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    letter = {"type": "message/send", "channel": "all", "text": "once", "nonce": "n"}
    for number in range(101, 106):
        await anna.send({"id": number, **letter})
    sent = [await anna.answer(number) for number in range(101, 106)]
    anna = await come(token=anna.token)
    assert len({one["result"]["message"] for one in sent}) == 1
    await ben.told("message/text")
    await ben.quiet()
    assert await ben.texts(channel="all") == ["once"]
    # Another person's nonce is another nonce.
    await ben.write("all", "mine", nonce="n")
    assert await anna.texts(channel="all") == ["mine", "once"]


async def test_a_message_deleted_by_its_writer_is_gone_for_all_and_does_not_come_back(
    come: Come,
) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    sent = await anna.write("all", "oops", nonce="n")
    await anna.call("message/ack", message=sent["message"], state="deleted")
    assert (await ben.told("message/gone"))["message"] == sent["message"]
    await anna.write("all", "oops", nonce="n")
    assert await ben.texts() == []
    # Paging on from it still works.
    await anna.write("all", "better")
    assert await ben.texts(after=sent["message"]) == ["better"]


async def test_a_reader_deletes_for_themselves_and_the_owner_for_everybody(come: Come) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    owner = await come("Olga", Role.OWNER)
    first, second = await anna.write("all", "first"), await anna.write("all", "second")
    await ben.call("message/ack", message=first["message"], state="deleted")
    assert await ben.texts() == ["second"]
    assert await anna.texts() == ["second", "first"]
    await owner.call("message/ack", message=second["message"], state="deleted")
    assert await anna.texts() == ["first"]


async def test_a_guest_writes_in_their_room_and_nowhere_else(come: Come) -> None:
    guest, anna = await come("Gus", Role.GUEST, "kitchen"), await come("Anna")
    await guest.write("area:kitchen", "Where is the sugar?", priority=3)
    got = await anna.told("message/text")
    assert (got["text"], got["priority"]) == ("Where is the sugar?", 0)
    for channel, code in [
        ("all", "not_allowed"),
        ("area:hall", "not_found"),
        ("area:KITCHEN", "not_found"),
        (f"user:{anna.user_id}", "not_found"),
        ("house", "not_found"),
        ("", "not_found"),
    ]:
        fields = {"channel": channel, "text": "x", "nonce": "n"}
        assert (await guest.fail("message/send", **fields))["code"] == code
    await anna.write("area:hall", "secret")
    await anna.write("all", "everybody")
    await anna.write(f"user:{guest.user_id}", "you alone")
    assert await guest.texts() == ["you alone", "everybody", "Where is the sugar?"]
    assert (await guest.fail("message/list", channel="area:hall"))["code"] == "not_found"


async def test_a_guest_reads_nothing_that_was_said_before_they_came(come: Come) -> None:
    anna = await come("Anna")
    before = await anna.write("area:kitchen", "The key is under the mat")
    guest = await come("Gus", Role.GUEST, "kitchen")
    assert guest.unread == {}
    assert await guest.texts() == await guest.texts(query="key") == []
    fields = {"message": before["message"], "state": "read"}
    assert (await guest.fail("message/ack", **fields))["code"] == "not_found"
    await anna.write("area:kitchen", "Welcome")
    assert await guest.texts(channel="area:kitchen") == ["Welcome"]


async def test_nobody_reads_answers_or_acknowledges_what_others_wrote_to_each_other(
    come: Come,
) -> None:
    anna, ben, eve = await come("Anna"), await come("Ben"), await come("Eve")
    sent = await anna.write(f"user:{ben.user_id}", "a secret")
    assert await eve.texts() == []
    assert await eve.texts(query="secret") == []
    assert await eve.texts(channel=f"user:{ben.user_id}") == []
    for type_, fields in [
        ("message/ack", {"message": sent["message"], "state": "read"}),
        ("message/list", {"after": sent["message"]}),
        (
            "message/send",
            {"channel": "all", "text": "x", "nonce": "x", "reply_to": sent["message"]},
        ),
    ]:
        assert (await eve.fail(type_, **fields))["code"] == "not_found"
    await eve.quiet()


async def test_talk_and_texts_stand_on_one_timeline(come: Come, bench: Bench) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    channel = f"user:{ben.user_id}"
    await anna.write(channel, "before")
    await anna.call("voice/hello", encode=["opus"], decode=["opus"])
    talk = await anna.call("voice/talk", channel=channel, handler=7)
    await anna.socket.send(bytes.fromhex("07010000" + "00000000") + b"\x78" + bytes(40))
    await anna.call("voice/release", stream=talk["stream"])
    await anna.told("voice/message")
    reply = await ben.write(f"user:{anna.user_id}", "after", reply_to=talk["message"])
    assert reply["reply_to"] == talk["message"]

    listed = (await ben.call("message/list", channel=f"user:{anna.user_id}"))["messages"]
    assert [one["type"] for one in listed] == ["message/text", "voice/message", "message/text"]
    assert listed[1]["message"] == talk["message"]
    pages = []
    before: dict[str, str] = {}
    while True:
        page = await ben.call("message/list", limit=1, **before)
        pages += page["messages"]
        if page["next"] is None:
            break
        before = {"before": page["next"]}
    assert pages == listed
    assert await ben.texts(kinds=["text"], query="AFTER") == ["after"]
    await ben.call("message/ack", message=talk["message"], state="read")


async def test_whoever_writes_without_a_breath_is_told_to_wait(come: Come) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    for number in range(20):
        await anna.write("all", f"{number}")
    fields = {"channel": "all", "text": "x", "nonce": "more"}
    assert (await anna.fail("message/send", **fields))["code"] == "quota"
    await ben.write("all", "fine")
    assert (await anna.fail("message/send", **fields | {"text": "x" * 4001}))["code"] == (
        "invalid_format"
    )


async def test_a_message_comes_without_a_sound_to_those_who_sleep(come: Come) -> None:
    anna, ben = await come("Anna"), await come("Ben")
    await ben.call("voice/prefs", dnd_until=4e9)
    await anna.write("all", "hush")
    assert (await ben.told("message/text"))["silent"]
    await anna.write("all", "fire", priority=3)
    assert not (await ben.told("message/text"))["silent"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x1b"])
async def test_a_message_without_a_text_is_refused(come: Come, text: str) -> None:
    anna = await come("Anna")
    fields = {"channel": "all", "text": text, "nonce": "n"}
    assert (await anna.fail("message/send", **fields))["code"] == "invalid_format"


async def test_messages_and_their_receipts_outlive_the_hub(tmp_path: Path) -> None:
    options = HubOptions(folder=tmp_path, port=0)
    hub = Hub(options)
    await hub.start()
    tokens = [await hub.issue_token(Role.OWNER, "Anna"), await hub.issue_token(Role.FAMILY, "Ben")]
    ben_id = hub.home.people.users()[1].id
    letter: JsonObject = {"channel": f"user:{ben_id}", "text": "Überall Grüße", "nonce": "n1"}
    async with (
        await HubClient.connect(hub.url, tokens[0]) as anna,
        await HubClient.connect(hub.url, tokens[1]) as ben,
    ):
        await ben.subscribe("message/subscribe", lambda event: None)
        sent = await anna.call("message/send", timeout_s=10, **letter)
        assert isinstance(sent, dict)
        await ben.call("message/ack", message=sent["message"], state="read")
    await hub.stop()

    again = Hub(options)
    await again.start()
    async with (
        await HubClient.connect(again.url, tokens[0]) as anna,
        await HubClient.connect(again.url, tokens[1]) as ben,
    ):
        listed = await ben.call("message/list", query="GRÜSSE")
        assert isinstance(listed, dict)
        assert [one["text"] for one in listed["messages"]] == ["Überall Grüße"]
        repeated = await anna.call("message/send", timeout_s=10, **letter)
        assert repeated == {**sent, "read_by": [ben_id], "delivered_to": [ben_id]}
        assert (await ben.subscribe("message/subscribe", lambda event: None)).result == {
            "unread": {}
        }
    await again.stop()
