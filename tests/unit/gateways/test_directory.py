import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

import pytest

from embedded_hub.core.ports import Record
from embedded_hub.errors import GatewayUnreachable, InvalidInfo, NotFound, StorageError
from embedded_hub.gateways.api import CreateGateway, Manifest, OptionSpec
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Directory
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId
from tests.fakes.actions import action_on
from tests.fakes.clock import ManualClock
from tests.fakes.gateways import LAMP, LAMP_DEVICE, SENSOR, Scripts, settled
from tests.fakes.secrets import MemorySecrets
from tests.fakes.sinks import AwaitableSink
from tests.fakes.stores import MemoryRecords

Act = Callable[[Action], Awaitable[Outcome]]

MANIFEST = Manifest(
    type="lamps",
    title="Lamps",
    summary="All the lamps.",
    module="not.imported.here",
    options=(
        OptionSpec(name="url", label="Address", is_required=True),
        OptionSpec(name="token", label="Token", is_secret=True),
        OptionSpec(name="mode", label="Mode", default="fast"),
    ),
)


class FakeHome:
    def __init__(self) -> None:
        self.sinks: dict[GatewayId, AwaitableSink] = {}
        self.routes: dict[GatewayId, Act] = {}
        self.forgotten: list[GatewayId] = []
        self.simulated: set[GatewayId] = set()

    def intake(self, gateway_id: GatewayId) -> AwaitableSink:
        return self.sinks.setdefault(gateway_id, AwaitableSink())

    def route(self, gateway_id: GatewayId, route: Act | None) -> None:
        if route is None:
            self.routes.pop(gateway_id, None)
        else:
            self.routes[gateway_id] = route

    def mark_simulated(self, gateway_id: GatewayId) -> None:
        self.simulated.add(gateway_id)

    async def forget(self, gateway_id: GatewayId) -> None:
        self.forgotten.append(gateway_id)


class ScriptedCatalog(Catalog):
    """Gives scripted gateways for every type."""

    def __init__(self, scripts: Scripts) -> None:
        super().__init__([MANIFEST])
        self._scripts = scripts

    async def load(self, type_: str) -> CreateGateway:
        return await self._scripts.load()


class Bench:
    def __init__(self) -> None:
        self.home = FakeHome()
        self.scripts = Scripts()
        self.records = MemoryRecords()
        self.secrets = MemorySecrets()
        self.told: list[Sequence[GatewayStatus]] = []
        self.directory = self.new_directory()

    def new_directory(self) -> Directory:
        return Directory(
            self.home,
            catalog=ScriptedCatalog(self.scripts),
            save=self.records.save,
            secrets=self.secrets,
            clock=ManualClock(),
            draw=random.Random(1).random,  # noqa: S311 -- jitter needs no secrecy
            on_change=self.told.append,
        )

    async def add(self, **options: str) -> GatewayStatus:
        return await self.directory.add("lamps", None, {"url": "lamps.local", **options})


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    one = Bench()
    yield one
    await one.directory.stop()


async def test_an_added_gateway_is_connected_listed_kept_and_routed(bench: Bench) -> None:
    status = await bench.add(token="secret-token")
    assert (status.id, status.state) == ("lamps", LinkState.CONNECTED)
    assert bench.directory.list() == [status]
    assert bench.told[-1] == [status]
    body = bench.records.kept["gateway", "lamps"].body
    assert body is not None
    assert b"secret-token" not in body
    assert bench.secrets.kept == {"gateway.lamps": {"token": "secret-token"}}
    assert (await bench.home.routes[GatewayId("lamps")](action_on(LAMP))) == DONE
    assert status.options == {"url": "lamps.local", "mode": "fast"}


async def test_a_gateway_that_does_not_come_up_leaves_nothing_behind(bench: Bench) -> None:
    bench.scripts.failures = [GatewayUnreachable("no answer")]
    with pytest.raises(GatewayUnreachable, match="no answer"):
        await bench.add(token="secret-token")
    assert bench.directory.list() == []
    assert bench.records.kept == {}
    assert bench.secrets.kept == {}
    assert bench.home.forgotten == ["lamps"]
    assert bench.home.routes == {}


