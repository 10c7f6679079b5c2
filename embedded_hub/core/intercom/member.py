"""Who is there with an ear: one client connection that said ``voice/hello``."""

from collections.abc import Container, Iterable

import msgspec

from embedded_hub.core.intercom.handlers import PRIVATE, Handlers
from embedded_hub.core.intercom.ports import Ear
from embedded_hub.core.intercom.preferences import Preferences
from embedded_hub.core.intercom.talk_groups import TalkGroup, hears
from embedded_hub.core.people import Principal
from embedded_hub.model.voice import StreamId, TalkerId, TalkGroupId, TalkPriority
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.voice_answers import ReleaseAnswer
from embedded_hub.protocol.voice_events import CanHear, Talking

MAX_RECENT = 16


class Ability(msgspec.Struct, frozen=True, kw_only=True):
    """What a client said it can do, and where it stands."""

    codec_in: CodecName
    """What it wants to hear."""
    can_hear: bool = True
    """False for what only speaks."""
    area_id: str | None = None
    device_name: str = ""


class Member:
    """One connection with a voice.

    Args:
        talker: Its name on the floor; a connection that resumes a talk burst takes over the old.
        principal: Who it is.
        ability: What it can do.
        ear: The way to it.
        preferences: What its person chose.
    """

    def __init__(
        self,
        talker: TalkerId,
        principal: Principal,
        ability: Ability,
        ear: Ear,
        preferences: Preferences,
    ) -> None:
        self.talker = talker
        self.principal = principal
        self.ability = ability
        self.ear = ear
        self.preferences = preferences
        self.channels: frozenset[TalkGroupId] = frozenset()
        """What it follows."""
        self.is_open = False
        """Whether it follows whatever is meant for it, as that changes."""
        self.private = Handlers(PRIVATE)
        """Numbers of what is played to it alone."""
        self.is_live = True
        """Whether it wants sound as it is spoken, or only to know of it."""
        self.reserved: Container[int] = ()
        """Numbers in front of its binary messages that are no talk bursts."""
        self.is_reading = False
        """Whether it wants what is said as text."""
        self.recent: dict[StreamId, ReleaseAnswer] = {}
        """What it said last, so that a release that crossed the end is answered."""
        self.buffer_ms: float | None = None
        self.m2e_ms: float | None = None

    @property
    def user_id(self) -> str:
        """Whose connection it is."""
        return self.principal.user.id

    @property
    def token_id(self) -> str:
        """Which of their devices."""
        return self.principal.token_id

    @property
    def addresses(self) -> frozenset[str]:
        """What it is called where somebody talks to some only."""
        return frozenset((self.user_id, self.token_id, self.ability.area_id or ""))

    @property
    def talking(self) -> Talking:
        """How others know it."""
        user = self.principal.user
        return Talking(
            user=user.id, name=user.name, device=self.token_id, area=self.ability.area_id
        )

    def note(self, stream: StreamId, answer: ReleaseAnswer) -> None:
        """Remember what became of a burst of this connection."""
        self.recent[stream] = answer
        while len(self.recent) > MAX_RECENT:
            del self.recent[next(iter(self.recent))]

    def follows(self, group: TalkGroup) -> bool:
        """Say whether it wants to know of this channel and may."""
        return group.id in self.channels and hears(self.principal, group)

    def is_meant(self, to: Iterable[str]) -> bool:
        """Say whether it is among those talked to."""
        chosen = frozenset(to)
        return not chosen or bool(chosen & self.addresses)

    @property
    def wants_text(self) -> bool:
        """Whether what is said is shown to it as text."""
        return self.is_reading and self.preferences.transcripts

    def can_hear(self, at: float, minute: int) -> CanHear:
        """Say whether routine talk is played to it now."""
        if not self.ability.can_hear:
            return "offline"
        lowest = self.preferences.lowest_priority(at, minute)
        return "live" if self.is_live and lowest is TalkPriority.ROUTINE else "dnd"

    def wants(self, priority: TalkPriority, from_area: str | None, at: float, minute: int) -> bool:
        """Say whether talk this urgent, from that room, is played to it now."""
        if not self.ability.can_hear:
            return False
        if priority is TalkPriority.EMERGENCY:
            return True
        is_same_room = from_area is not None and from_area == self.ability.area_id
        if not self.is_live or (is_same_room and self.preferences.same_area_mute):
            return False
        return priority >= self.preferences.lowest_priority(at, minute)
