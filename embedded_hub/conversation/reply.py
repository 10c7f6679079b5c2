"""The answer to a sentence, and its shape on the wire."""

from typing import Literal

import msgspec

from embedded_hub.model.values import JsonValue

ReplyKind = Literal["action_done", "query_answer", "error"]
ReplyCode = Literal["no_intent_match", "no_valid_targets", "failed_to_handle"]


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One thing or place in an answer."""

    name: str
    type: Literal["entity", "area"]
    id: str


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the home says and what it did."""

    kind: ReplyKind
    speech: str
    language: str
    success: tuple[Named, ...] = ()
    failed: tuple[Named, ...] = ()
    code: ReplyCode | None = None
    reason: str | None = None
    """The code of the action's error, where one failed."""

    def body(self, conversation_id: str | None = None) -> dict[str, JsonValue]:
        """Return the result as Home Assistant's clients know it."""
        content: dict[str, JsonValue]
        if self.kind == "error":
            content = {"code": self.code}
        else:
            content = {
                "targets": [],
                "success": [msgspec.to_builtins(one) for one in self.success],
                "failed": [msgspec.to_builtins(one) for one in self.failed],
            }
        if self.reason is not None:
            content["reason"] = self.reason
        return {
            "response": {
                "speech": {"plain": {"speech": self.speech, "extra_data": None}},
                "card": {},
                "language": self.language,
                "response_type": self.kind,
                "data": content,
            },
            "conversation_id": conversation_id,
        }