async def test_a_gateway_that_cannot_be_kept_is_not_added(bench: Bench) -> None:
    bench.records.is_full = True
    with pytest.raises(StorageError):
        await bench.add()
    assert bench.directory.list() == []
    assert bench.home.forgotten == ["lamps"]


@pytest.mark.parametrize(
    ("type_", "options"),
    [
        ("toasters", {}),
        ("lamps", {}),
        ("lamps", {"url": "  "}),
        ("lamps", {"url": "x", "colour": "red"}),
    ],
)
async def test_a_wrong_type_or_option_is_refused_before_anything_is_tried(
    bench: Bench, type_: str, options: Mapping[str, str]
) -> None:
    with pytest.raises(InvalidInfo):
        await bench.directory.add(type_, None, options)
    assert bench.scripts.loads == 0


async def test_the_same_gateway_cannot_be_added_twice_but_another_of_its_type_can(
    bench: Bench,
) -> None:
    await bench.add()
    with pytest.raises(InvalidInfo, match="already"):
        await bench.add()
    status = await bench.directory.add("lamps", "Garden", {"url": "garden.local"})
    assert (status.id, status.title) == ("lamps_2", "Garden")


async def test_configured_gateways_start_again_with_their_secrets(bench: Bench) -> None:
    await bench.add(token="secret-token")
    await bench.directory.stop()
    again = bench.directory = bench.new_directory()
    await again.start([*bench.records.load(), Record(kind="area", id="kitchen", body=b"{}")])
    await settled()
    [status] = again.list()
    assert (status.id, status.state) == ("lamps", LinkState.CONNECTED)


