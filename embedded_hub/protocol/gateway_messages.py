"""Every message of ``homewire.gw.v1``, the protocol native gateways speak to a hub.

One WebSocket text frame is one JSON object with a type in ``t``. A gateway numbers what it
reports (``state``, ``event``, ``avail``) with ``seq``: from 1 per ``boot``, one up each, no gaps.
The hub acknowledges cumulatively and only what is kept, so a gateway that lost the connection
sends again from there::

    gateway                                    hub
    hello {boot, seq, oldest, rev}      ->
                                        <-     welcome {ack, rev, resume, time, limits}
    announce (only when rev differs)    ->     announced
    replay ack+1 … seq, or a snapshot   ->
    state# event# avail#                ->     ack
    took, done                          <->    cmd, cmds
    diag                                ->
    bye, err                            <->    bye, err

Devices that speak and listen add the messages of *talk* and binary frames, below.
Unknown fields are ignored everywhere, so that either side may be newer.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

import msgspec

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol import gateway_wire
from embedded_hub.protocol.gateway_voice import (
    TalkAnswer,
    TalkCall,
    TalkEnd,
    TalkFloor,
    TalkRelease,
    TalkStart,
    TalkStream,
)
from embedded_hub.protocol.gateway_wire import Address, Sentence, Wire, Word
from embedded_hub.protocol.nesting import is_deeper

SUBPROTOCOL: Final = "homewire.gw.v1"
PATH: Final = "/api/gateway/"
MAX_FRAME_BYTES: Final = 65_536
MAX_DEPTH: Final = 32
"""Nesting nobody needs; deeper JSON would only exhaust the stack of whoever handles it next."""
GATEWAY_TARGET: Final = "$gw"
"""Address of the gateway itself in a command: ``log``, ``ota``."""

CLOSE_TOKEN: Final = 4401
CLOSE_REVOKED: Final = 4403
CLOSE_VERSION: Final = 4406
CLOSE_HELLO_LATE: Final = 4408
CLOSE_REPLACED: Final = 4409
CLOSE_BUSY: Final = 4429
CLOSE_POLICY: Final = 1008
CLOSE_QUOTA: Final = 4008

Message: TypeAlias = gateway_wire.Message
Seq: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
SeqOrNone: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""A sequence number, or 0 for none yet."""
Milliseconds: TypeAlias = Annotated[int, msgspec.Meta(ge=1 - 2**53, le=2**53 - 1)]
"""A moment since 1970, or before for a clock that was never set; no more than JSON holds."""
Values: TypeAlias = dict[Word, JsonValue]
"""Cap values of one entity by cap name; ``None`` is unknown."""

RejectCode: TypeAlias = Literal["auth", "version", "revoked", "busy"]
ErrCode: TypeAlias = Literal["bad_json", "unknown_type", "seq_gap", "too_big", "rate"]
DoneCode: TypeAlias = Literal[
    "unsupported", "invalid", "unreachable", "busy", "denied", "expired", "internal"
]
Presence: TypeAlias = Literal["online", "offline", "sleeping"]
CLOSE_BY_REJECT: Final[dict[RejectCode, int]] = {
    "auth": CLOSE_TOKEN,
    "version": CLOSE_VERSION,
    "revoked": CLOSE_REVOKED,
    "busy": CLOSE_BUSY,
}


