"""Every error Homewire raises, with the stable string code that travels on the wire.

::

    HomewireError
    ├── ProtocolError            a message broke the rules
    │   ├── LocalProtocolError       ours: a bug
    │   └── RemoteProtocolError      theirs: caller answers and goes on
    ├── LinkError                the connection itself
    │   ├── CannotConnect            caller retries
    │   │   └── WrongClock               caller tells a person to set a clock
    │   ├── LinkClosed               caller reconnects
    │   ├── AuthenticationFailed     caller asks a person
    │   ├── UntrustedHub             caller shows both fingerprints and stops
    │   └── VersionMismatch          caller asks a person to update
    ├── RequestError             a well-formed request that cannot be met; caller shows it
    │   ├── InvalidFormat · UnknownCommand · IdReuse · NotFound · NotAllowed · Unauthorized
    │   ├── InvalidInfo · NotSupported · QuotaExceeded · ConfigNotFound · RequestTimeout
    │   ├── CodecUnsupported · GivenUp
    │   ├── PipelineNotFound · SpeechEngineMissing · SpeechVoiceMissing · WakeWordMissing
    │   └── ActionError              what an action on a device can end in
    │       ├── EntityNotFound · ServiceNotFound · ActionUnsupported · ActionInvalid
    │       └── ActionDenied · NotConnected · ActionTimeout · ActionFailed
    ├── GatewayError             raised by a driver; the supervisor handles it
    │   ├── GatewayUnreachable · GatewayAuthRequired · GatewayProtocolError · GatewayFault
    │   └── GatewayFlooding
    ├── SoundUnavailable         a microphone or loudspeaker cannot be used; a person is told
    └── ConfigError              settings, files or options; caller shows it and stops
        └── StorageError             the database cannot be read or written

A code is registered once, when its class is made: a duplicate fails at import. User interfaces
translate by code and never by message.
"""

from collections.abc import Mapping
from typing import ClassVar

ERRORS_BY_CODE: dict[str, type["HomewireError"]] = {}


class HomewireError(Exception):
    """Base of everything Homewire raises on purpose.

    Args:
        message: One plain English sentence for a log or a technical line.
        details: Values a translated sentence may need, such as ``{"entity_id": …}``.
    """

    code: ClassVar[str] = "homewire_error"

    def __init_subclass__(cls, *, code: str) -> None:
        super().__init_subclass__()
        if code in ERRORS_BY_CODE:
            raise TypeError(f"error code {code!r} is already {ERRORS_BY_CODE[code].__name__}")
        cls.code = code
        ERRORS_BY_CODE[code] = cls

    def __init__(self, message: str = "", *, details: Mapping[str, str] | None = None) -> None:
        super().__init__(message or self.code)
        self.message = message or self.code
        self.details: Mapping[str, str] = dict(details or {})


class ProtocolError(HomewireError, code="protocol_error"):
    """A message broke the rules of its protocol."""


class LocalProtocolError(ProtocolError, code="local_protocol_error"):
    """We broke the rules: a bug here, never the peer's fault."""


class RemoteProtocolError(ProtocolError, code="remote_protocol_error"):
    """The peer broke the rules."""


class LinkError(HomewireError, code="link_error"):
    """The connection itself failed."""


class CannotConnect(LinkError, code="cannot_connect"):
    """Nothing answered at that address, or it refused."""


class WrongClock(CannotConnect, code="wrong_clock"):
    """The hub's certificate is not valid at the time this computer's clock says."""


class LinkClosed(LinkError, code="link_closed"):
    """An open connection ended; what was asked and not answered has an unknown outcome."""


class AuthenticationFailed(LinkError, code="authentication_failed"):
    """The token was refused; asking again with the same one is useless."""


class UntrustedHub(LinkError, code="untrusted_hub"):
    """What answers is not the hub that was trusted; nothing secret was said to it.

    ``details["expected"]`` and ``details["found"]`` are pins, where another authority was shown.
    """


class VersionMismatch(LinkError, code="version_mismatch"):
    """The peer speaks a version we do not; ``details["side"]`` is ``too_old`` or ``too_new``."""


class RequestError(HomewireError, code="request_error"):
    """A well-formed request that cannot be met."""


