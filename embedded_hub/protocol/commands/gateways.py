"""Our own family for foreign systems: found, added, tried, changed, looked into, removed.

Listing and following them is for everybody who lives here; everything else is for the owner.
"""

from typing import Annotated

import msgspec

from embedded_hub.protocol.base import Command, LongText, Name, Text

Options = Annotated[dict[Text, LongText], msgspec.Meta(max_length=64)]


class GatewayTypes(Command, frozen=True, tag="home/gateways/types"):
    """List the kinds of gateways that can be added, with their settings.

    Each is ``{"type", "title", "summary", "icon", "options", "guide", "guide_text", "admits",
    "dials_in", "mdns_types"}``. The guide says what a person has to do to be let in: ``none``,
    press a ``button``, give a ``secret`` or a ``code``.
    """


class ListGateways(Command, frozen=True, tag="home/gateways/list"):
    """List the gateways with how they stand."""


class SubscribeGateways(Command, frozen=True, tag="home/gateways/subscribe"):
    """Follow the whole list: now and at each change."""


class AddGateway(Command, frozen=True, tag="home/gateways/add"):
    """Add a gateway and wait until its first snapshot is in.

    Where a button has to be pressed it waits for that first, up to a minute. Nothing is kept of
    one that does not come up.
    """

    gateway_type: Text
    title: Name | None = None
    options: Options = {}


class EditGateway(Command, frozen=True, tag="home/gateways/edit"):
    """Give a gateway another title or other settings, and connect with them.

    Answers with its status after the first try, or after a few seconds. A secret given anew is
    how a person lets it in again.
    """

    gateway_id: Text
    title: Name | None = None
    options: Annotated[dict[Text, LongText | None], msgspec.Meta(max_length=64)] = {}
    """The ones that change; ``null`` takes the default again, all others stay."""


class TryGateway(Command, frozen=True, tag="home/gateways/test"):
    """Connect once with these settings and keep nothing.

    Answers ``{"device_count", "entity_count", "round_trip_ms"}``, or with the error adding would.
    """

    gateway_type: Text
    options: Options = {}


class CancelGateways(Command, frozen=True, tag="home/gateways/cancel"):
    """Give up what this session is adding, trying, changing or admitting.

    Each of these ends in an error. A network it has opened to new devices is closed.
    """


class PauseGateway(Command, frozen=True, tag="home/gateways/pause"):
    """Disconnect a gateway until told otherwise, or go on."""

    gateway_id: Text
    is_paused: bool


class RemoveGateway(Command, frozen=True, tag="home/gateways/remove"):
    """Remove a gateway with its devices and entities."""

    gateway_id: Text


class FoundGateways(Command, frozen=True, tag="home/gateways/discovered"):
    """List what was found on the network: ``{"found": [Found], "problem"}``.

    The problem says in words why nothing can be heard there; it is ``null`` when all is well.
    """

    wait_s: Annotated[float, msgspec.Meta(ge=0, le=10)] = 0
    """Search for so long first; 0 for what is known."""


class FollowFound(Command, frozen=True, tag="home/gateways/discovered/subscribe"):
    """Search for as long as this is followed: ``{"found": [Found]}`` now and at each change."""


class IgnoreFound(Command, frozen=True, tag="home/gateways/ignore"):
    """Keep quiet about something that was found, or speak of it again."""

    found_id: Text
    is_ignored: bool


class DiagnoseGateway(Command, frozen=True, tag="home/gateways/diagnose"):
    """Say how a gateway has been doing: a ``Diagnosis``, without secrets."""

    gateway_id: Text


class AdmitDevice(Command, frozen=True, tag="home/gateways/admit"):
    """Let a new device into the network behind a gateway whose type ``admits``.

    Answers ``{"device_keys"}`` where the devices that came are known, else ``null``: the time in
    which one may come has begun.
    """

    gateway_id: Text
    code: Text | None = None


COMMANDS = (
    GatewayTypes,
    ListGateways,
    SubscribeGateways,
    AddGateway,
    EditGateway,
    TryGateway,
    CancelGateways,
    PauseGateway,
    RemoveGateway,
    FoundGateways,
    FollowFound,
    IgnoreFound,
    DiagnoseGateway,
    AdmitDevice,
)
