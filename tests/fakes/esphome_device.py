"""A stand-in for a node with ESPHome: its frames, plain and encrypted, and what it answers.

Written from the firmware's behaviour with the messages of its own client library, which accepts it
as real. A command comes back as the states it leads to, and as nothing else.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

from aioesphomeapi.core import MESSAGE_TYPE_TO_PROTO
from noise.connection import NoiseConnection  # type: ignore[import-untyped]

from tests.fakes.esphome_echo import echoes
from tests.fakes.esphome_messages import pb

NUMBER_OF = {kind: number for number, kind in MESSAGE_TYPE_TO_PROTO.items()}
PSK = "QRTIErOb/fcE9Ukd/5qA3RGYMn0Y+p06U58SCtOXvPc="
NAME, MAC = "workshop", "AC:BC:32:89:0E:A9"
_NO_PLAIN = b"\x01Bad indicator byte"
_NO_NOISE = b"\x00\x00Bad indicator byte"
_WRONG_KEY = b"\x01Handshake MAC failure"


class EsphomeDevice:
    """One node.

    Args:
        entities: What it lists.
        states: What it tells first.
        psk: The key of its encryption, empty for none.
        password: What it asks for, empty for none.
    """

    def __init__(
        self, entities: Iterable[Any], states: Iterable[Any], *, psk: str = "", password: str = ""
    ) -> None:
        self.entities = list(entities)
        self.states = {(type(one), one.device_id, one.key): one for one in states}
        self.psk = psk
        self.password = password
        self.api_version = (1, 14)
        self.info = pb.DeviceInfoResponse(
            name=NAME,
            friendly_name="Workshop",
            mac_address=MAC,
            esphome_version="2026.6.5",
            model="esp32dev",
            manufacturer="Espressif",
            webserver_port=80,
            api_encryption_supported=bool(psk),
        )
        self.received: list[Any] = []
        self.is_deaf = False
        """Takes commands and does nothing."""
        self.lines: set[_Line] = set()
        self._heard = asyncio.Event()
        self._serving: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def got(self, kind: type[Any]) -> Any:
        """Wait for a command of a kind and return the newest."""
        await self.until(lambda: any(type(one) is kind for one in self.received))
        return [one for one in self.received if type(one) is kind][-1]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return when the condition holds; looked at after each command."""
        while not condition():
            self._heard.clear()
            await self._heard.wait()

    def note(self, message: Any) -> None:
        """Keep a command."""
        self.received.append(message)
        self._heard.set()

    def tell(self, *states: Any) -> None:
        """Let something be different, for everybody who listens."""
        for state in states:
            self.states[type(state), state.device_id, state.key] = state
            for line in self.lines:
                if line.is_subscribed:
                    line.send(state)

    def press(self, key: int, event_type: str) -> None:
        """Let something happen."""
        for line in self.lines:
            line.send(pb.EventResponse(key=key, event_type=event_type))

    async def drop(self) -> None:
        """Restart: every connection ends."""
        for writer in self._serving.values():
            writer.transport.abort()
        while self._serving:
            await asyncio.wait(set(self._serving))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client."""
        line, task = _Line(self, reader, writer), asyncio.current_task()
        assert task is not None
        self._serving[task] = writer
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                if await line.shake_hands():
                    self.lines.add(line)
                    while True:
                        line.take(*await line.read())
        finally:
            self.lines.discard(line)
            writer.close()
            del self._serving[task]


class _Line:
    """One client's connection."""

    def __init__(
        self, device: EsphomeDevice, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._device = device
        self._reader = reader
        self.writer = writer
        self.is_subscribed = False
        self._is_let_in = not device.password
        self._noise: NoiseConnection | None = None
        self._first = b""

    async def shake_hands(self) -> bool:
        """Agree on encryption; say whether that came about."""
        first = await self._reader.readexactly(1)
        if not self._device.psk:
            self._first = first
            if first != b"\x00":
                self.writer.write(_NO_NOISE)
            return first == b"\x00"
        if first != b"\x01":
            self._write_frame(_NO_PLAIN)
            return False
        await self._reader.readexactly(int.from_bytes(await self._reader.readexactly(2), "big"))
        mac = MAC.replace(":", "").lower()
        self._write_frame(b"\x01" + NAME.encode() + b"\0" + mac.encode() + b"\0")
        noise = NoiseConnection.from_name(b"Noise_NNpsk0_25519_ChaChaPoly_SHA256")
        noise.set_as_responder()
        noise.set_psks(_key_of(self._device.psk))
        noise.set_prologue(b"NoiseAPIInit\x00\x00")
        noise.start_handshake()
        hello = await self._read_frame()
        try:
            noise.read_message(hello[1:])
        except Exception:  # noqa: BLE001 - whatever a wrong key leads to in the cipher
            self._write_frame(_WRONG_KEY)
            return False
        self._write_frame(b"\0" + bytes(noise.write_message()))
        self._noise = noise
        return True

    async def read(self) -> tuple[int, bytes]:
        """Read one message, as its number and its content."""
        if self._noise is not None:
            content = bytes(self._noise.decrypt(await self._read_frame()))
            return int.from_bytes(content[:2], "big"), content[4:]
        marker, self._first = self._first or await self._reader.readexactly(1), b""
        assert marker == b"\0"
        length, number = await self._read_varint(), await self._read_varint()
        return number, await self._reader.readexactly(length)

    def send(self, message: Any) -> None:
        """Send one message."""
        number, content = NUMBER_OF[type(message)], message.SerializeToString()
        if self._noise is not None:
            head = number.to_bytes(2, "big") + len(content).to_bytes(2, "big")
            self._write_frame(bytes(self._noise.encrypt(head + content)))
        else:
            self.writer.write(b"\0" + _varint(len(content)) + _varint(number) + content)

    def take(self, number: int, content: bytes) -> None:
        """Take one message."""
        message = MESSAGE_TYPE_TO_PROTO[number].FromString(content)
        device = self._device
        simple: dict[type[Any], Callable[[], Iterable[Any]]] = {
            pb.PingRequest: lambda: [pb.PingResponse()],
            pb.DeviceInfoRequest: lambda: [device.info],
            pb.ListEntitiesRequest: lambda: [*device.entities, pb.ListEntitiesDoneResponse()],
            pb.SubscribeStatesRequest: self._subscribe,
            pb.HelloRequest: self._hello,
            pb.AuthenticationRequest: lambda: self._authenticate(message),
            pb.DisconnectRequest: self._part,
            pb.CameraImageRequest: self._picture,
        }
        if type(message) in simple:
            for answer in simple[type(message)]():
                self.send(answer)
            return
        device.note(message)
        if not device.is_deaf:
            device.tell(*echoes(message, device.states))

    def _hello(self) -> Iterable[Any]:
        major, minor = self._device.api_version
        yield pb.HelloResponse(
            api_version_major=major, api_version_minor=minor, server_info="ESPHome", name=NAME
        )

    def _authenticate(self, message: Any) -> Iterable[Any]:
        if self._device.password:
            is_right = message.password == self._device.password
            yield pb.AuthenticationResponse(invalid_password=not is_right)
            if not is_right:
                self.writer.close()

    def _subscribe(self) -> Iterable[Any]:
        self.is_subscribed = True
        return list(self._device.states.values())

    def _part(self) -> Iterable[Any]:
        self.send(pb.DisconnectResponse())
        self.writer.close()
        return []

    def _picture(self) -> Iterable[Any]:
        key = next(
            one.key for one in self._device.entities if type(one) is pb.ListEntitiesCameraResponse
        )
        yield pb.CameraImageResponse(key=key, data=b"\xff\xd8first")
        yield pb.CameraImageResponse(key=key, data=b"second", done=True)

    def _write_frame(self, content: bytes) -> None:
        self.writer.write(b"\x01" + len(content).to_bytes(2, "big") + content)

    async def _read_frame(self) -> bytes:
        head = await self._reader.readexactly(3)
        return await self._reader.readexactly(int.from_bytes(head[1:], "big"))

    async def _read_varint(self) -> int:
        value = shift = 0
        while True:
            byte = (await self._reader.readexactly(1))[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value


@contextlib.asynccontextmanager
async def esphome_device(device: EsphomeDevice, port: int = 0) -> AsyncIterator[str]:
    """Run a node; yields ``host:port``."""
    server = await asyncio.start_server(device.serve, "127.0.0.1", port)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await device.drop()


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _key_of(psk: str) -> bytes:
    import base64

    return base64.b64decode(psk)
