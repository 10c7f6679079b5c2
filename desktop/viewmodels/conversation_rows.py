"""A line of a conversation as a row of roles. Pure but for translation."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from desktop.backend.voice import Entry
from desktop.viewmodels.channel_book import who_of
from desktop.viewmodels.channel_words import duration_text, initials
from desktop.viewmodels.row_model import Row
from desktop.viewmodels.timeline import Sending, Timeline
from desktop.viewmodels.words import clock_text, day_text, joined, translate
from embedded_hub.model.voice import StreamId, TalkPriority
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.protocol.voice_events import MessageKept, StreamStart, Talking, TranscriptChanged

ROLES = (
    "id", "kind", "who", "initials", "isMine", "at", "timeText", "day", "durationMs",
    "durationText", "peaks", "playedFraction", "positionText", "isPlaying", "isPaused", "text",
    "transcript", "isTranscriptFinal", "stableCount", "answerText", "isLive", "isUrgent",
    "heardBy", "heardText", "isMissed", "isKept", "canDelete", "replyToText", "isPending",
    "problemText", "accessibleText",
)  # fmt: skip
FULL_SCALE = 255
_Say = Callable[[Sequence[str]], str]
PENDING = "pending:"
"""Before the nonce of a text that is on its way, as an id."""
LONGEST_QUOTE = 60


class Playing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a talk burst stands that was begun to be played."""

    at_ms: float = 0.0
    is_paused: bool = False


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a row is worked out from, beside its line."""

    me: str
    my_name: str
    now: float
    timeline: Timeline
    names: Mapping[str, str]
    """Of people, by user."""
    playing: Mapping[str, Playing]
    """By message."""
    shape_of: Callable[[StreamId], bytes]
    """Of what was played of a stream so far."""


def rows(scene: Scene) -> list[Row]:
    """Return all rows of a conversation, oldest first."""
    timeline = scene.timeline
    lines = [
        _text_row(entry, scene) if isinstance(entry, TextMessage) else _voice_row(entry, scene)
        for entry in timeline.entries()
    ]
    lines += [_live_row(start, scene) for start in timeline.live.values()]
    lines += [_sending_row(one, scene) for one in timeline.sending.values()]
    return lines


def shape(peaks: Iterable[int]) -> list[float]:
    """Return peaks as parts of full scale."""
    return [peak / FULL_SCALE for peak in peaks]


def progress(playing: Playing | None, duration_ms: int) -> Row:
    """Return the roles that change while something is played."""
    if playing is None:
        return {"playedFraction": 0.0, "positionText": "", "isPlaying": False, "isPaused": False}
    fraction = playing.at_ms / duration_ms if duration_ms else 0.0
    return {
        "playedFraction": max(0.0, min(1.0, fraction)),
        "positionText": duration_text(playing.at_ms),
        "isPlaying": not playing.is_paused,
        "isPaused": playing.is_paused,
    }


def _voice_row(entry: MessageKept, scene: Scene) -> Row:
    who, understood = entry.talking, scene.timeline.understood.get(entry.message)
    transcript = _transcript(understood, entry.text)
    row = _row(entry.message, "voice", who, entry.at, scene)
    row |= _transcript_roles(understood, transcript)
    row |= {
        "durationMs": entry.duration_ms,
        "durationText": duration_text(entry.duration_ms),
        "peaks": shape(entry.peaks),
        "answerText": entry.answer or "",
        "isUrgent": entry.priority >= TalkPriority.EMERGENCY,
        "isMissed": not entry.is_heard and who.user != scene.me,
        "isKept": entry.is_kept,
        "canDelete": True,
    }
    if not entry.duration_ms and entry.text:  # asked in writing, of the house
        row |= {"kind": "text", "text": entry.text}
    row |= progress(scene.playing.get(entry.message), entry.duration_ms)
    if entry.answer is None:  # the house heard it
        row |= _read_roles(entry.heard_by, who.user, scene, _heard_text)
    return _spoken(row, joined(duration_text(entry.duration_ms), transcript))


def _text_row(entry: TextMessage, scene: Scene) -> Row:
    who = entry.writer
    row = _row(entry.message, "text", who, entry.at, scene)
    row |= {
        "text": entry.text,
        "isUrgent": entry.priority >= TalkPriority.EMERGENCY,
        "isMissed": not entry.is_read and who.user != scene.me,
        "isKept": entry.is_kept,
        "canDelete": True,
        "replyToText": quote(scene.timeline.get(entry.reply_to or "")),
    }
    row |= _read_roles(entry.read_by, who.user, scene, _read_text)
    return _spoken(row, entry.text)


def _live_row(start: StreamStart, scene: Scene) -> Row:
    who, understood = start.talking, scene.timeline.understood.get(start.message)
    row = _row(start.message, "voice", who, start.started_at, scene)
    row |= _transcript_roles(understood, _transcript(understood, None))
    row["peaks"] = shape(scene.shape_of(start.stream))
    row |= {"isLive": True, "isUrgent": start.priority >= TalkPriority.EMERGENCY}
    return _spoken(row, translate("Talk", "is speaking"))


def _sending_row(sending: Sending, scene: Scene) -> Row:
    key = PENDING + sending.nonce
    me = Talking(user=scene.me, name=scene.my_name, device="")
    row = _row(key, "text", me, sending.at, scene)
    row |= {
        "text": sending.text,
        "isPending": not sending.problem,
        "problemText": sending.problem,
        "canDelete": bool(sending.problem),
        "replyToText": quote(scene.timeline.get(sending.reply_to)),
    }
    return _spoken(row, joined(sending.text, sending.problem))


def quote(entry: Entry | None) -> str:
    """Return a line that reminds of what is answered."""
    if entry is None:
        return ""
    text = entry.text or translate("Talk", "spoken message")
    short = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rstrip() + "…"
    return f"{who_of(entry).name}: {short}"


def _row(key: str, kind: str, who: Talking, at: float, scene: Scene) -> Row:
    row: Row = dict.fromkeys(ROLES, "")
    row |= progress(None, 0)
    row |= _transcript_roles(None, "")
    row |= dict.fromkeys(("isLive", "isUrgent", "isMissed", "isKept", "canDelete"), False)
    return row | {
        "id": key,
        "kind": kind,
        "who": who.name,
        "initials": initials(who.name),
        "isMine": who.user == scene.me,
        "at": at,
        "timeText": clock_text(at, at),
        "day": day_text(at, scene.now),
        "durationMs": 0,
        "peaks": [],
        "heardBy": [],
        "isPending": False,
    }


def _spoken(row: Row, what: str) -> Row:
    extras = [str(row["heardText"])] if row["isMine"] else []
    if row["isMissed"]:
        extras.append(translate("Talk", "missed"))
    parts = (str(row["who"]), str(row["timeText"]), what, *extras)
    return row | {"accessibleText": ", ".join(part for part in parts if part)}


def _transcript(understood: TranscriptChanged | None, kept: str | None) -> str:
    return understood.text if understood is not None else kept or ""


def _transcript_roles(understood: TranscriptChanged | None, transcript: str) -> Row:
    is_final = understood is None or understood.final
    return {
        "transcript": transcript,
        "isTranscriptFinal": is_final,
        "stableCount": len(transcript) if understood is None else understood.stable,
    }


def _read_roles(readers: Sequence[str], speaker: str, scene: Scene, say: _Say) -> Row:
    names = [scene.names.get(one, "") for one in readers if one not in (speaker, scene.me)]
    known = [name for name in names if name]
    return {
        "heardBy": [{"who": name, "initials": initials(name)} for name in known],
        "heardText": say(known) if speaker == scene.me else "",
    }


def _heard_text(names: Sequence[str]) -> str:
    if not names:
        return translate("Talk", "Nobody has heard it yet")
    return translate("Talk", "Heard by %1").replace("%1", ", ".join(names))


def _read_text(names: Sequence[str]) -> str:
    if not names:
        return translate("Talk", "Nobody has read it yet")
    return translate("Talk", "Read by %1").replace("%1", ", ".join(names))
