"""A program under test: one person talks, the hub relays, another hears; each over their own wire.

Prints a line when the microphone is open, talks until standard input ends, then prints its counts.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop.audio.devices import SoundDevices
from desktop.audio.listening import Listening
from desktop.audio.microphone import Microphone
from desktop.audio.playout import Playout
from desktop.audio.stream_player import StreamPlayer
from desktop.backend.hub_voice import HubVoice
from desktop.backend.voice import VoiceNews
from desktop.loop import create_loop
from desktop.viewmodels.talk_key import TalkKey
from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.errors import SoundUnavailable
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.vad import Level


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Conversation:
    """Tom talks to everyone; Anna hears him."""

    def __init__(self, talking: HubVoice, playout: Playout) -> None:
        self.is_on_air = asyncio.Event()
        self.is_over = asyncio.Event()
        self.is_played = asyncio.Event()
        self.players: list[StreamPlayer] = []
        self.packets = 0
        self._playout = playout
        self._listening = Listening(playout)
        self.key = TalkKey(talking, time.monotonic, self._changed)

    def _changed(self) -> None:
        if self.key.state.phase == "onAir":
            self.is_on_air.set()
        elif self.is_on_air.is_set() and not self.key.is_down:
            self.is_over.set()

    def captured(self, packet: bytes, level: Level) -> None:
        # A floor without frames is soon free again, and this sound card's microphone gives none
        # before somebody speaks.
        if not self.packets:
            self.key.press(TalkGroupId("all"))
        self.packets += 1
        self.key.captured(packet, is_voice=level.is_voice, has_fec=True)

    def heard(self, event: VoiceNews) -> None:
        if isinstance(event, StreamStop):
            self._listening.stopped(event)
        if isinstance(event, StreamStart):
            self._listening.hear(event, ())
            player = self._playout.player(event.stream)
            assert player is not None
            self.players.append(player)


async def talk(folder: Path) -> None:
    def gone(error: SoundUnavailable) -> None:
        tell(json.dumps({"lost": error.details["reason"]}))

    hub = Hub(HubOptions(folder=folder, port=0))
    await hub.start()
    devices = SoundDevices(lambda: None)
    ended = asyncio.Event()
    playout = Playout(devices.output(""), lambda _: ended.set(), gone)
    playout.start()
    listening = Listening(playout)
    tom = await HubClient.connect(hub.url, await hub.issue_token(Role.OWNER, "Tom"))
    anna = await HubClient.connect(hub.url, await hub.issue_token(Role.FAMILY, "Anna"))
    hers = await HubVoice.open(anna, listening.hear)
    his = await HubVoice.open(tom, lambda _, __: None)
    conversation = Conversation(his, playout)
    hers.listen(conversation.heard)
    microphone = Microphone(devices.input(""), conversation.captured, gone)
    microphone.start()
    tell("listening")
    await asyncio.to_thread(sys.stdin.read)
    conversation.key.let_go()
    while not conversation.is_over.is_set():
        await asyncio.sleep(0.05)
        conversation.key.tick()
    async with asyncio.timeout(5):
        await ended.wait()
    counts = conversation.players[0].statistics
    told = {name: getattr(counts, name) for name in counts.__struct_fields__}
    captured = conversation.packets
    tell(json.dumps({**told, "captured": captured, "streams": len(conversation.players)}))
    microphone.stop()
    playout.stop()
    await conversation.key.close()
    for voice, client in ((his, tom), (hers, anna)):
        await voice.close()
        await client.close()
    await hub.stop(1.0)


def main() -> None:
    loop = create_loop(QGuiApplication(sys.argv[:1]))
    with tempfile.TemporaryDirectory() as folder:
        loop.run_until_complete(talk(Path(folder)))
    loop.close()


main()
