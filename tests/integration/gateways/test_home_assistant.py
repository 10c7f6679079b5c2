"""The Home Assistant driver against a recorded home over a real socket."""

import asyncio
import logging
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hass_client import HomeAssistantClient  # type: ignore[import-untyped]

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import ChecksItself, Gateway, GatewayConfig
from embedded_hub.gateways.home_assistant import link
from embedded_hub.gateways.home_assistant.driver import create
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import GatewayId
from tests.fakes.actions import action_for
from tests.fakes.driven_home import running
from tests.fakes.home_assistant_server import (
    TOKEN,
    HomeAssistantServer,
    demo_home,
    home_assistant_server,
)
from tests.fakes.sinks import AwaitableSink

LIGHT = "light.bed_light"


def gateway_to(url: str, token: str = TOKEN) -> Gateway:
    return create(
        GatewayConfig(
            id=GatewayId("ha"),
            type="home_assistant",
            title="HA",
            options={"url": url},
            secrets={"token": token},
        )
    )


@pytest.fixture
async def server() -> AsyncIterator[HomeAssistantServer]:
    async with home_assistant_server() as one:
        yield one


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


async def test_every_entity_of_the_home_arrives_in_the_first_snapshot(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    async with running(gateway_to(server.url), sink):
        registered = {entry["entity_id"] for entry in server.home["entities"]}
        assert sink.entity_ids() == registered | set(server.home["states"])
        assert sink.calls[0] == "devices"
        assert sink.calls[-1] == "connected"
        assert sink.report_of(LIGHT).value == server.home["states"][LIGHT]["s"]


async def test_an_action_turns_the_light_on_and_the_change_names_the_action(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    async with running(gateway, sink):
        light = sink.entity(LIGHT)
        outcome = await gateway.act(action_for(light, "turn_on", {"brightness": 77}, "action-7"))
        assert outcome.kind is OutcomeKind.DONE
        report = sink.states[light.key]
        assert (report.value, report.attributes["brightness"]) == ("on", 77)
        assert report.cause == "action-7"
        assert report.observed_at is None
        assert server.calls[-1]["target"] == {"entity_id": LIGHT}


async def test_a_later_echo_is_put_down_to_the_action_by_its_context(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    async with running(gateway, sink):
        light = sink.entity(LIGHT)
        await gateway.act(action_for(light, "turn_on", action_id="action-7"))
        server.new_context = lambda: str(server.home["states"][LIGHT]["c"])  # type: ignore[method-assign]
        server.set_state(LIGHT, "on", brightness=90)
        await sink.until(lambda: sink.states[light.key].attributes.get("brightness") == 90)
        assert sink.states[light.key].cause == "action-7"


@pytest.mark.parametrize(
    ("entity_id", "name", "arguments", "code"),
    [
        (LIGHT, "no_such_service", {}, "unsupported"),
        (LIGHT, "turn_on", {"bogus": 1}, "invalid"),
    ],
)
async def test_a_refused_call_ends_as_failed_with_its_reason(
    server: HomeAssistantServer,
    sink: AwaitableSink,
    entity_id: str,
    name: str,
    arguments: dict[str, int],
    code: str,
) -> None:
    gateway = gateway_to(server.url)
    async with running(gateway, sink):
        outcome = await gateway.act(action_for(sink.entity(entity_id), name, arguments))
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, code)
        assert outcome.message


async def test_an_unavailable_entity_refuses_actions_instead_of_seeming_to_obey(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    async with running(gateway, sink):
        light = sink.entity(LIGHT)
        server.set_state(LIGHT, "unavailable")
        await sink.until(lambda: light.key in sink.away)
        outcome = await gateway.act(action_for(light, "turn_on"))
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unreachable")
        assert server.calls == []


async def test_an_answering_action_gives_its_answer_without_the_entity_id(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    async with running(gateway, sink):
        weather = sink.entity("weather.demo_weather_south")
        outcome = await gateway.act(action_for(weather, "get_forecasts", {"type": "daily"}))
        assert outcome.response == {"forecast": [{"temperature": 22.0}]}
        assert server.calls[-1]["return_response"] is True


async def test_a_connection_lost_during_a_call_leaves_its_outcome_unknown(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    life = asyncio.create_task(gateway.run(sink))
    await sink.until(lambda: sink.connected_count == 1)
    server.is_answering_calls = False
    call = asyncio.create_task(gateway.act(action_for(sink.entity(LIGHT), "turn_on")))
    while not server.calls:
        await asyncio.sleep(0)
    await server.stop()
    assert (await call).kind is OutcomeKind.UNKNOWN
    with pytest.raises(GatewayUnreachable):
        await life
    late = await gateway.act(action_for(sink.entity(LIGHT), "turn_on"))
    assert late.kind is OutcomeKind.NOT_CONNECTED


async def test_after_a_restart_only_real_changes_differ_from_before(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    life = asyncio.create_task(gateway.run(sink))
    await sink.until(lambda: sink.connected_count == 1)
    before = {key: (report.value, report.attributes) for key, report in sink.states.items()}
    described = dict(sink.devices_by_key)
    await server.stop()
    with pytest.raises(GatewayUnreachable):
        await life
    server.home["states"]["lock.front_door"]["s"] = "unlocked"
    await server.start()
    async with running(gateway, sink):
        after = {key: (report.value, report.attributes) for key, report in sink.states.items()}
        different = {key for key in after if after[key] != before.get(key)}
        assert different == {sink.entity("lock.front_door").key}
        assert sink.devices_by_key == described


async def test_entities_missing_while_home_assistant_starts_are_not_reported_as_gone(
    sink: AwaitableSink,
) -> None:
    home = demo_home()
    home["config"]["state"] = "STARTING"
    del home["states"]["lock.front_door"]
    async with home_assistant_server(home) as server, running(gateway_to(server.url), sink):
        assert not sink.listings[-1][1]
        server.add_entity("lock.front_door", "locked", None)
        server.home["config"]["state"] = "RUNNING"
        await sink.until(lambda: sink.listings[-1][1])
        assert sink.report_of("lock.front_door").value == "locked"


async def test_a_renamed_entity_id_keeps_its_key_and_its_state(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    async with running(gateway, sink):
        key = sink.entity(LIGHT).key
        said = len(sink.calls)
        server.rename_entity_id(LIGHT, "light.night_lamp")
        await sink.until(lambda: "light.night_lamp" in sink.entity_ids())
        assert sink.entity("light.night_lamp").key == key
        assert "available" not in sink.calls[said:]
        outcome = await gateway.act(action_for(sink.entity("light.night_lamp"), "turn_off"))
        assert outcome.kind is OutcomeKind.DONE
        assert server.calls[-1]["target"] == {"entity_id": "light.night_lamp"}


async def test_a_new_entity_is_described_before_its_state_and_a_removed_one_goes(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    async with running(gateway_to(server.url), sink):
        server.add_entity("switch.pump", "on", {"id": "0ddba11", "original_name": "Pump"})
        await sink.until(lambda: "0ddba11" in sink.states)
        assert sink.entity("switch.pump").key == "0ddba11"
        server.remove_entity("switch.pump")
        await sink.until(lambda: "switch.pump" not in sink.entity_ids())


async def test_a_device_moved_to_an_area_is_described_again_with_it(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    async with running(gateway_to(server.url), sink):
        device_id = sink.device_of(LIGHT).key
        for device in server.home["devices"]:
            if device["id"] == device_id:
                device["area_id"] = "bedroom"
        server.tell_event("device_registry_updated")
        await sink.until(lambda: sink.device_of(LIGHT).area == "Bedroom")


async def test_a_wrong_token_waits_for_a_person(server: HomeAssistantServer) -> None:
    with pytest.raises(GatewayAuthRequired, match="Invalid access token"):
        await gateway_to(server.url, "wrong").run(AwaitableSink())


async def test_the_token_is_in_no_log_however_much_is_logged(
    server: HomeAssistantServer, sink: AwaitableSink, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "websockets.server")  # The stand-in's own log holds it.
    caplog.set_level(logging.DEBUG)
    async with running(gateway_to(server.url), sink):
        assert "authenticated at Home Assistant" in caplog.text
        assert TOKEN not in caplog.text


async def test_a_home_assistant_without_compressed_states_is_refused(
    server: HomeAssistantServer,
) -> None:
    server.version = "2021.12.1"
    with pytest.raises(GatewayProtocolError, match="too old"):
        await gateway_to(server.url).run(AwaitableSink())


async def test_a_malformed_event_ends_the_connection_as_a_broken_protocol(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    life = asyncio.create_task(gateway_to(server.url).run(sink))
    await sink.until(lambda: sink.connected_count == 1)
    server.tell_nonsense()
    with pytest.raises(GatewayProtocolError, match="malformed"):
        await life


async def test_a_web_server_that_is_no_home_assistant_is_named_so() -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as web_server:
        port = web_server.sockets[0].getsockname()[1]
        with pytest.raises(GatewayProtocolError, match="HTTP 404"):
            await gateway_to(f"http://127.0.0.1:{port}").run(AwaitableSink())


async def test_nothing_listening_is_unreachable(server: HomeAssistantServer) -> None:
    await server.stop()
    with pytest.raises(GatewayUnreachable):
        await gateway_to(server.url).run(AwaitableSink())


# It asks aiohttp for what newer Pythons no longer need.
@pytest.mark.filterwarnings("ignore:enable_cleanup_closed:DeprecationWarning")
async def test_the_recorded_server_is_accepted_by_the_communitys_own_client(
    server: HomeAssistantServer,
) -> None:
    client = HomeAssistantClient(f"ws://127.0.0.1:{server.port}/api/websocket", TOKEN)
    await client.connect()
    listening = asyncio.create_task(client.start_listening())
    try:
        areas = await client.get_area_registry()
        assert {area["name"] for area in areas} == {"Living Room", "Kitchen", "Bedroom"}
        await client.call_service("light", "turn_on", target={"entity_id": LIGHT}, service_data={})
        assert server.home["states"][LIGHT]["s"] == "on"
    finally:
        await client.disconnect()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_a_check_finds_a_living_peer_alive(
    server: HomeAssistantServer, sink: AwaitableSink
) -> None:
    gateway = gateway_to(server.url)
    assert isinstance(gateway, ChecksItself)
    async with running(gateway, sink):
        await gateway.check()
        assert server.session_count == 1


async def test_a_check_cuts_a_connection_nobody_answers_on(
    server: HomeAssistantServer, sink: AwaitableSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "CHECK_TIMEOUT_S", 0.05)
    gateway = gateway_to(server.url)
    assert isinstance(gateway, ChecksItself)
    life = asyncio.create_task(gateway.run(sink))
    await sink.until(lambda: sink.connected_count == 1)
    server.freeze()
    with pytest.raises(GatewayUnreachable, match="no sign of life"):
        await gateway.check()
    with pytest.raises(GatewayUnreachable):
        await life


def own_certificate(folder: Path) -> Path:
    """Make a certificate for this address that no system trusts, with its key in one file."""
    pem = folder / "server.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run(
        [*command.split(), "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True,
        capture_output=True,
    )
    parts = [(folder / name).read_text("utf-8") for name in ("key.pem", "certificate.pem")]
    pem.write_text("".join(parts), "utf-8")
    return pem


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    return own_certificate(tmp_path)


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_a_certificate_the_system_does_not_trust_is_refused(tls: ssl.SSLContext) -> None:
    async with home_assistant_server(tls=tls) as server:
        with pytest.raises(GatewayUnreachable, match="CERTIFICATE_VERIFY_FAILED"):
            await gateway_to(server.url).run(AwaitableSink())
        assert server.session_count == 0


async def test_a_certificate_the_system_trusts_is_accepted(
    tls: ssl.SSLContext, certificate: Path, sink: AwaitableSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("certificate.pem")))
    async with home_assistant_server(tls=tls) as server, running(gateway_to(server.url), sink):
        assert server.session_count == 1