class InvalidFormat(RequestError, code="invalid_format"):
    """A field is missing, of the wrong type or out of range."""


class UnknownCommand(RequestError, code="unknown_command"):
    """No command has this name."""


class IdReuse(RequestError, code="id_reuse"):
    """Message ids must increase on one connection."""


class NotFound(RequestError, code="not_found"):
    """The named thing does not exist, or the asker may not know that it does."""


class Unauthorized(RequestError, code="unauthorized"):
    """The asker's role does not include this command."""


class NotAllowed(RequestError, code="not_allowed"):
    """The role allows the command, the thing forbids it."""


class InvalidInfo(RequestError, code="invalid_info"):
    """The values are well formed and contradict what is there, such as a name in use."""


class NotSupported(RequestError, code="not_supported"):
    """The hub knows what is meant and does not do it."""


class ConfigNotFound(RequestError, code="config_not_found"):
    """Nothing has been saved under that name yet."""


class QuotaExceeded(RequestError, code="quota"):
    """Too many requests at once from one connection."""


class RequestTimeout(RequestError, code="timeout"):
    """No answer came in time; what was asked may or may not have been done."""


class GivenUp(RequestError, code="given_up"):
    """Who asked no longer wants it, and said so or has gone."""


class CodecUnsupported(RequestError, code="codec_unsupported"):
    """This computer cannot speak that codec, or not at that rate."""


class PipelineNotFound(RequestError, code="pipeline-not-found"):
    """There is no Assist pipeline of that id. Wire code as Home Assistant's, as the next three."""


class SpeechEngineMissing(RequestError, code="stt-provider-missing"):
    """A pipeline is to hear, and nothing here can."""


class SpeechVoiceMissing(RequestError, code="tts-provider-missing"):
    """A pipeline is to speak, and nothing here can."""


class WakeWordMissing(RequestError, code="wake-engine-missing"):
    """A pipeline is to wait for a word, and nothing here does."""


class ActionError(RequestError, code="home_assistant_error"):
    """What an action on a device can end in besides done. Wire code as Home Assistant's."""


class EntityNotFound(ActionError, code="entity_not_found"):
    """A target names an entity, device or area that is not there for this person."""


class ServiceNotFound(ActionError, code="service_not_found"):
    """No domain offers an action of that name."""


class ActionUnsupported(ActionError, code="action_unsupported"):
    """This entity does not offer that action."""


class ActionInvalid(ActionError, code="action_invalid"):
    """A value is missing, of the wrong type or outside the entity's range."""


class ActionDenied(ActionError, code="action_denied"):
    """This person may see the entity and may not do that to it."""


class NotConnected(ActionError, code="not_connected"):
    """The gateway is not connected; nothing was sent and nothing will be."""


class ActionTimeout(ActionError, code="unknown_outcome"):
    """The action was sent and never confirmed; it may or may not have happened."""


class ActionFailed(ActionError, code="action_failed"):
    """The device or its gateway refused."""


class GatewayError(HomewireError, code="gateway_error"):
    """Raised by a driver; its supervisor decides what happens next."""


class GatewayUnreachable(GatewayError, code="gateway_unreachable"):
    """The foreign system does not answer; the supervisor tries again with back-off."""


class GatewayAuthRequired(GatewayError, code="gateway_auth_required"):
    """The foreign system refused our credentials; trying again waits for a person."""


class GatewayProtocolError(GatewayError, code="gateway_protocol_error"):
    """The foreign system sent what its protocol does not allow."""


class GatewayFault(GatewayError, code="gateway_fault"):
    """The driver itself failed: a bug there. It is started again, slower."""


class GatewayFlooding(GatewayError, code="gateway_flooding"):
    """The foreign system reports more than a home can use; only newest states are taken."""


class SoundUnavailable(HomewireError, code="sound_unavailable"):
    """A microphone or loudspeaker cannot be used.

    ``details["reason"]`` is ``denied``, ``no_microphone``, ``no_speaker``, ``not_opened``,
    ``unplugged`` or ``no_sound_system``; ``details["name"]`` is the device's, where there is one.
    """


class ConfigError(HomewireError, code="config_error"):
    """Settings, files or options are wrong; the caller shows it and stops."""


class StorageError(ConfigError, code="storage_error"):
    """The database cannot be read or written."""
