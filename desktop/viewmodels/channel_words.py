"""What channels and those in them are called."""

from desktop.backend.voice import Entry
from desktop.viewmodels.channel_book import ROOM, who_of
from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import joined, number_text, translate
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.protocol.voice_answers import ChannelEntry
from embedded_hub.protocol.voice_events import PresenceChanged

LONGEST_PREVIEW = 80
_ICONS = {
    "all": "account-group",
    "house": "home-heart",
    "gate": "doorbell-video",
    "room": "door-open",
    "group": "account-multiple",
    "direct": "account",
}


def channel_name(entry: ChannelEntry) -> str:
    """Return what a channel is called."""
    match entry.kind:
        case "all":
            return translate("Talk", "Everyone")
        case "house":
            return translate("Talk", "The house")
        case _:
            return entry.name


def channel_glyph(entry: ChannelEntry, area_icon: str = "") -> str:
    """Return a channel's icon; a room's is its own."""
    if entry.channel.startswith("device:") and entry.kind == "direct":
        return glyph("cellphone-sound")
    return area_icon or glyph(_ICONS.get(entry.kind, "account-voice"))


def area_of(entry: ChannelEntry) -> str:
    """Return the area id of a room's channel, else nothing."""
    return entry.channel.removeprefix(ROOM) if entry.kind == "room" else ""


def online_text(entry: ChannelEntry) -> str:
    """Say how many devices would hear what is said there."""
    if entry.kind == "house":
        if entry.can == "talk":
            return translate("Talk", "Does what you say")
        return translate("Talk", "Does what you write")
    if entry.online <= 0:
        return translate("Talk", "Nobody can hear it now")
    return PLURALS.can_hear(entry.online)


def missed_text(count: int) -> str:
    """Say how much was missed; nothing when nothing was."""
    return PLURALS.missed(count) if count > 0 else ""


def initials(name: str) -> str:
    """Return up to two letters that stand for a person."""
    words = name.split()
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters).upper()


def duration_text(duration_ms: float) -> str:
    """Write a length: ``0:07``."""
    seconds = round(duration_ms / 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def preview_text(entry: Entry, me: str) -> str:
    """Say in a line what was said last."""
    who = who_of(entry)
    name = translate("Talk", "You") if who.user == me else who.name
    text = (entry.text or "").strip()
    if not text and not isinstance(entry, TextMessage):
        return joined(name, duration_text(entry.duration_ms))
    short = text if len(text) <= LONGEST_PREVIEW else text[:LONGEST_PREVIEW].rstrip() + "…"
    return f"{name}: {short}"


def delay_text(delay_ms: float | None) -> str:
    """Write how far behind the talker somebody hears; nothing when unknown."""
    if delay_ms is None:
        return ""
    return translate("Talk", "%1 ms").replace("%1", number_text(round(delay_ms, -1), 0))


def presence_text(listener: PresenceChanged) -> str:
    """Say whether somebody can hear on one device."""
    match listener.can_hear:
        case "live":
            return translate("Talk", "Can hear you")
        case "dnd":
            return translate("Talk", "Does not want to be disturbed")
        case _:
            return translate("Talk", "Gets it as a message")
