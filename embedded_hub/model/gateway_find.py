"""Something on the network that could be a gateway, in the words a person is shown."""

from typing import Literal

import msgspec

from embedded_hub.model.ids import GatewayId

Guide = Literal["none", "button", "secret", "code"]
"""What a person has to do before a system lets us in: nothing, press its button, give a token or
a password, enter a code."""
Admits = Literal["code", "window"]
"""How a system lets a new device into its own network: by its code, or for a time."""
ADMIT_WINDOW_S = 254.0
"""That time: the longest Zigbee knows. The system itself ends it."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One system that was found. Its texts are foreign: show them as text."""

    id: str
    """Stable over searches and addresses."""
    gateway_type: str
    title: str
    """What it calls itself."""
    model: str | None = None
    address: str
    """``host:port``."""
    host: str
    options: dict[str, str] = {}
    """What is known already, ready to be added with."""
    needs: tuple[str, ...] = ()
    """Names of the options a person must still give."""
    guide: Guide = "none"
    gateway_id: GatewayId | None = None
    """The gateway that has it already."""
    has_moved: bool = False
    """That gateway looks for it elsewhere and does not find it: ``options`` are what to change its
    settings to. Never done by itself, since an announcement proves nothing."""
    is_ignored: bool = False
    seen_at: float
    """When it was last heard of, in seconds UTC."""
