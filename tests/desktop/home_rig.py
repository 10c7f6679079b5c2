"""View models over a made-up home, without QML."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from desktop.backend.fake import FakeBackend
from desktop.platform.settings import Preferences
from desktop.viewmodels.activity import Activity
from desktop.viewmodels.adding import Adding
from desktop.viewmodels.app import App
from desktop.viewmodels.areas import Areas
from desktop.viewmodels.arranging import Arranging
from desktop.viewmodels.detail import Detail
from desktop.viewmodels.duplicates import Duplicates
from desktop.viewmodels.face import ROLES, Face
from desktop.viewmodels.found_gateways import FoundGateways
from desktop.viewmodels.gateway_detail import GatewayDetail
from desktop.viewmodels.gateways import Gateways
from desktop.viewmodels.home import Home
from desktop.viewmodels.roles import role_name
from desktop.viewmodels.settings import About, Settings
from desktop.viewmodels.tiles import Tiles

NOW = 1_800_000_000.0


class Rig:
    """Everything a window would show; time stands still unless a test moves it."""

    def __init__(self) -> None:
        self.now = NOW
        self.backend = FakeBackend(lambda: self.now)
        self.home = Home(self.backend, lambda: self.now)
        self.settings, self.tiles, self.areas = Settings(), Tiles(), Areas()
        self.detail, self.activity, self.gateways, self.app = (
            Detail(),
            Activity(),
            Gateways(),
            App(),
        )
        self.settings.attach(None, Preferences(), About(data_folder=Path("/nowhere")))
        self.tiles.attach(self.home)
        self.areas.attach(self.home, self.tiles)
        self.detail.attach(self.home, self.tiles)
        self.activity.attach(self.home)
        self.gateways.attach(self.home)
        self.app.attach(self.home, self.settings, self.tiles, self.areas)
        self.told: list[tuple[int, int, set[str]]] = []
        """What the tile model told QML: first row, last row, roles."""
        self.tiles.model.dataChanged.connect(self._note)

    def start(self) -> None:
        self.backend.subscribe(self.home.apply)

    async def close(self) -> None:
        await self.home.close()
        await self.settings.close()

    def face(self, entity_id: str) -> Face:
        self.tiles.model.flush()
        face = self.tiles.model.face(entity_id)
        assert face is not None
        return face

    def look(self) -> None:
        """Have everything told that waits for its timer."""
        self.tiles.model.flush()
        self.areas.refresh()

    def roles_told(self) -> set[str]:
        return set().union(*(roles for _, _, roles in self.told))

    def _note(self, first: object, last: object, roles: list[int]) -> None:
        names = {role_name(ROLES, role) or "" for role in roles}
        self.told.append((first.row(), last.row(), names))  # type: ignore[attr-defined]


class GatewayRig(Rig):
    """Finding, adding and examining gateways besides; the kinds there are, are read."""

    def __init__(self) -> None:
        super().__init__()
        self.adding, self.found, self.one = Adding(), FoundGateways(), GatewayDetail()
        self.arranging, self.duplicates = Arranging(), Duplicates()
        self.adding.attach(self.home, self.gateways.kind_of)
        self.found.attach(self.home, self.gateways, self.adding)
        self.one.attach(self.home, self.gateways)
        self.arranging.attach(self.home)
        self.duplicates.attach(self.home)

    async def ready(self) -> None:
        self.start()
        await until(lambda: bool(self.gateways.property("types")))

    async def close(self) -> None:
        self.found.close()
        self.one.close()
        await super().close()


async def until(is_so: Callable[[], bool]) -> None:
    """Let the loop run until something is so; the test's own time limit ends a wait in vain."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.005)
