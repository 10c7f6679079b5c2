"""What the house answers when it is asked, in its own channel."""

from typing import Literal

import msgspec

from embedded_hub.model.voice import BurstId, TalkGroupId

ResponseType = Literal["action_done", "query_answer", "error"]


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """One thing or place in an answer."""

    name: str
    type: Literal["entity", "area"]
    id: str


class HouseAnswered(msgspec.Struct, frozen=True, kw_only=True, tag="voice/answer"):
    """The answer to what somebody asked the house; for their devices alone."""

    message: BurstId
    """The question, as it is kept."""
    channel: TalkGroupId
    question: str
    """As it was understood; empty when nothing was."""
    text: str
    """Empty when the code says all there is to say."""
    lang: str
    response_type: ResponseType
    code: str | None = None
    """Of an error: ``no_intent_match``, ``no_valid_targets``, ``failed_to_handle``,
    ``stt_failed`` when nothing could hear it, ``stt_no_text`` when nobody spoke."""
    reason: str | None = None
    """The code of the action's error, or ``voice_not_trusted`` for what must be typed."""
    done: tuple[Mentioned, ...] = ()
    failed: tuple[Mentioned, ...] = ()
