"""A new voice with every connection of a link to a hub."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from desktop.backend.hub_voice import HubVoice
from desktop.backend.listeners import Listeners, Unsubscribe
from desktop.backend.voice import VoiceStanding
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import HubLinkState, LinkChanged, LinkEvent
from embedded_hub.errors import LinkError, NotFound, RemoteProtocolError, RequestError

logger = logging.getLogger(__name__)

NOT_CONNECTED = VoiceStanding(reason="not_connected")
NO_VOICE = VoiceStanding(reason="no_voice")


class HubVoiceSource:
    """Follows a link.

    Args:
        link: Whose connections get a voice.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._area_id = ""
        self._listeners: Listeners[[VoiceStanding]] = Listeners()
        self._standing = NOT_CONNECTED
        self._client: HubClient | None = None
        self._is_new = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._stop_listening = link.listen(self._heard)

    def subscribe(self, listener: Callable[[VoiceStanding], None]) -> Unsubscribe:
        """Tell the listener how it stands now, at once, and whenever that changes."""
        stop = self._listeners.add(listener)
        listener(self._standing)
        return stop

    def set_area(self, area_id: str) -> None:
        """Say where this computer stands; the hub is greeted anew where that changed."""
        if area_id == self._area_id:
            return
        self._area_id = area_id
        if self._link.client is not None:
            self._renew(self._link.client)

    async def close(self) -> None:
        """Be silent; the link stays."""
        self._stop_listening()
        self._listeners.clear()
        if self._work is not None:
            self._work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._work

    def _heard(self, event: LinkEvent) -> None:
        if not isinstance(event, LinkChanged):
            return
        if event.status.state is HubLinkState.CONNECTED and self._link.client is not None:
            self._renew(self._link.client)
        else:
            self._renew(None)

    def _renew(self, client: HubClient | None) -> None:
        """Let the voice there is go, and open another over a connection where there is one."""
        self._stand(NOT_CONNECTED)
        self._client = client
        self._is_new.set()
        if self._work is None:
            self._work = asyncio.get_running_loop().create_task(self._serve(), name="hub voice")

    async def _serve(self) -> None:
        voice: HubVoice | None = None
        try:
            while True:
                await self._is_new.wait()
                self._is_new.clear()
                if voice is not None:
                    await voice.close()
                voice = await self._open()
        finally:
            if voice is not None:
                await voice.close()

    async def _open(self) -> HubVoice | None:
        client = self._client
        if client is None:
            return None
        try:
            voice = await self._greet(client)
        except (RequestError, RemoteProtocolError) as error:
            logger.info("The hub has no voice: %s", error)
            self._stand(NO_VOICE)
        except LinkError:  # its next state says so
            return None
        else:
            if not self._is_new.is_set():
                self._stand(VoiceStanding(voice=voice, reason=""))
            return voice
        return None

    async def _greet(self, client: HubClient) -> HubVoice:
        try:
            return await HubVoice.open(client, self._area_id)
        except NotFound:  # the room is gone; the voice need not be
            return await HubVoice.open(client)

    def _stand(self, standing: VoiceStanding) -> None:
        if standing is self._standing:
            return
        self._standing = standing
        self._listeners.tell(standing)
