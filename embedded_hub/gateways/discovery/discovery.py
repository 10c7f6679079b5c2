"""Looks for gateways while somebody wants to know: who follows it, and a moment after the start.

Implements :class:`embedded_hub.core.ports.GatewayDiscovery`. Nothing here costs anything between
searches: no socket is open, and before the first one the library is not even loaded.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.ports import Record
from embedded_hub.errors import QuotaExceeded
from embedded_hub.gateways.announcement import Announcement
from embedded_hub.gateways.api import Manifest
from embedded_hub.gateways.discovery.finds import Finds, KnownGateway
from embedded_hub.gateways.discovery.local import answers, as_announced
from embedded_hub.gateways.discovery.mdns import MdnsBrowser
from embedded_hub.gateways.records import SaveRecords
from embedded_hub.model.gateway_find import Found

RECORD_KIND = "ignored_find"
MAX_IGNORED = 500
FIRST_AFTER_S = 4.0
"""A hub that starts has better to do; then it looks around once, for what it shows at first."""
FIRST_FOR_S = 8.0
LINGER_S = 10.0
"""A page that is opened again at once finds the search going on."""
ROUND_S = 30.0
"""How often this machine is looked at, and the sockets are opened anew where they were refused."""
SETTLED_S = 10.0
"""What an earlier search saw and this one has not by then has gone."""
NOTIFY_S = 0.2

Listener = Callable[[Sequence[Found]], None]


class Browser(Protocol):
    """What :class:`MdnsBrowser` does."""

    async def start(self) -> str | None:
        """Begin to listen; return why this machine does not let us, ``None`` when it does."""

    async def stop(self) -> None:
        """Listen no more."""


class Browse(Protocol):
    """Makes a browser for a search."""

    def __call__(
        self,
        types: Sequence[str],
        *,
        on_seen: Callable[[Announcement], None],
        on_gone: Callable[[str, str], None],
    ) -> Browser:
        """See :class:`MdnsBrowser`."""


class Discovery:
    """What was found for one home.

    Args:
        manifests: Of the drivers there are.
        save: Keeps what is ignored.
        clock: For when something was seen.
        browse: Makes what listens to announcements.
        is_eager: Whether to look around once after the start.
    """

    def __init__(
        self,
        manifests: Iterable[Manifest],
        *,
        save: SaveRecords,
        clock: Clock,
        browse: Browse = MdnsBrowser,
        is_eager: bool = True,
    ) -> None:
        manifests = tuple(manifests)
        self._finds = Finds(manifests)
        self._local = [(one, one.local_service) for one in manifests if one.local_service]
        self._save = save
        self._clock = clock
        self._browse = browse
        self._is_eager = is_eager
        self._known: Callable[[], Sequence[KnownGateway]] = tuple
        self._ignored: set[str] = set()
        self._listeners: list[Listener] = []
        self._wishes = 0
        self._wished = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._notify: asyncio.TimerHandle | None = None
        self._told: tuple[Sequence[Found], str | None] = ((), None)
        self._problem: str | None = None

    @property
    def problem(self) -> str | None:
        """Why nothing can be heard on the network; see ``GatewayDiscovery.problem``."""
        return self._problem

    def start(self, records: Iterable[Record], known: Callable[[], Sequence[KnownGateway]]) -> None:
        """Be ready to look.

        Args:
            records: The home's records as loaded; others than its own are passed over.
            known: Returns the gateways there are.
        """
        self._ignored = {one.id for one in records if one.kind == RECORD_KIND and one.body}
        self._known = known
        self._tasks = [asyncio.create_task(self._serve(), name="discovery: search")]
        if self._is_eager:
            first = asyncio.create_task(self._look_around(), name="discovery: first look")
            self._tasks.append(first)

    async def stop(self) -> None:
        """Look no more."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._notify is not None:
            self._notify.cancel()
            self._notify = None

    def found(self) -> Sequence[Found]:
        """Return what is known now, without looking."""
        return self._finds.found(self._known(), self._ignored)

    def follow(self, listener: Listener) -> Callable[[], None]:
        """Look until the returned function is called; see ``GatewayDiscovery.follow``."""
        self._listeners.append(listener)
        self._wish(+1)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)
                self._wish(-1)

        return stop

    async def ignore(self, found_id: str, is_ignored: bool) -> None:
        """Mark one as of no interest, or of interest again; see ``GatewayDiscovery.ignore``."""
        if is_ignored and found_id not in self._ignored and len(self._ignored) >= MAX_IGNORED:
            raise QuotaExceeded(f"no more than {MAX_IGNORED} can be ignored")
        body = b"{}" if is_ignored else None
        await self._save([Record(kind=RECORD_KIND, id=found_id, body=body)])
        if is_ignored:
            self._ignored.add(found_id)
        else:
            self._ignored.discard(found_id)
        self._changed()

    def known_changed(self) -> None:
        """Take note that a gateway was added, changed or removed."""
        if self._listeners:
            self._changed()

    # --- searches -------------------------------------------------------------------------------

    def _wish(self, more: int) -> None:
        self._wishes += more
        if self._wishes:
            self._wished.set()

    async def _look_around(self) -> None:
        await asyncio.sleep(FIRST_AFTER_S)
        self._wish(+1)
        try:
            await asyncio.sleep(FIRST_FOR_S)
        finally:
            self._wish(-1)

    async def _serve(self) -> None:
        while True:
            self._wished.clear()
            if not self._wishes:
                await self._wished.wait()
            await self._search()

    async def _search(self) -> None:
        """Look for as long as anybody wants to know, and a little longer."""
        began_at = self._clock.utc_s()
        loop = asyncio.get_running_loop()
        settle = loop.call_later(SETTLED_S, self._forget_before, began_at)
        browser = self._browse(self._finds.types, on_seen=self._seen, on_gone=self._gone)
        try:
            self._problem = await browser.start()
            while self._wishes:
                await self._look_here()
                if self._problem is not None:
                    self._problem = await browser.start()
                await self._until_unwanted(ROUND_S)
        finally:
            settle.cancel()
            await browser.stop()

    async def _until_unwanted(self, at_most_s: float) -> None:
        """Return when nobody has wanted to know for a while, or after a time."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + at_most_s
        idle_from: float | None = None
        while (now := loop.time()) < ends_at:
            idle_from = None if self._wishes else idle_from or now
            if idle_from is not None and now - idle_from >= LINGER_S:
                return
            await asyncio.sleep(0.5)

    async def _look_here(self) -> None:
        """Ask on this machine for what does not announce itself."""
        verdicts = await asyncio.gather(*(answers(service) for _, service in self._local))
        now = self._clock.utc_s()
        for (manifest, service), is_here in zip(self._local, verdicts, strict=True):
            announcement, suggestion = as_announced(manifest, service)
            self._finds.suggest(manifest, announcement, suggestion if is_here else None, now)
        self._changed()

    def _forget_before(self, seen_at: float) -> None:
        self._finds.lose_before(seen_at)
        self._changed()

    def _seen(self, announcement: Announcement) -> None:
        self._finds.see(announcement, self._clock.utc_s())
        self._changed()

    def _gone(self, type_: str, name: str) -> None:
        self._finds.lose(type_, name)
        self._changed()

    # --- telling --------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self._notify is None:
            self._notify = asyncio.get_running_loop().call_later(NOTIFY_S, self._tell)

    def _tell(self) -> None:
        self._notify = None
        found = self.found()
        said = (_without_times(found), self._problem)
        if said == self._told:
            return
        self._told = said
        for listener in tuple(self._listeners):
            listener(found)


def _without_times(found: Sequence[Found]) -> Sequence[Found]:
    return tuple(msgspec.structs.replace(one, seen_at=0) for one in found)