async def test_an_unreadable_record_does_not_keep_the_others_from_starting(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.add()
    await bench.directory.stop()
    bench.directory = bench.new_directory()
    broken = Record(kind="gateway", id="broken", body=b"{nonsense")
    await bench.directory.start([broken, *bench.records.load()])
    assert [status.id for status in bench.directory.list()] == ["lamps"]
    assert "broken" in caplog.text


async def test_a_paused_gateway_stays_paused_after_a_restart(bench: Bench) -> None:
    await bench.add()
    status = await bench.directory.pause(GatewayId("lamps"), is_paused=True)
    assert status.state is LinkState.PAUSED
    bench.directory = bench.new_directory()
    await bench.directory.start(bench.records.load())
    await settled()
    assert bench.directory.list()[0].state is LinkState.PAUSED
    await bench.directory.pause(GatewayId("lamps"), is_paused=False)
    await settled()
    assert bench.directory.list()[0].state is LinkState.CONNECTED


async def test_a_removed_gateway_is_forgotten_everywhere(bench: Bench) -> None:
    await bench.add(token="secret-token")
    await bench.directory.remove(GatewayId("lamps"))
    assert bench.directory.list() == []
    assert bench.records.kept == {}
    assert bench.secrets.kept == {}
    assert bench.home.forgotten == ["lamps"]
    assert bench.home.routes == {}
    with pytest.raises(NotFound):
        await bench.directory.remove(GatewayId("lamps"))


async def test_an_edit_keeps_the_secrets_it_does_not_name(bench: Bench) -> None:
    await bench.add(token="secret-token")
    status = await bench.directory.edit(GatewayId("lamps"), "Lights", {"url": "new.local"})
    await settled()
    assert (status.title, status.options["url"]) == ("Lights", "new.local")
    assert bench.secrets.kept == {"gateway.lamps": {"token": "secret-token"}}
    assert bench.directory.list()[0].state is LinkState.CONNECTED
    with pytest.raises(InvalidInfo):
        await bench.directory.edit(GatewayId("lamps"), None, {"url": ""})


async def test_a_native_gateway_waits_until_it_dials_in(bench: Bench) -> None:
    status = await bench.directory.add("native", "Garden box", {})
    assert (status.id, status.type, status.state) == ("garden_box", "native", LinkState.WAITING)
    route = bench.home.routes[status.id]
    assert (await route(action_on(LAMP))).kind is OutcomeKind.NOT_CONNECTED

    async def act(_: Action) -> Outcome:
        return DONE

    with bench.directory.dialled_in(status.id, act, lambda: None) as sink:
        sink.devices([LAMP_DEVICE], is_complete=True)
        sink.connected()
        assert bench.directory.list()[0].state is LinkState.CONNECTED
        assert bench.directory.list()[0].entity_count == 2
        assert await route(action_on(LAMP)) == DONE
    assert bench.directory.list()[0].state is LinkState.WAITING
    assert bench.home.sinks[status.id].away == {LAMP, SENSOR}
    assert (await route(action_on(LAMP))).kind is OutcomeKind.NOT_CONNECTED


async def test_a_newer_dial_in_wins_and_the_end_of_the_older_changes_nothing(bench: Bench) -> None:
    status = await bench.directory.add("native", "Box", {})

    async def old_act(_: Action) -> Outcome:
        return Outcome(kind=OutcomeKind.FAILED, code="internal")

    async def new_act(_: Action) -> Outcome:
        return DONE

    old = bench.directory.dialled_in(status.id, old_act, lambda: None)
    old.__enter__().connected()
    with bench.directory.dialled_in(status.id, new_act, lambda: None) as sink:
        sink.connected()
        old.__exit__(None, None, None)
        assert bench.directory.list()[0].state is LinkState.CONNECTED
        assert await bench.home.routes[status.id](action_on(LAMP)) == DONE


async def test_only_expected_gateways_may_dial_in(bench: Bench) -> None:
    async def act(_: Action) -> Outcome:
        return DONE

    await bench.add()
    status = await bench.directory.add("native", "Box", {})
    await bench.directory.pause(status.id, is_paused=True)
    for gateway_id in ("lamps", "stranger", status.id):
        with (
            pytest.raises(NotFound),
            bench.directory.dialled_in(GatewayId(gateway_id), act, lambda: None),
        ):
            pass


async def test_a_simulator_is_marked_as_one_and_so_it_is_after_a_restart(bench: Bench) -> None:
    status = await bench.directory.add("simulator", "Demo", {})
    assert bench.home.simulated == {status.id}
    bench.home.simulated.clear()
    bench.directory = bench.new_directory()
    await bench.directory.start(bench.records.load())
    assert bench.home.simulated == {status.id}


async def test_native_places_are_there_again_after_a_restart(bench: Bench) -> None:
    await bench.directory.add("native", "Box", {})
    bench.directory = bench.new_directory()
    await bench.directory.start(bench.records.load())
    assert [(one.id, one.state) for one in bench.directory.list()] == [("box", LinkState.WAITING)]


async def test_an_edit_nobody_waits_for_any_more_is_done_to_its_end(bench: Bench) -> None:
    released = bench.scripts.make_stubborn()
    await bench.add()
    changes = {"url": "new.local"}
    editing = asyncio.create_task(bench.directory.edit(GatewayId("lamps"), None, changes))
    await settled()
    editing.cancel()
    await settled()
    released.set()
    await settled()
    [status] = bench.directory.list()
    assert (status.state, status.options["url"]) == (LinkState.CONNECTED, "new.local")


async def test_an_edit_brings_nothing_back_that_was_removed_meanwhile(bench: Bench) -> None:
    released = bench.scripts.make_stubborn()
    await bench.add(token="secret-token")
    removing = asyncio.create_task(bench.directory.remove(GatewayId("lamps")))
    editing = asyncio.create_task(bench.directory.edit(GatewayId("lamps"), "Lights", {}))
    pausing = asyncio.create_task(bench.directory.pause(GatewayId("lamps"), is_paused=True))
    await settled()
    released.set()
    await removing
    for changing in (editing, pausing):
        with pytest.raises(NotFound):
            await changing
    assert (bench.records.kept, bench.secrets.kept, bench.directory.list()) == ({}, {}, [])


async def test_two_that_are_added_at_once_are_two_and_never_one_twice(bench: Bench) -> None:
    twice = await asyncio.gather(bench.add(), bench.add(), return_exceptions=True)
    assert [isinstance(one, InvalidInfo) for one in twice] == [False, True]
    boxes = await asyncio.gather(*(bench.directory.add("native", "Box", {}) for _ in range(2)))
    assert [box.id for box in boxes] == ["box", "box_2"]
