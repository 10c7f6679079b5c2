"""Why the hub did not do something that is no action on a device, and what may help."""

from desktop.viewmodels.gateway_words import remedy_text
from desktop.viewmodels.talk_words import denied_sentence
from desktop.viewmodels.words import translate
from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayError,
    GatewayProtocolError,
    HomewireError,
    InvalidInfo,
    LinkError,
    NotAllowed,
    NotFound,
    QuotaExceeded,
    RequestTimeout,
    Unauthorized,
)


def refusal_sentence(error: HomewireError) -> str:
    """Say why in a plain sentence."""
    match error:
        case LinkError():
            return translate("Refusal", "The hub is not connected. Nothing was changed.")
        case RequestTimeout():
            return translate("Refusal", "The hub did not answer in time.")
        case QuotaExceeded():
            return denied_sentence("rate")
        case NotAllowed(details={"reason": reason}):
            return denied_sentence(reason)
        case Unauthorized() | NotAllowed():
            return translate("Refusal", "Only the owner of the home may change this.")
        case NotFound():
            return translate("Refusal", "It is not there any more.")
        case InvalidInfo():
            return translate("Refusal", "Something in the form is missing or not right.")
        case GatewayError():
            return _gateway_sentence(error)
    return translate("Refusal", "The hub could not do this.")


def _gateway_sentence(error: GatewayError) -> str:
    match error:
        case GatewayAuthRequired():
            return translate("Refusal", "It refused the key or password.")
        case GatewayProtocolError():
            return translate("Refusal", "Something answered there, but not in the expected way.")
    return translate("Refusal", "Nothing answered at that address.")


def refusal_remedy(error: HomewireError) -> str:
    """Say what may help; empty where nothing is known to."""
    if (told := remedy_text(error.details.get("remedy", ""))) and isinstance(error, GatewayError):
        return told
    match error:
        case LinkError() | RequestTimeout():
            return translate("Refusal", "Try again when the hub is connected.")
        case InvalidInfo():
            return translate("Refusal", "Look at the marked field.")
        case GatewayAuthRequired():
            return translate("Refusal", "Make a new key there, and paste it here whole.")
        case GatewayProtocolError():
            return translate("Refusal", "Check that the address belongs to this kind of system.")
        case GatewayError():
            return translate(
                "Refusal",
                "Check the address, and that both are on the same network and switched on.",
            )
    return ""
