"""What the intercom's house channel asks, answered by the conversation of the same home."""

import msgspec

from embedded_hub.conversation.conversation import Asked, Conversation
from embedded_hub.conversation.grammar import is_installed
from embedded_hub.conversation.reply import Named, Reply
from embedded_hub.core.home import Home
from embedded_hub.core.intercom.speech_ports import HouseReply, Question
from embedded_hub.core.people import Principal
from embedded_hub.protocol.house_events import Mentioned


class HouseVoice:
    """An :class:`~embedded_hub.core.intercom.speech_ports.Answerer` for one home."""

    def __init__(self, home: Home) -> None:
        self._conversation = Conversation(home)

    @staticmethod
    def is_installed() -> bool:
        """Say whether sentences can be understood at all; looks at the disk."""
        return is_installed()

    async def answer(self, principal: Principal, question: Question) -> HouseReply:
        """Do or answer what somebody asked, with their rights.

        Raises:
            NotSupported: nothing is installed that understands sentences, or not the language.
        """
        asked = Asked(**msgspec.structs.asdict(question))
        return _as_port(await self._conversation.process(principal, asked))


def _as_port(reply: Reply) -> HouseReply:
    return HouseReply(
        text=reply.speech,
        language=reply.language,
        kind=reply.kind,
        done=tuple(map(_mentioned, reply.success)),
        failed=tuple(map(_mentioned, reply.failed)),
        code=reply.code,
        reason=reply.reason,
    )


def _mentioned(named: Named) -> Mentioned:
    return Mentioned(name=named.name, type=named.type, id=named.id)