class Cap(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One value an entity has: its type, its limits, and whether it may be set."""

    type: Word = "text"
    """``bool int float text enum time date datetime`` or, for colours, ``rgb hs xy rgbw rgbww``."""
    w: int = 0
    """1 where ``set`` is accepted."""
    min: float | None = None
    max: float | None = None
    step: float | None = None
    unit: Word | None = None
    options: tuple[Word, ...] = ()
    stat: Word | None = None
    """``measurement``, ``total`` or ``total_increasing`` for numbers worth a long memory."""
    format: Word | None = None
    """``number`` or ``text`` for a code, ``password`` for a text, a pattern for others."""


class EntitySpec(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One facet of a device."""

    id: Address
    kind: Word
    name: Word | None = None
    caps: dict[Word, Cap] = {}
    does: tuple[Word, ...] = ()
    """Commands besides ``set``, such as ``stop`` or ``next``."""
    category: Literal["config", "diagnostic"] | None = None
    device_class: Word | None = msgspec.field(name="class", default=None)
    icon: Word | None = None


class DeviceSpec(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One physical thing, as announced."""

    id: Address
    name: Word
    maker: Word | None = None
    model: Word | None = None
    sw: Word | None = None
    hw: Word | None = None
    serial: Word | None = None
    connections: tuple[tuple[Word, Word], ...] = ()
    """Numbers burnt into it, such as ``["mac", "a8:03:2a:be:12:34"]``, ``["bluetooth", …]`` or
    ``["zigbee", …]``, by which it is known again when another gateway describes it too."""
    area: Word | None = None
    """The room as the gateway calls it; the hub takes it as a first wish."""
    via: Address | None = None
    service: bool = False
    """True for something without a body, such as a weather service."""
    entities: tuple[EntitySpec, ...] = ()


class _LooseDevice(DeviceSpec, frozen=True, kw_only=True):
    """A device whose entities have not been looked at yet."""

    entities: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment]


class _Identified(msgspec.Struct):
    id: Address


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub takes."""

    frame: int = MAX_FRAME_BYTES
    """Bytes in one frame."""
    rate: int = 50
    """Messages a second, after a burst of twice as many."""


class BadEntry(Wire, frozen=True, kw_only=True):
    """One device or entity of an announce that could not be read."""

    at: str
    code: Literal["schema", "duplicate", "too_many"]


class Hello(Message, frozen=True, kw_only=True):
    """The gateway's first message, due within five seconds."""

    gw: Address
    boot: Word
    """Fresh at each start of the gateway; numbers belong to it."""
    seq: SeqOrNone = 0
    """The last number given."""
    oldest: SeqOrNone | None = None
    """The lowest number from which everything up to ``seq`` can be sent again; left out, nothing
    can."""
    rev: SeqOrNone = 0
    """Revision of the device list; the gateway raises it when the list changes."""
    hw: Word | None = None
    fw: Word | None = None
    caps: tuple[Word, ...] = ()
    time: Milliseconds | None = None
    """What the gateway's clock shows, ms UTC. Given, the hub corrects ``ts`` by the difference;
    left out, ``ts`` is hub time, learned from ``welcome.time``."""


class Welcome(Message, frozen=True, kw_only=True):
    """The hub's yes."""

    session: str
    time: int
    """Hub time, ms UTC."""
    ack: SeqOrNone
    """Everything up to here is kept; 0 when the hub does not know this ``boot``."""
    rev: SeqOrNone
    """The device list the hub has; if it is the gateway's, no announce is needed."""
    resume: Literal["delta", "snapshot"]
    limits: Limits


class Reject(Message, frozen=True, kw_only=True):
    """The hub's no; a close with the matching code follows."""

    code: RejectCode
    retry_s: int | None = None
    """Seconds after which trying again makes sense; ``None`` when a person must act."""


class Announce(Message, frozen=True, kw_only=True):
    """The device list, or a part of it. Read the devices with :func:`read_devices`."""

    rev: Seq
    full: bool = False
    """True when devices not listed here are gone."""
    more: bool = False
    """True when the rest of the list follows in further announces of the same ``rev``."""
    devices: tuple[msgspec.Raw, ...] = ()
    gone: tuple[Address, ...] = ()


class Announced(Message, frozen=True, kw_only=True):
    """The hub has taken the device list, except what ``bad`` names."""

    rev: Seq
    bad: tuple[BadEntry, ...] = ()


class State(Message, frozen=True, kw_only=True):
    """Values that changed, by entity and cap; what is not named stays as it was."""

    seq: Seq
    ts: Milliseconds
    """When, ms UTC."""
    set: dict[Address, Values | None] = {}
    snapshot: bool = False
    """True when this is the whole truth: entities not named become unknown."""
    more: bool = False
    """True when the rest of the snapshot follows."""
    cause: Word | None = None
    """The id of the command that led here."""
    hist: tuple[tuple[Milliseconds, dict[Address, Values]], ...] = ()
    """Values from earlier, for the history alone."""


class Event(Message, frozen=True, kw_only=True):
    """Something that happened and is not a state. Never coalesced, delivered exactly once."""

    seq: Seq
    ts: Milliseconds
    source: Address = msgspec.field(name="from")
    name: Word
    data: Values = {}


class Avail(Message, frozen=True, kw_only=True):
    """Which devices answer."""

    seq: Seq
    set: dict[Address, Presence]
    why: Word | None = None


class Ack(Message, frozen=True, kw_only=True):
    """Everything up to ``seq`` is kept and need not be sent again."""

    seq: SeqOrNone


class Cmd(Message, frozen=True, kw_only=True):
    """Do one thing to one entity, once, beginning within ``ttl``."""

    id: Word
    to: Address
    do: Word
    args: Values
    ttl: int
    """Milliseconds from receipt, on the gateway's own monotonic clock."""
    by: Word | None = None


class Cmds(Message, frozen=True, kw_only=True):
    """Several commands that belong together; answered by one ``done``."""

    id: Word
    items: tuple[tuple[Address, Word, Values], ...]
    ttl: int
    by: Word | None = None


class Took(Message, frozen=True, kw_only=True):
    """The gateway owns the command; it may take a while."""

    id: Word
    eta: Word | None = None
    """``wake`` when the device sleeps."""


class ItemDone(Wire, frozen=True, kw_only=True):
    """How one item of ``cmds`` ended."""

    ok: bool
    code: Word | None = None


class Done(Message, frozen=True, kw_only=True):
    """How a command ended; sent again, unchanged, when the command is."""

    id: Word
    ok: bool
    code: Word | None = None
    """A :data:`DoneCode`; anything else counts as ``internal``."""
    msg: Sentence | None = None
    seq: SeqOrNone = 0
    """The state message that carries what it led to."""
    items: tuple[ItemDone, ...] = ()
    result: JsonValue = None
    """What a command that answers gave back."""


class Diag(Message, frozen=True, kw_only=True):
    """How the gateway itself is doing, once a minute."""

    up: float | None = None
    rssi: float | None = None
    mem: float | None = None
    cpu: float | None = None
    queue: int | None = None
    lost: int | None = None
    """Events dropped since boot because nobody took them."""
    temp: float | None = None
    radio: dict[Word, Word] = {}


class Bye(Message, frozen=True, kw_only=True):
    """The sender is about to close; nobody is alarmed for ``back_s`` seconds."""

    why: Word
    back_s: Annotated[float, msgspec.Meta(ge=0)] = 0
    to: Word | None = None


class Err(Message, frozen=True, kw_only=True):
    """The last message could not be taken. The connection goes on."""

    code: Word
    """An :data:`ErrCode`."""
    ref: Word | None = None
    """What it was about: an id, a type, or the number expected next."""
    msg: Sentence | None = None


FromVoice: TypeAlias = TalkStart | TalkRelease | TalkAnswer
"""What a device that speaks and listens says, besides its sound."""
ToVoice: TypeAlias = TalkFloor | TalkStream | TalkEnd | TalkCall
FromGateway: TypeAlias = (
    Hello | Announce | State | Event | Avail | Took | Done | Diag | Bye | Err | FromVoice
)
FromHub: TypeAlias = Welcome | Reject | Announced | Ack | Cmd | Cmds | Bye | Err | ToVoice


class _Diagnosis(msgspec.Struct):
    """As much of an unreadable message as it takes to say what was wrong with it."""

    t: str
    id: JsonValue = None


_M = TypeVar("_M")
_encoder = msgspec.json.Encoder()
_from_gateway: msgspec.json.Decoder[FromGateway] = msgspec.json.Decoder(FromGateway)
_from_hub: msgspec.json.Decoder[FromHub] = msgspec.json.Decoder(FromHub)
_diagnosis = msgspec.json.Decoder(_Diagnosis)
_device = msgspec.json.Decoder(_LooseDevice)
_entity = msgspec.json.Decoder(EntitySpec)
_identified = msgspec.json.Decoder(_Identified)
_GATEWAY_TYPES = frozenset(
    ["hello", "announce", "state", "event", "avail", "took", "done", "diag", "bye", "err"],
)
_HUB_TYPES = frozenset(["welcome", "reject", "announced", "ack", "cmd", "cmds", "bye", "err"])


def encode(message: Message) -> str:
    """Return the text frame of a message."""
    return _encoder.encode(message).decode()


def encode_devices(devices: Iterable[DeviceSpec]) -> tuple[msgspec.Raw, ...]:
    """Return devices as :class:`Announce` carries them."""
    return tuple(msgspec.Raw(_encoder.encode(device)) for device in devices)


def decode_from_gateway(frame: str | bytes) -> FromGateway:
    """Read what a gateway sent.

    Raises:
        RemoteProtocolError: it cannot be read; :func:`err_for` makes the answer.
    """
    return _decode(_from_gateway, _GATEWAY_TYPES, frame)


def decode_from_hub(frame: str | bytes) -> FromHub:
    """Read what a hub sent.

    Raises:
        RemoteProtocolError: it cannot be read; :func:`err_for` makes the answer.
    """
    return _decode(_from_hub, _HUB_TYPES, frame)


def err_for(error: RemoteProtocolError) -> Err:
    """Return the ``err`` that tells the peer what was wrong with its message."""
    return Err(
        code=error.details.get("err", "bad_json"),
        ref=error.details.get("ref"),
        msg=error.message[:200],
    )


def read_devices(
    announce: Announce, *, max_entities: int = 10_000
) -> tuple[Sequence[DeviceSpec], Sequence[BadEntry]]:
    """Read the devices of an announce one by one: a bad one does not sink the rest."""
    devices: dict[str, DeviceSpec] = {}
    bad: list[BadEntry] = []
    count = 0
    for number, raw in enumerate(announce.devices):
        try:
            loose = _device.decode(raw)
        except (msgspec.MsgspecError, RecursionError):
            bad.append(BadEntry(at=_name_of(raw, number), code="schema"))
            continue
        if loose.id in devices:
            bad.append(BadEntry(at=loose.id, code="duplicate"))
            continue
        entities, bad_entities = _read_entities(loose, max_entities - count)
        bad.extend(bad_entities)
        count += len(entities)
        fields = {name: getattr(loose, name) for name in DeviceSpec.__struct_fields__}
        devices[loose.id] = DeviceSpec(**{**fields, "entities": tuple(entities)})
    return tuple(devices.values()), tuple(bad)


def _read_entities(
    device: _LooseDevice, room: int
) -> tuple[Sequence[EntitySpec], Sequence[BadEntry]]:
    entities: dict[str, EntitySpec] = {}
    bad: list[BadEntry] = []
    for number, raw in enumerate(device.entities):
        try:
            entity = _entity.decode(raw)
        except (msgspec.MsgspecError, RecursionError):
            bad.append(BadEntry(at=f"{device.id}/{_name_of(raw, number)}", code="schema"))
            continue
        if entity.id in entities:
            bad.append(BadEntry(at=f"{device.id}/{entity.id}", code="duplicate"))
        elif len(entities) >= room:
            bad.append(BadEntry(at=f"{device.id}/{entity.id}", code="too_many"))
        else:
            entities[entity.id] = entity
    return tuple(entities.values()), tuple(bad)


def _name_of(raw: msgspec.Raw, number: int) -> str:
    """Name an entry that cannot be read by its id if that much can be, else by its place."""
    try:
        return _identified.decode(raw).id
    except (msgspec.MsgspecError, RecursionError):
        return f"#{number}"


def _decode(decoder: msgspec.json.Decoder[_M], types: frozenset[str], frame: str | bytes) -> _M:
    raw = frame.encode("utf-8", "replace") if isinstance(frame, str) else frame
    if len(raw) > MAX_FRAME_BYTES:
        raise _unreadable(f"a frame holds at most {MAX_FRAME_BYTES} bytes", "too_big")
    if is_deeper(raw, MAX_DEPTH):
        raise _unreadable(f"nested deeper than {MAX_DEPTH}", "bad_json")
    try:
        return decoder.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _diagnose(raw, types, str(error)) from None


def _diagnose(raw: bytes, types: frozenset[str], why: str) -> RemoteProtocolError:
    try:
        head = _diagnosis.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return _unreadable(why, "bad_json")
    if head.t not in types:
        return _unreadable("unknown message type", "unknown_type", head.t)
    return _unreadable(why, "bad_json", head.id if isinstance(head.id, str) else head.t)


def _unreadable(why: str, code: ErrCode, ref: str | None = None) -> RemoteProtocolError:
    details = {"err": str(code)}
    if ref is not None:
        details["ref"] = ref[:200]
    return RemoteProtocolError(why, details=details)
