"""Which tile stands for somebody one can talk to: a door station, a loudspeaker."""

from desktop.viewmodels.channel_book import ChannelBook
from desktop.viewmodels.words import translate
from embedded_hub.model.capability.attributes import text
from embedded_hub.model.state import UNAVAILABLE, State
from embedded_hub.model.voice import VOICE_CHANNEL_ATTRIBUTE, TalkGroupId

PART_ATTRIBUTE = "voice"
SPEAKER, BUTTON = "speaker", "button"
"""The parts of a station whose tiles lead to it; its microphone has a tile, too."""


def can_answer(state: State) -> bool:
    """Whether a tile offers to talk to whoever is there."""
    is_part = text(state, PART_ATTRIBUTE) in (SPEAKER, BUTTON)
    return is_part and state.value != UNAVAILABLE and _channel(state) is not None


def answer_text(state: State) -> str:
    """Return what that is called; nothing where it is not offered."""
    if not can_answer(state):
        return ""
    is_bell = text(state, PART_ATTRIBUTE) == BUTTON
    return translate("Talk", "Answer") if is_bell else translate("Talk", "Talk here")


def answer_channel(state: State | None, book: ChannelBook) -> TalkGroupId | None:
    """Return the channel of whoever stands at a device; ``None`` where it cannot speak."""
    channel = _channel(state) if state is not None else None
    entry = book.entry(channel) if channel is not None else None
    return entry.channel if entry is not None and entry.can == "talk" else None


def _channel(state: State) -> str | None:
    return text(state, VOICE_CHANNEL_ATTRIBUTE)
