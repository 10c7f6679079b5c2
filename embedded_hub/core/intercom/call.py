"""One bell or drop-in, from its beginning to its end."""

import secrets
from typing import Literal

from embedded_hub.core.intercom.talk_groups import TalkGroup, device_channel
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.protocol.voice_events import CallEnd, CallMode, Talking

_CALL_BYTES = 6
Kind = Literal["ring", "dropin"]


class Call:
    """Who calls whom, and how it stands.

    Args:
        kind: A bell or a drop-in.
        group: The channel of the station that rings, or the one that is called.
        caller: Who rings or calls.
        mode: What for, as the caller sees it.
        at: When, seconds UTC.
    """

    def __init__(
        self, kind: Kind, group: TalkGroup, caller: Talking, mode: CallMode, *, at: float
    ) -> None:
        self.id = secrets.token_hex(_CALL_BYTES)
        self.kind = kind
        self.group = group
        self.caller = caller
        self.mode = mode
        self.at = at
        self.entity_id: str | None = None
        """The bell."""
        self.callee: Talking | None = None
        """Who answered, or was let in on."""
        self.reason: CallEnd | None = None
        """Why it is over."""
        self.ends_s = 0.0
        """When it stops by itself, on the clock that never jumps."""
        self.refused: set[str] = set()
        """Devices that ring no more."""
        self.gone: dict[str, float] = {}
        """Sides that broke off, and when that counts as hanging up."""

    @property
    def is_active(self) -> bool:
        """Whether two sides are connected."""
        return self.callee is not None

    @property
    def sides(self) -> frozenset[str]:
        """The devices at both ends."""
        callee = () if self.callee is None else (self.callee.device,)
        return frozenset((self.caller.device, *callee))

    def concerns(self, device: str) -> bool:
        """Say whether a device that was told of it still has to do with it."""
        return device in self.sides or (not self.is_active and device not in self.refused)

    def other(self, device: str) -> str | None:
        """Return the device at the other end."""
        return next((one for one in self.sides if one != device), None)

    def may_talk(self, device: str) -> bool:
        """Say whether this side is meant to be heard."""
        if not self.is_active or device not in self.sides:
            return False
        return self.mode == "duplex" or (device == self.caller.device) == (self.mode == "talk")

    def talk_channel(self, device: str) -> TalkGroupId | None:
        """Return where this side talks to the other."""
        station = self.group.station_id
        other = self.other(device)
        if station is not None and station in self.sides:
            return device_channel(station)
        return device_channel(other) if other is not None else None
