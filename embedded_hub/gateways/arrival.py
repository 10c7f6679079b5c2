"""What happens between a person's wish for a gateway and its first snapshot."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

from embedded_hub.errors import (
    ConfigError,
    GatewayAuthRequired,
    GatewayUnreachable,
    HomewireError,
    InvalidInfo,
)
from embedded_hub.gateways.api import OBTAIN_TIMEOUT_S, GatewayConfig
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.plain_reasons import plain_reason
from embedded_hub.gateways.supervisor import Supervisor
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.gateway_status import Remedy
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

ADD_DEADLINE_S = 30.0
"""How long a person waits for a new gateway's first snapshot before it counts as failed."""


class NoSink:
    """Takes the reports of a gateway that is only tried."""

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        """Pass over what it describes."""

    def state(self, report: StateReport) -> None:
        """Pass over what it reports."""

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """Pass over who answers."""

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """Pass over what happens."""

    def connected(self) -> None:
        """Pass over its coming; its supervisor has noticed."""


async def bring_up(supervisor: Supervisor) -> None:
    """Start a gateway and return when its first snapshot is in.

    Raises:
        InvalidInfo: its settings cannot be used.
        GatewayError: it did not come up; ``details["remedy"]`` says what to do.
    """
    supervisor.start()
    try:
        async with asyncio.timeout(ADD_DEADLINE_S):
            await supervisor.first_snapshot()
    except TimeoutError as error:
        message = f"nothing came within {ADD_DEADLINE_S:.0f} s"
        raise _with_remedy(supervisor, GatewayUnreachable(message)) from error
    except ConfigError as error:
        refused = InvalidInfo(error.message, details=error.details)
        remedy = supervisor.remedy(error)
        refused.details = {**error.details, **({"remedy": remedy.value} if remedy else {})}
        raise refused from error
    except HomewireError as error:
        raise _with_remedy(supervisor, error) from error


async def first_verdict(supervisor: Supervisor, timeout_s: float) -> None:
    """Return when its first try is over, well or badly, or the time is."""
    with contextlib.suppress(HomewireError, TimeoutError):
        async with asyncio.timeout(timeout_s):
            await supervisor.first_snapshot()


async def obtained(catalog: Catalog, config: GatewayConfig) -> Mapping[str, str]:
    """Return the secrets that a person's deed yields, such as pressing a button.

    Raises:
        GatewayAuthRequired: nobody did it in time.
        GatewayError: it cannot be reached, or breaks its protocol.
        ConfigError: its driver cannot be used.
    """
    obtain = await catalog.load_obtain(config.type)
    manifest = catalog.manifest(config.type)
    try:
        async with asyncio.timeout(OBTAIN_TIMEOUT_S):
            return await obtain(config)
    except TimeoutError as error:
        what = manifest.guide_text or "It waits for its button to be pressed."
        details = {"remedy": Remedy.PRESS_BUTTON.value}
        raise GatewayAuthRequired(what, details=details) from error
    except GatewayAuthRequired as error:
        error.details = {**error.details, "remedy": Remedy.PRESS_BUTTON.value}
        raise
    except OSError as error:
        raise _not_there(error, f"{type(error).__name__}: {error}") from error
    except GatewayUnreachable as error:
        raise _not_there(error, error.message) from error


def _not_there(error: Exception, message: str) -> GatewayUnreachable:
    said = GatewayUnreachable(message[:255])
    said.__cause__ = error
    details = {"remedy": Remedy.CHECK_ADDRESS.value}
    return GatewayUnreachable(plain_reason(said) or said.message, details=details)


def _with_remedy(supervisor: Supervisor, error: HomewireError) -> HomewireError:
    remedy = supervisor.remedy(error)
    if remedy is not None:
        error.details = {**error.details, "remedy": remedy.value}
    return error
