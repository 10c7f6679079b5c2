"""Which tile stands for somebody one can talk to: a door station, a loudspeaker."""

from desktop.viewmodels.channel_book import ChannelBook
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import State
from embedded_hub.model.voice import TalkGroupId

CHANNEL_ATTRIBUTE = "voice_channel"
"""By which a state names the channel that reaches its device."""


def answer_channel(state: State | None, book: ChannelBook) -> TalkGroupId | None:
    """Return the channel of whoever stands at a device; ``None`` where it cannot speak."""
    channel = text(state, CHANNEL_ATTRIBUTE) if state is not None else None
    entry = book.entry(channel) if channel is not None else None
    return entry.channel if entry is not None and entry.can == "talk" else None
