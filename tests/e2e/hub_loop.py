"""A program under test: one person talks, the hub relays, another hears; each over their own wire.

Prints a line when the microphone is open, talks until standard input ends, then prints its counts.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop.audio.devices import SoundDevices
from desktop.audio.listening import Listening
from desktop.audio.playout import Playout
from desktop.audio.stream_player import StreamPlayer
from desktop.audio.system_sound import OnLost, SystemSound
from desktop.backend.hub_voice import HubVoice
from desktop.loop import create_loop
from desktop.viewmodels.talk_session import TalkSession
from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import Frame, TalkGroupId
from embedded_hub.protocol.voice_events import StreamStart


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class ListeningIn(SystemSound):
    """The system's sound, with an eye on the streams that are played."""

    def __init__(self, devices: SoundDevices) -> None:
        super().__init__(devices)
        self.players: dict[int, StreamPlayer] = {}

    def open_speaker(self, on_lost: OnLost) -> "Watched":
        playout = Playout(self._devices.output(""), lambda _: None, on_lost)
        playout.start()
        return Watched(playout, self.players)


class Watched(Listening):
    """Keeps the players it makes."""

    def __init__(self, playout: Playout, players: dict[int, StreamPlayer]) -> None:
        super().__init__(playout)
        self._players = players

    def hear(self, start: StreamStart, frames: Sequence[Frame], speed: float = 1.0) -> None:
        super().hear(start, frames, speed)
        player = self._playout.player(start.stream)
        if player is not None:
            self._players[start.stream] = player


async def talk(folder: Path) -> None:
    hub = Hub(HubOptions(folder=folder, port=0))
    await hub.start()
    devices = SoundDevices(lambda: None)
    sound = ListeningIn(devices)
    tom_hears = TalkSession(lambda: SystemSound(devices), time.monotonic, lambda: None)
    anna_hears = TalkSession(lambda: sound, time.monotonic, lambda: None)
    tom = await HubClient.connect(hub.url, await hub.issue_token(Role.OWNER, "Tom"))
    anna = await HubClient.connect(hub.url, await hub.issue_token(Role.FAMILY, "Anna"))
    toms = await HubVoice.open(tom)
    annas = await HubVoice.open(anna)
    tom_hears.attach(toms)
    anna_hears.attach(annas)
    annas.hear(anna_hears.hear)
    tom_hears.arm()
    tell("listening")
    # A floor without frames is soon free again, and this sound card's microphone gives none
    # before somebody speaks.
    while tom_hears.level == 0.0:
        await asyncio.sleep(0.02)
    tom_hears.press(TalkGroupId("all"))
    await asyncio.to_thread(sys.stdin.read)
    tom_hears.let_go()
    async with asyncio.timeout(10):
        while anna_hears.speaking or not all(one.is_ended for one in sound.players.values()):
            await asyncio.sleep(0.05)
            tom_hears.tick()
    (player,) = sound.players.values()
    counts = player.statistics
    tell(json.dumps({name: getattr(counts, name) for name in counts.__struct_fields__}))
    for session, voice, client in ((tom_hears, toms, tom), (anna_hears, annas, anna)):
        await session.close()
        await voice.close()
        await client.close()
    await hub.stop(1.0)


def main() -> None:
    loop = create_loop(QGuiApplication(sys.argv[:1]))
    with tempfile.TemporaryDirectory() as folder:
        loop.run_until_complete(talk(Path(folder)))
    loop.close()


main()
