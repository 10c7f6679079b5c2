"""A program under test: the desktop's voice at somebody's hub, told what to do line by line.

Arguments are the hub's URL and a token. ``press`` and ``let go`` are the key, ``counts`` prints
what was counted of every stream that was heard to its end; it ends with its input.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from desktop.audio.devices import SoundDevices
from desktop.audio.system_sound import SystemSound
from desktop.backend.hub_voice import HubVoice
from desktop.loop import create_loop
from desktop.viewmodels.talk_session import TalkSession
from embedded_hub.client.hub_client import HubClient
from embedded_hub.model.voice import StreamId, TalkGroupId
from embedded_hub.voice.playout import PlayoutStatistics

TICK_S = 0.005


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Desk:
    """One session, and what it counted."""

    def __init__(self, session: TalkSession) -> None:
        self._session = session
        self._counts: dict[StreamId, PlayoutStatistics] = {}

    async def watch(self) -> None:
        """Let time pass, and note how each stream fares for as long as it is played."""
        streams: set[StreamId] = set()
        while True:
            self._session.tick()
            streams |= self._session.speaking.keys()
            for stream in streams:
                if (counts := self._session.statistics(stream)) is not None:
                    self._counts[stream] = counts
            await asyncio.sleep(TICK_S)

    def press(self) -> None:
        self._session.press(TalkGroupId("all"))

    def tell_counts(self) -> None:
        names = PlayoutStatistics.__struct_fields__
        rows = [{name: getattr(one, name) for name in names} for one in self._counts.values()]
        tell(json.dumps(rows))


async def sit(url: str, token: str) -> None:
    devices = SoundDevices(lambda: None)
    session = TalkSession(lambda: SystemSound(devices), time.monotonic, lambda: None)
    client = await HubClient.connect(url, token)
    voice = await HubVoice.open(client)
    session.attach(voice)
    voice.hear(session.hear)
    desk = Desk(session)
    watching = asyncio.create_task(desk.watch())
    orders: dict[str, Callable[[], None]] = {
        "press": desk.press,
        "let go": session.let_go,
        "counts": desk.tell_counts,
    }
    tell("listening")
    while order := (await asyncio.to_thread(sys.stdin.readline)).strip():
        orders[order]()
    watching.cancel()
    await session.close()
    await voice.close()
    await client.close()


def main() -> None:
    loop = create_loop(QGuiApplication(sys.argv[:1]))
    loop.run_until_complete(sit(*sys.argv[1:]))
    loop.close()


main()
