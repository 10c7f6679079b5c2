"""What a person can do about a gateway that does not work. Pure."""

from embedded_hub.errors import (
    ConfigError,
    GatewayAuthRequired,
    GatewayFault,
    GatewayFlooding,
    GatewayProtocolError,
    GatewayUnreachable,
    HomewireError,
)
from embedded_hub.gateways.api import Manifest
from embedded_hub.model.gateway_status import Remedy

DRIVER_FIELD = "driver"
"""``details["field"]`` of an error about the driver itself."""


def remedy_for(failure: HomewireError, manifest: Manifest | None, *, was_up: bool) -> Remedy | None:
    """Return what to do about a failure.

    Args:
        failure: What happened.
        manifest: Of its driver; ``None`` when none is installed.
        was_up: Whether it has worked with these settings before.
    """
    if manifest is None:
        return Remedy.UPDATE_DRIVER
    match failure:
        case GatewayAuthRequired():
            is_button = manifest.guide == "button"
            return Remedy.PRESS_BUTTON if is_button else Remedy.GIVE_CREDENTIALS
        case GatewayUnreachable():
            return Remedy.WAIT if was_up else Remedy.CHECK_ADDRESS
        case GatewayProtocolError():
            return Remedy.LOOK_AT_DEVICE if was_up else Remedy.CHECK_ADDRESS
        case GatewayFlooding():
            return Remedy.LOOK_AT_DEVICE
        case GatewayFault():
            return Remedy.UPDATE_DRIVER
        case ConfigError():
            return _for_setting(failure, manifest)
        case _:
            return None


def _for_setting(failure: ConfigError, manifest: Manifest) -> Remedy:
    field = failure.details.get("field")
    if field == DRIVER_FIELD:
        return Remedy.UPDATE_DRIVER
    is_secret = any(one.name == field and one.is_secret for one in manifest.options)
    return Remedy.GIVE_CREDENTIALS if is_secret else Remedy.CHECK_ADDRESS
