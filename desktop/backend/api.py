"""What a user interface needs of a hub, local or remote.

Knowledge flows one way, as events to a listener: first the link, then a whole
:class:`Snapshot`, then diffs; after a reconnect a new snapshot and diffs again. Intent flows the
other way through calls that return how it ended. A call never changes what the listener knows:
the hub's own event does.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from desktop.backend.devices import DeviceDesk
from desktop.backend.gateways import GatewayDesk, GatewayType
from desktop.backend.listeners import Unsubscribe
from desktop.backend.notices import NoticeDesk
from desktop.backend.people import PeopleDesk
from desktop.backend.places import PlaceDesk
from desktop.backend.voice import VoiceSource
from embedded_hub.model.action import Outcome
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import AreaId, EntityId, GatewayId
from embedded_hub.model.registry import Area, Device, Entity, Floor
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject


class LinkPhase(StrEnum):
    """Where the one connection to the hub stands."""

    CONNECTING = "connecting"
    """Never connected yet."""
    CONNECTED = "connected"
    LOST = "lost"
    """Was connected; trying again. What is known is what was last known."""
    REFUSED = "refused"
    """The token was refused; waits for a person."""
    STOPPED = "stopped"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The connection to the hub; ``since_at`` is seconds UTC."""

    phase: LinkPhase
    since_at: float
    code: str | None = None
    """Error code of the last failure, while it matters."""
    message: str | None = None
    """That failure in a technical sentence."""


class HomeInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Whose home this is and what the person at this window may do."""

    name: str
    version: str = ""
    home_id: str | None = None
    role: str = "owner"
    user_id: str | None = None
    user_name: str = ""
    hub_url: str | None = None
    is_demo: bool = False
    is_homewire: bool = True
    """False for a Home Assistant, which has no gateways for us to add."""


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """The registries, whole. Entities without an entry exist by their state alone."""

    floors: tuple[Floor, ...] = ()
    areas: tuple[Area, ...] = ()
    devices: tuple[Device, ...] = ()
    entities: tuple[Entity, ...] = ()


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How one person arranged the home."""

    favorites: tuple[str, ...] = ()
    area_order: tuple[str, ...] = ()
    tile_order: dict[str, tuple[str, ...]] = {}
    """Entity ids by area id, as far as somebody moved them."""


class LinkChanged(msgspec.Struct, frozen=True, kw_only=True):
    """The connection stands differently now."""

    link: Link


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Everything there is; replaces whatever was known."""

    info: HomeInfo
    places: Places
    states: tuple[State, ...]
    gateways: tuple[GatewayStatus, ...] = ()
    layout: Layout = Layout()
    user_names: dict[str, str] = {}
    """Names of people by user id, as far as this person may know them."""


class StatesChanged(msgspec.Struct, frozen=True, kw_only=True):
    """New or changed states, and the ids of entities that went."""

    states: tuple[State, ...] = ()
    removed: tuple[EntityId, ...] = ()


class PlacesChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A registry changed; all of them, anew."""

    places: Places


class GatewaysChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway came, went or stands differently now; all of them."""

    gateways: tuple[GatewayStatus, ...]


class LayoutChanged(msgspec.Struct, frozen=True, kw_only=True):
    """The person's arrangement changed, here or at another of their screens."""

    layout: Layout


BackendEvent = (
    LinkChanged | Snapshot | StatesChanged | PlacesChanged | GatewaysChanged | LayoutChanged
)
Listener = Callable[[BackendEvent], None]
"""Gets every event in order, in the event loop's thread; must return at once."""


class HistoryPoint(msgspec.Struct, frozen=True, kw_only=True):
    """What an entity was from ``at`` on, seconds UTC."""

    at: float
    value: str


class HistoryBin(msgspec.Struct, frozen=True, kw_only=True):
    """A number's summary over one period starting at ``at``."""

    at: float
    mean: float
    low: float
    high: float


class History(msgspec.Struct, frozen=True, kw_only=True):
    """One entity's past; long ranges of numbers come as bins, everything else as points."""

    points: tuple[HistoryPoint, ...] = ()
    bins: tuple[HistoryBin, ...] = ()


class ActivityEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, and who made it happen where somebody did."""

    at: float
    entity_id: EntityId
    value: str
    user_id: str | None = None
    user_name: str | None = None


class EntityChanges(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person wants different about an entity; unset fields stay as they are."""

    name: str | msgspec.UnsetType | None = msgspec.UNSET
    icon: str | msgspec.UnsetType | None = msgspec.UNSET
    area_id: AreaId | msgspec.UnsetType | None = msgspec.UNSET
    is_hidden: bool | msgspec.UnsetType = msgspec.UNSET


class Backend(Protocol):
    """One home, as a user interface sees it. All calls from one event loop.

    Every coroutine but :meth:`act` raises :class:`~embedded_hub.errors.HomewireError` when the
    hub refuses or does not answer.
    """

    @property
    def voice(self) -> VoiceSource:
        """What is said in the home."""

    @property
    def people(self) -> PeopleDesk:
        """Who may do what, and how a new device gets in."""

    @property
    def notices(self) -> NoticeDesk:
        """What the home wants people to read."""

    @property
    def gateways(self) -> GatewayDesk:
        """What gateways could be there, and how those that are have been doing."""

    @property
    def devices(self) -> DeviceDesk:
        """Where devices are, and which of them are the same."""

    @property
    def tracking(self) -> PlaceDesk:
        """Where people were, and the places that have a name."""

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Tell the listener everything known now, then every change.

        The link comes first and at once; a snapshot follows at once when there is one, else as
        soon as there is.
        """

    async def close(self) -> None:
        """End the connection and everything that runs for it. May be called twice."""

    def reconnect(self) -> None:
        """Try again now instead of when the back-off says so."""

    async def act(self, entity_id: EntityId, action: str, arguments: JsonObject) -> Outcome:
        """Do something to an entity; at most once, and never raises for how it ended."""

    async def history(self, entity_id: EntityId, start_at: float, end_at: float) -> History:
        """Return what an entity was in ``[start_at, end_at)``, oldest first.

        The first point is the state that held at ``start_at`` where one is known.
        """

    async def activity(
        self, start_at: float, end_at: float, entity_ids: Sequence[EntityId] = ()
    ) -> Sequence[ActivityEntry]:
        """Return what happened, oldest first; to these entities, or to all."""

    async def update_entity(self, entity_id: EntityId, changes: EntityChanges) -> None:
        """Change what people may choose about an entity."""

    async def save_layout(self, layout: Layout) -> None:
        """Keep how the person arranged the home; comes back as an event."""

    async def gateway_types(self) -> Sequence[GatewayType]:
        """Return what kinds of gateways can be added."""

    async def add_gateway(
        self, type_: str, title: str | None, options: Mapping[str, str]
    ) -> GatewayStatus:
        """Add a gateway and return once its devices are there.

        Raises:
            GatewayError: it did not come up; nothing was kept.
            InvalidInfo: an option is missing or wrong; ``details["field"]`` may name it.
        """

    async def pause_gateway(self, gateway_id: GatewayId, is_paused: bool) -> None:
        """Disconnect a gateway until told otherwise, or let it go on."""

    async def remove_gateway(self, gateway_id: GatewayId) -> None:
        """Disconnect a gateway and forget its devices."""
