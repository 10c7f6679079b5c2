"""The connection to one bridge.

It answers each command, which says that it took it, and tells on its stream of events what the
lamp is then: an action is done when both say so.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import msgspec

from embedded_hub.errors import (
    ConfigError,
    GatewayAuthRequired,
    GatewayError,
    GatewayUnreachable,
)
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.hue.facet import Facet, Lane, Request
from embedded_hub.gateways.hue.link import BUSY, RESOURCES, Answer, Link
from embedded_hub.gateways.hue.mirror import Change, Mirror
from embedded_hub.gateways.hue.pace import Pace
from embedded_hub.gateways.hue.pairing import obtain
from embedded_hub.gateways.hue.resource import value_at
from embedded_hub.gateways.hue.sse import ServerEvent
from embedded_hub.gateways.hue.trust import Trust, meet, read_trust
from embedded_hub.gateways.socket import authority_of
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

__all__ = ["HueGateway", "create", "obtain"]

ECHO_S = 2.0
"""The bridge gathers what changed for a second before it tells."""
SIGN_OF_LIFE_S = 15.0
"""How often it is asked for one: its stream is silent for hours where nothing happens."""
SNAPSHOT_S = 600.0
"""How often everything is looked at, in case the stream has lost something."""
STREAM_S = 5.0
"""A stream that ends sooner is not worth opening another one at once."""
_GAPS_S: Mapping[Lane, float] = {"light": 0.1, "group": 1.0, "other": 0.1}
_RETRIES, _RETRY_S = 3, 0.4
"""What was refused for being too fast was not done, and may be sent again."""
_ITS_OWN_ERROR = 500


class HueGateway:
    """One bridge.

    Args:
        authority: Its host, with a port where it has another than 443.
        app_key: What lets us in.
        trust: Which bridge is meant; ``None`` for whichever answers first.
    """

    def __init__(self, authority: str, app_key: str, trust: Trust | None) -> None:
        self._authority = authority
        self._app_key = app_key
        self._trust = trust
        self._link: Link | None = None
        self._mirror: Mirror | None = None
        self._echoes = Echoes()
        self._paces = {lane: Pace(gap_s) for lane, gap_s in _GAPS_S.items()}
        self._end: asyncio.Queue[GatewayError] = asyncio.Queue()
        """Why the connection cannot go on, as an action or a check found out."""
        self._round_trip_ms: float | None = None

    @property
    def round_trip_ms(self) -> float | None:
        """The last measured way there and back; ``None`` before the first."""
        return self._round_trip_ms

    async def run(self, sink: Sink) -> None:
        """Mirror the bridge until the connection ends; see ``Gateway.run``."""
        loop = asyncio.get_running_loop()
        self._end = asyncio.Queue()
        mirror = Mirror(sink, self._echoes.seen)
        trust = self._trust or await meet(self._authority)
        last_id = ""
        async with Link(self._authority, self._app_key, trust) as link:
            try:
                while True:
                    opened_s = loop.time()
                    last_id = await self._listen(link, mirror, sink, last_id)
                    if loop.time() - opened_s < STREAM_S:
                        raise GatewayUnreachable("the bridge ended its stream of events")
            finally:
                self._link = self._mirror = None

    async def act(self, action: Action) -> Outcome:
        """Send an action and wait until the bridge tells of it; see ``Gateway.act``."""
        link, mirror = self._link, self._mirror
        if link is None or mirror is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        facet, resource = mirror.find(action.key) or (None, None)
        if facet is None or resource is None or facet.write is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        request = facet.write(action, resource)
        if request is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        if not await self._paces[request.lane].turn(action.timeout_s):
            return Outcome(kind=OutcomeKind.FAILED, code="busy", message="too many commands")
        try:
            return await self._carried_out(link, mirror, facet, request, action)
        except GatewayAuthRequired as error:
            self._end.put_nowait(error)
            return Outcome(kind=OutcomeKind.FAILED, code="denied", message=error.message)

    async def check(self) -> None:
        """Ask for a sign of life; end the connection when none comes.

        Raises:
            GatewayError: none came.
        """
        link = self._link
        if link is None:
            return
        try:
            await self._measured(link)
        except GatewayError as error:
            self._end.put_nowait(error)
            raise

    # --- actions --------------------------------------------------------------------------------

    async def _carried_out(
        self, link: Link, mirror: Mirror, facet: Facet, request: Request, action: Action
    ) -> Outcome:
        holds, report = request.holds, _report(mirror, action.key)
        taken = asyncio.Event()
        echo: asyncio.Future[Outcome] | None = None
        # What is so already will not be told again.
        if holds is not None and not (report is not None and holds(report)):
            timeout_s = min(ECHO_S, action.timeout_s)
            told = self._echoes.confirmed(action.key, holds, _waiting(taken), timeout_s)
            echo = asyncio.ensure_future(told)
        try:
            answer = await _sent(link, request)
            is_reached = facet.is_always_there or mirror.is_reached(action.key)
            # A lamp that does not answer is told of as if it did.
            if (verdict := _verdict(answer, is_reached=is_reached)) is not None:
                return verdict
            if echo is None or holds is None:
                return DONE
            taken.set()
            outcome = await echo
        finally:
            if echo is not None:
                echo.cancel()
        if outcome.kind is OutcomeKind.DONE:
            return outcome
        seen = await link.resource(request.rtype, request.rid)
        if seen is not None:
            mirror.replace(seen)
        report = _report(mirror, action.key)
        return DONE if report is not None and holds(report) else outcome

    # --- the stream -----------------------------------------------------------------------------

    async def _listen(self, link: Link, mirror: Mirror, sink: Sink, last_id: str) -> str:
        """Mirror the bridge while one stream lasts; return where the next one goes on."""
        async with link.events(last_id) as events:
            try:
                async with asyncio.TaskGroup() as tasks:
                    caring = [
                        tasks.create_task(self._look_after(link, mirror, sink), name="hue.look"),
                        tasks.create_task(self._until_end(), name="hue.end"),
                    ]
                    last_id = await _followed(events, mirror, last_id)
                    for task in caring:
                        task.cancel()
            except* GatewayError as group:
                raise _first_of(group) from None
        return last_id

    async def _look_after(self, link: Link, mirror: Mirror, sink: Sink) -> None:
        """Ask for everything once the stream is open, and for signs of life ever after."""
        mirror.await_snapshot()
        mirror.load(await link.resources())
        self._link, self._mirror = link, mirror
        sink.connected()
        loop = asyncio.get_running_loop()
        loaded_s = loop.time()
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_S)
            age_s = loop.time() - loaded_s
            if mirror.wants_snapshot or age_s >= SNAPSHOT_S:
                mirror.await_snapshot()
                mirror.load(await link.resources())
                loaded_s = loop.time()
            else:
                await self._measured(link)

    async def _measured(self, link: Link) -> None:
        loop = asyncio.get_running_loop()
        asked_s = loop.time()
        answer = await link.request("GET", f"{RESOURCES}/bridge")
        if answer.status not in BUSY:
            self._round_trip_ms = (loop.time() - asked_s) * 1000

    async def _until_end(self) -> None:
        raise await self._end.get()


async def _followed(events: AsyncIterator[ServerEvent], mirror: Mirror, last_id: str) -> str:
    """Take events until the stream ends; return the last one's id."""
    async for event in events:
        last_id = event.id or last_id
        changes = _changes(event.data)
        if changes is None:
            # Something was told that cannot be read: look at everything instead.
            mirror.wants_snapshot = True
        else:
            mirror.take(changes)
        # Events that are here already come without a pause: others have their turn in between.
        await asyncio.sleep(0)
    return last_id


