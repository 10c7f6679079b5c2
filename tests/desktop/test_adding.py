"""Adding and changing gateways: what is asked, tried, waited for, given up and kept."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from desktop.backend.fake_gateways import NOWHERE, WRONG, kind_of
from desktop.viewmodels.gateway_form import GatewayForm
from desktop.viewmodels.option_check import complaint, taken_apart
from desktop.viewmodels.plurals import PLURALS
from embedded_hub.errors import HomewireError
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId
from tests.desktop.home_rig import NOW, GatewayRig, until


@pytest.fixture
async def rig() -> AsyncIterator[GatewayRig]:
    made = GatewayRig()
    await made.ready()
    yield made
    await made.close()


def answer(rig: GatewayRig, **texts: str) -> None:
    for name, text in texts.items():
        rig.adding.answer(name, text)


async def ended(rig: GatewayRig) -> None:
    await until(lambda: not rig.adding.property("isRunning"))


def field(rig: GatewayRig, name: str) -> dict[str, object]:
    fields: list[dict[str, object]] = rig.adding.property("fields")
    return next(one for one in fields if one["name"] == name)


def status(type_: str, state: LinkState, **options: str) -> GatewayStatus:
    return GatewayStatus(
        id=GatewayId("g"), type=type_, title="It", state=state, since_at=NOW, options=options
    )


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        (" 192.168.1.50 ", "192.168.1.50", None),
        ("192.168.1.50:6053", "192.168.1.50", "6053"),
        ("http://bridge.local:8080/index.html", "bridge.local", "8080"),
        ("https://bridge.local/", "bridge.local", None),
        ("fe80::1", "fe80::1", None),
    ],
)
def test_a_pasted_address_fills_the_fields_it_has_parts_for(
    typed: str, host: str, port: str | None
) -> None:
    parts = taken_apart(kind_of("esphome").options, "host", typed)
    assert parts == {"host": host} | ({"port": port} if port else {})


@pytest.mark.parametrize(
    ("type_", "name", "text", "is_right"),
    [
        ("esphome", "host", "192.168.1.50", True),
        ("esphome", "host", "fe80::1%eth0", True),
        ("esphome", "host", "two words", False),
        ("esphome", "host", "", False),
        ("esphome", "port", "6053", True),
        ("esphome", "port", "70000", False),
        ("esphome", "noise_psk", "one\ntwo", False),
        ("matter", "url", "ws://192.168.1.50:5580/ws", True),
        ("matter", "url", "ws://host:port", False),
    ],
)
def test_a_field_says_at_once_what_is_wrong(
    type_: str, name: str, text: str, *, is_right: bool
) -> None:
    option = next(one for one in kind_of(type_).options if one.name == name)
    assert (complaint(option, text, is_asked=option.is_required) == "") is is_right


def test_only_what_is_different_is_sent_and_what_was_emptied_becomes_usual_again() -> None:
    form = GatewayForm(
        kind_of("mqtt"),
        status=status("mqtt", LinkState.CONNECTED, host="broker", port="1884", username="anna"),
    )
    assert form.changed() == {}
    for name, text in {"port": "", "username": "tom", "password": "", "transport": "tcp"}.items():
        form.answer(name, text)
    assert form.changed() == {"port": None, "username": "tom"}


def test_a_key_that_is_refused_is_asked_for_by_the_button_and_one_that_is_not_is_kept() -> None:
    well = GatewayForm(kind_of("hue"), status=status("hue", LinkState.CONNECTED, host="h"))
    assert (well.is_by_button, well.changed()) == (False, {})
    refused = GatewayForm(kind_of("hue"), status=status("hue", LinkState.AUTH_REQUIRED, host="h"))
    assert (refused.is_by_button, refused.changed()) == (True, {"app_key": None})


async def test_a_gateway_is_added_with_progress_and_says_what_came(rig: GatewayRig) -> None:
    assert rig.adding.begin("home_assistant")
    assert not rig.adding.property("isComplete")
    answer(rig, url="http://ha:8123", token="abc")
    rig.adding.rename("House")
    rig.adding.start()
    assert rig.adding.property("progressText") == "Connecting to House …"
    await ended(rig)
    assert rig.adding.property("doneTitle") == "House"
    assert rig.adding.property("doneDevices") == 8
    assert rig.gateways.property("count") == 3


async def test_one_that_does_not_answer_says_why_and_what_may_help(rig: GatewayRig) -> None:
    rig.adding.begin("wled")
    answer(rig, host=f"{NOWHERE}.local")
    rig.adding.start()
    await ended(rig)
    assert rig.adding.property("errorText") == "Nothing answered at that address."
    assert "same network" in rig.adding.property("remedyText")
    assert rig.adding.property("errorDetail").startswith("gateway_unreachable: ")
    assert rig.adding.property("doneGatewayId") == ""
    rig.adding.close()
    assert rig.adding.property("errorText") == ""


async def test_what_is_missing_is_marked_before_anything_is_sent(rig: GatewayRig) -> None:
    rig.adding.begin("home_assistant")
    answer(rig, url="http://ha:8123")
    rig.adding.start()
    assert not rig.adding.property("isRunning")
    assert (field(rig, "url")["error"], field(rig, "token")["error"]) == ("", "This is needed.")


async def test_a_trial_keeps_nothing_and_is_forgotten_with_the_next_letter(
    rig: GatewayRig,
) -> None:
    rig.adding.begin("mqtt")
    answer(rig, host="broker")
    rig.adding.tryIt()
    await ended(rig)
    assert rig.adding.property("trialText").startswith("It answers: 23 ")
    assert rig.gateways.property("count") == 2
    answer(rig, port="1884")
    assert rig.adding.property("trialText") == ""


async def test_a_button_is_waited_for_and_nobody_has_to_wait(rig: GatewayRig) -> None:
    rig.found.add("hue-1")
    assert (rig.adding.property("guide"), rig.adding.property("isComplete")) == ("button", True)
    rig.adding.start()
    assert rig.adding.property("isWaitingForButton")
    assert rig.adding.property("secondsLeft") == 60
    rig.adding.cancel()
    await until(lambda: rig.backend.gateways.cancelled == 1)
    await ended(rig)
    assert (rig.adding.property("errorText"), rig.adding.property("isOpen")) == ("", True)
    rig.adding.start()
    rig.backend.gateways.button.set()
    await ended(rig)
    assert rig.adding.property("doneTitle") == "Hue Bridge"


async def test_leaving_the_page_gives_up_the_button_and_no_connection(rig: GatewayRig) -> None:
    rig.adding.begin("wled")
    answer(rig, host="192.0.2.40")
    rig.adding.start()
    rig.adding.leave()
    await until(lambda: rig.gateways.property("count") == 3)
    rig.adding.close()
    rig.found.add("hue-1")
    rig.adding.start()
    rig.adding.leave()
    await until(lambda: rig.backend.gateways.cancelled == 1)
    assert not rig.adding.property("isOpen")


async def test_what_fails_after_the_page_was_left_is_told_and_keeps_what_was_typed(
    rig: GatewayRig,
) -> None:
    told: list[HomewireError] = []
    rig.home.refused.connect(told.append)
    rig.adding.begin("home_assistant")
    answer(rig, url=f"http://{NOWHERE}", token="abc")
    rig.adding.start()
    rig.adding.leave()
    await ended(rig)
    assert [one.code for one in told] == ["gateway_unreachable"]
    assert field(rig, "token")["text"] == "abc"
    rig.adding.enter()
    rig.adding.start()
    await ended(rig)
    assert len(told) == 1  # whoever looks at the form reads it there


async def test_one_that_dials_in_gets_an_address_to_enter(rig: GatewayRig) -> None:
    rig.adding.begin("shelly_outbound")
    assert rig.adding.property("fields") == []
    rig.adding.start()
    await ended(rig)
    assert rig.adding.property("dialAddress").startswith("ws://")
    rig.one.open(rig.adding.property("doneGatewayId"))
    assert rig.one.property("dialAddress") == rig.adding.property("dialAddress")
    assert rig.one.property("settingsFacts") == []


async def test_settings_are_changed_where_the_gateway_takes_them(rig: GatewayRig) -> None:
    rig.adding.begin("wled")
    answer(rig, host="192.0.2.40")
    rig.adding.start()
    await ended(rig)
    gateway_id = rig.adding.property("doneGatewayId")
    assert rig.adding.beginEdit(gateway_id)
    assert rig.adding.property("doneGatewayId") == ""
    rig.adding.rename("Shelf")
    answer(rig, host="192.0.2.41")
    rig.adding.start()
    await ended(rig)
    rig.one.open(gateway_id)
    assert rig.one.property("title") == "Shelf"
    assert rig.one.property("settingsFacts") == [{"label": "Address", "value": "192.0.2.41"}]


async def test_a_new_key_that_is_refused_keeps_the_form_open(rig: GatewayRig) -> None:
    rig.adding.beginEdit("fake-gateway")
    assert field(rig, "token")["isKept"]
    answer(rig, url="http://ha:8123", token=WRONG)
    rig.adding.start()
    await ended(rig)
    assert "refused" in rig.adding.property("errorText")
    assert rig.adding.property("doneGatewayId") == ""


async def test_what_was_found_is_added_with_one_tap_or_asks_for_what_it_needs(
    rig: GatewayRig,
) -> None:
    rig.found.watch()
    await until(lambda: rig.found.property("isSearching"))
    rows = {str(row["foundId"]): row for row in rig.found.rows}
    assert set(rows) == {"hue-1", "wled-1", "shelly-1", "esp-1", "ha-2"}
    assert (rows["wled-1"]["canAddNow"], rows["esp-1"]["canAddNow"]) == (True, False)
    rig.found.add("wled-1")
    await until(lambda: bool((rig.found.row("wled-1") or {})["addedGatewayId"]))
    assert (rig.found.row("wled-1") or {})["addedText"] == PLURALS.devices_are_in(8)
    rig.found.add("esp-1")
    assert (field(rig, "host")["isKnown"], field(rig, "noise_psk")["isRequired"]) == (True, True)
    assert not rig.adding.property("isComplete")
    rig.found.unwatch()
    assert rig.found.row("wled-1") is None


async def test_what_does_not_come_up_says_so_in_its_row(rig: GatewayRig) -> None:
    thing = Found(
        id="x",
        gateway_type="wled",
        title="Strip",
        address="192.0.2.50:80",
        host="192.0.2.50",
        options={"host": NOWHERE},
        seen_at=NOW,
    )
    rig.found.watch()
    await until(lambda: rig.found.property("isSearching"))
    rig.backend.gateways.appear(thing)
    rig.found.add("x")
    await until(lambda: bool((rig.found.row("x") or {})["problemText"]))
    assert str((rig.found.row("x") or {})["problemText"]).startswith("Nothing answered")


async def test_a_gateway_that_moved_is_followed_to_its_new_address(rig: GatewayRig) -> None:
    rig.found.watch()
    await until(lambda: rig.found.property("isSearching"))
    row = rig.found.row("ha-2") or {}
    assert row["line"] == "Garden house answers at another address now."
    rig.found.move("ha-2")
    await until(lambda: rig.found.row("ha-2") is None)
    status = rig.home.mirror.gateways[GatewayId("fake-garden")]
    assert status.options["url"] == "http://192.0.2.77:8123"


async def test_a_hub_that_hears_nothing_says_why(rig: GatewayRig) -> None:
    rig.found.watch()
    await until(lambda: rig.found.property("isSearching"))
    rig.backend.gateways.fall_deaf("port 5353 is taken")
    assert (rig.found.rows, rig.found.property("problemText")) == ([], "port 5353 is taken")


async def test_what_is_ignored_is_out_of_the_way_and_comes_back(rig: GatewayRig) -> None:
    rig.found.watch()
    await until(lambda: rig.found.property("isSearching"))
    assert rig.found.property("ignoredCount") == 1
    rig.found.ignore("shelly-1", True)
    await until(lambda: rig.found.row("shelly-1") is None)
    rig.found.setProperty("showsIgnored", True)
    assert (rig.found.row("shelly-1") or {})["isIgnored"]
    rig.found.ignore("shelly-1", False)
    await until(lambda: not (rig.found.row("shelly-1") or {})["isIgnored"])


async def test_the_navigation_counts_what_nobody_has_looked_at(rig: GatewayRig) -> None:
    await until(lambda: rig.found.new_count == 5)
    rig.found.watch()
    await until(lambda: rig.found.property("isSearching"))
    assert rig.found.new_count == 0
    rig.found.unwatch()
    known = (await rig.backend.gateways.found()).found
    found = next(one for one in known if one.id == "wled-1")
    rig.backend.gateways.appear(msgspec.structs.replace(found, id="wled-9"))
    assert rig.found.new_count == 0
    rig.found.look()
    await until(lambda: rig.found.new_count == 1)
