"""One home as a hub serves it: with its files, its gateways, and those that dial in."""

import logging
import random
from collections.abc import Callable, Sequence

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.events import GatewaysChanged
from embedded_hub.core.home import Home
from embedded_hub.core.notice import NoticeDraft, Severity
from embedded_hub.core.ports import Record, SecretStore
from embedded_hub.errors import StorageError
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Directory
from embedded_hub.gateways.discovery.discovery import Discovery
from embedded_hub.gateways.native.effects import PastEvent
from embedded_hub.gateways.native.gateway import NativeGateways, Ports, refuse
from embedded_hub.gateways.native.session import Resume
from embedded_hub.gateways.native.voice import VoiceHome
from embedded_hub.gateways.reception import Reception
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.state import StateReport
from embedded_hub.protocol.close_codes import CloseCode
from embedded_hub.protocol.times import iso_time
from embedded_hub.push.delivery import PushDelivery
from embedded_hub.server.connection import WireConnection
from embedded_hub.speech.home_speech import HomeSpeech
from embedded_hub.storage.home_storage import HomeStorage
from embedded_hub.storage.notes import RecoveryNote

_LOG = logging.getLogger(__name__)
_RESUME_KIND = "native_resume"
_PAUSED_RETRY_S = 5
"""How soon a gateway that dials us finds out that it is no longer paused."""


class Tenant:
    """One home with what was made for it: its files and its gateways."""

    def __init__(
        self,
        home: Home,
        storage: HomeStorage,
        secrets: SecretStore,
        catalog: Catalog,
        clock: Clock,
        speech: HomeSpeech,
        *,
        finds_gateways: bool,
        device_url: Callable[[str, str], str | None],
    ) -> None:
        self.home = home
        self.storage = storage
        self.speech = speech
        self._resumes: dict[GatewayId, Resume] = {}
        ports = Ports(
            durable=home.history.flush,
            history=self._backfill,
            load=self._resumes.get,
            save=self._resumes.__setitem__,
            voice=VoiceHome(home.intercom, home.registry),
        )
        self.native = NativeGateways(ports, clock=clock)
        self.directory = Directory(
            home,
            catalog=catalog,
            save=home.records.save,
            secrets=secrets,
            clock=clock,
            draw=random.random,
            on_change=self._gateways_changed,
            devices=home.registry.devices.all,
            discovery=(
                Discovery(catalog.manifests(), save=home.records.save, clock=clock)
                if finds_gateways
                else None
            ),
            address=device_url,
        )
        self.reception = Reception(self.directory, catalog)
        home.directory = self.directory
        self.push = PushDelivery(home, secrets)

    async def start(self) -> None:
        """Load the home and start its gateways; returns before they are connected."""
        records = await self.home.start()
        for record in records:
            if record.kind == _RESUME_KIND and record.body is not None:
                resume = msgspec.json.decode(record.body, type=Resume)
                self._resumes[GatewayId(record.id)] = resume
        await self.speech.start(records)
        await self.push.start()
        for note in self.storage.notes:
            self.home.notice_sources.tell(_notice_of(note))
        await self.directory.start(records)

    async def stop(self) -> None:
        """Disconnect the gateways and write everything down."""
        await self.native.close()
        await self.reception.close()
        await self.push.stop()
        await self.directory.stop()
        await self._save_resumes()
        await self.home.stop()
        await self.storage.close()

    async def accept(self, connection: WireConnection, gateway_id: GatewayId, name: str) -> None:
        """Run the connection of a gateway that dialled in, until it ends."""
        if not self.directory.is_expected(gateway_id):
            # Its token was issued by hand: that is all the introduction it needs.
            await self.directory.expect(gateway_id, name)
        if self.directory.is_paused(gateway_id):
            await refuse(connection, "busy", _PAUSED_RETRY_S)
            return

        def hang_up() -> None:
            connection.end(CloseCode.BUSY, "paused")

        act = self.native.gateway(gateway_id).act
        with self.directory.dialled_in(gateway_id, act, hang_up) as sink:
            await self.native.accept(connection, gateway_id, sink, is_private=connection.is_private)

    def _backfill(self, gateway_id: GatewayId, entry: StateReport | PastEvent) -> None:
        match entry:
            case StateReport():
                self.home.backfill(gateway_id, entry)
            case PastEvent():
                # An event entity's state is the time of its last event.
                past = StateReport(
                    key=entry.key,
                    value=iso_time(entry.at),
                    attributes={"event_type": entry.name, **entry.content},
                    observed_at=entry.at,
                )
                self.home.backfill(gateway_id, past)

    async def _save_resumes(self) -> None:
        # Only at a clean stop: after a crash a gateway tells its last unacknowledged events again.
        bodies = {key: msgspec.json.encode(resume) for key, resume in self._resumes.items()}
        records = [Record(kind=_RESUME_KIND, id=key, body=body) for key, body in bodies.items()]
        try:
            await self.home.records.save(records)
        except StorageError as error:
            _LOG.warning("where the gateways were could not be kept: %s", error)

    def _gateways_changed(self, gateways: Sequence[GatewayStatus]) -> None:
        self.home.bus.publish(GatewaysChanged(gateways=tuple(gateways)))


def _notice_of(note: RecoveryNote) -> NoticeDraft:
    """Tell the people of a home what happened to its files; their clients translate by the id."""
    return NoticeDraft(
        id=f"storage:{note.kind}",
        message=note.message,
        severity=Severity.WARNING,
        source="system",
    )