def _changes(data: str) -> list[Change] | None:
    """Read one message of the stream; ``None`` when it is none."""
    try:
        told = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return None
    if isinstance(told, dict):
        told = [told]
    if not isinstance(told, list):
        return None
    return [
        Change(str(value_at(one, "type")), tuple(_objects(value_at(one, "data")))) for one in told
    ]


def _objects(listed: Any) -> list[Mapping[str, Any]]:
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _report(mirror: Mirror, key: EntityKey) -> StateReport | None:
    """Return what an entity is now."""
    facet, resource = mirror.find(key) or (None, None)
    return None if facet is None or resource is None else facet.report(resource)


def _waiting(event: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def wait() -> None:
        await event.wait()

    return wait


async def _sent(link: Link, request: Request) -> Answer:
    path = f"{RESOURCES}/{request.rtype}/{request.rid}"
    for _ in range(_RETRIES):
        answer = await link.request("PUT", path, request.body)
        if answer.status not in BUSY:
            break
        await asyncio.sleep(_RETRY_S)
    return answer


def _verdict(answer: Answer, *, is_reached: bool) -> Outcome | None:
    """Return what the bridge's answer alone decides; ``None`` when it took the command."""
    if answer.status in BUSY:
        return Outcome(kind=OutcomeKind.FAILED, code="busy", message="; ".join(answer.errors))
    if not answer.errors:
        if is_reached:
            return None
        message = "the bridge does not reach it"
        return Outcome(kind=OutcomeKind.FAILED, code="unreachable", message=message)
    said = "; ".join(answer.errors)[:255]
    if answer.status >= _ITS_OWN_ERROR:
        return Outcome(kind=OutcomeKind.FAILED, code="internal", message=said)
    if "may not have effect" not in said:
        return Outcome(kind=OutcomeKind.FAILED, code="invalid", message=said)
    if "communication issues" in said and "grouped_light" not in said:
        return Outcome(kind=OutcomeKind.FAILED, code="unreachable", message=said)
    return Outcome(kind=OutcomeKind.UNKNOWN, message=said)


def _first_of(group: BaseExceptionGroup[GatewayError]) -> GatewayError:
    first = group.exceptions[0]
    return first if isinstance(first, GatewayError) else _first_of(first)


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none, or the certificate's name is.
    """
    authority = authority_of(config.options["host"])
    if authority is None:
        raise ConfigError(f"{config.options['host']!r} is no address", details={"field": "host"})
    certificate = config.secrets.get("certificate", "").strip()
    trust = read_trust(certificate) if certificate else None
    return HueGateway(authority, config.secrets.get("app_key", "").strip(), trust)
