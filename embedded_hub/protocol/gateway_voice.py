"""Talking and listening over a gateway's own connection: panels, loudspeakers, door stations.

A device that has an entity of kind ``speaker`` hears, one with a ``mic`` speaks, and one that has
a doorbell besides (kind ``event``, class ``doorbell``) is a door station: its bell rings at
everybody in the home, and who answers first talks with it. There is nothing to switch on. A
``codec`` cap of the two names what they take: ``"codec":{"options":["opus","pcm16"]}``; left out,
it is ``pcm16``. The hub turns one into the other.

Sound travels in binary frames with the eight-byte header of the client API (above, *Voice: binary
frames*), 20 ms each: Opus at 48 kHz, or 640 bytes of 16-bit little-endian samples at 16 kHz. The
first byte says which stream it is; hub and gateway count theirs separately::

    gateway                                            hub
    event# {from: "door/bell", name: "press"}    ->
                                                 <-    talk/call {call, state: ringing}
    talk/start {dev, req, handler, codec}        ->
                                                 <-    talk/floor {req, state: granted, stream}
    binary frames                                ->    heard by everybody, and kept
                                                 <-    talk/call {state: active, open: true}
    binary frames                                ->    heard by the one who answered
                                                 <-    talk/floor {state: revoked}: they speak now
                                                 <-    talk/stream {stream, handler, codec, by}
                                                 <-    binary frames
                                                 <-    talk/end {stream}
    talk/start again                             ->
    talk/release {dev, stream}                   ->
                                                 <-    talk/floor {state: released}
                                                 <-    talk/call {state: ended}

The rules:

- One speaks at a time. People take the floor from a device, never the other way round; with
  ``queue`` the device has it back when they are done, with another ``handler`` than before.
- Frames may follow ``talk/start`` at once, under the number it chose. No frame for half a second
  ends a talk, and so does its longest time, ``max_s``. A frame whose handler belongs to no talk
  is counted and left out.
- A microphone is open only while the device has a reason: somebody pressed its key, its bell
  rings, or ``talk/call`` says ``open``. Show it while it is.
- Over a connection that is neither encrypted nor of the same machine nobody speaks and nobody
  hears: ``talk/start`` is denied with the reason ``not_private``.
- A connection that breaks while speaking may go on within half a second: ``talk/start`` with
  ``resume``.
- Frames a slow device does not take within 300 ms are dropped, oldest first, and the next has
  the flag *gap*; one that stays behind hears the whole again when it is over.
- A panel hears its own channel, its room and everybody; a door station its own channel alone.
  What stands where strangers pass must therefore have a bell, even if nobody wires it.
"""

from typing import Annotated, Literal

import msgspec

from embedded_hub.protocol.gateway_wire import Address, Message, Word

Codec = Literal["opus", "pcm16"]
FloorWord = Literal["granted", "queued", "denied", "revoked", "released"]
Request = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Stream = Annotated[int, msgspec.Meta(ge=1, le=2**32 - 1)]
Handler = Annotated[int, msgspec.Meta(ge=1, le=255)]


class TalkStart(Message, frozen=True, kw_only=True, tag="talk/start"):
    """A device asks for the floor: of its own channel, or of its room's."""

    dev: Address
    req: Request = 0
    """Chosen by the gateway; comes back with the decision."""
    handler: Handler
    """The number on this talk's frames; not that of another talk under way."""
    codec: Codec = "pcm16"
    channel: Literal["own", "area"] = "own"
    queue: bool = True
    """Wait when somebody else speaks."""
    resume: Stream | None = None
    """Go on with this talk after a reconnect."""


class TalkRelease(Message, frozen=True, kw_only=True, tag="talk/release"):
    """A device has said what it had to say, or does not wait any longer."""

    dev: Address
    stream: Stream | None = None
    """Left out, whatever the device says or waits to say."""
    cancel: bool = False
    """True takes it back: it is not kept."""


class TalkAnswer(Message, frozen=True, kw_only=True, tag="talk/answer"):
    """Somebody at a device takes a call, refuses it or hangs up."""

    dev: Address
    call: Word
    accept: bool


class TalkFloor(Message, frozen=True, kw_only=True, tag="talk/floor"):
    """What became of a talk of the device's."""

    dev: Address
    req: Request = 0
    state: FloorWord
    stream: int | None = None
    handler: int | None = None
    """The number its frames must have from now on."""
    place: int | None = None
    """In the queue; 1 is next."""
    reason: Word | None = None
    lease_ms: int | None = None
    max_s: float | None = None
    retry_ms: int | None = None
    duration_ms: int | None = None
    listeners: int | None = None
    """People who heard it."""


class TalkStream(Message, frozen=True, kw_only=True, tag="talk/stream"):
    """Frames with this handler follow, for this device to play."""

    dev: Address
    stream: int
    handler: int
    codec: Codec
    channel: Literal["own", "area", "all"]
    by: Word
    """Who speaks, for a display; empty at a door, where strangers read it."""
    priority: int = 0
    replay: bool = False
    """It was said before: it comes as fast as it is taken, in bundles."""


class TalkEnd(Message, frozen=True, kw_only=True, tag="talk/end"):
    """No more frames with that handler; the number may come again."""

    dev: Address
    stream: int
    handler: int
    reason: Word
    frames: int


class TalkCall(Message, frozen=True, kw_only=True, tag="talk/call"):
    """The device rings at people, or somebody drops in on it."""

    dev: Address
    call: Word
    kind: Literal["ring", "dropin"]
    state: Literal["ringing", "active", "ended"]
    by: Word | None = None
    """Who calls or has answered, for a display; never at a door."""
    open: bool = False
    """Open the microphone, and show that it is."""
    reason: Word | None = None
    until: int | None = None
    """Rings until then, ms UTC."""
