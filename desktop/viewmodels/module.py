"""The QML module ``Homewire.Desktop`` as one object: importing this registers every type."""

from typing import TypeVar, cast

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlEngine

from desktop.backend.api import Backend
from desktop.platform.settings import Preferences, SettingsFile
from desktop.viewmodels import QML_IMPORT_NAME
from desktop.viewmodels.activity import Activity
from desktop.viewmodels.app import App
from desktop.viewmodels.areas import Areas
from desktop.viewmodels.detail import Detail
from desktop.viewmodels.gateways import Gateways
from desktop.viewmodels.home import Home
from desktop.viewmodels.settings import About, Settings
from desktop.viewmodels.tiles import Tiles

_Singleton = TypeVar("_Singleton", bound=QObject)


class ViewModels(msgspec.Struct, frozen=True, kw_only=True):
    """The singletons of one engine, attached to one home."""

    home: Home
    settings: Settings
    tiles: Tiles
    areas: Areas
    detail: Detail
    activity: Activity
    gateways: Gateways
    app: App

    def retranslate(self) -> None:
        """Show everything in the language that was just installed."""
        self.settings.retranslated()
        self.home.retranslated()

    async def close(self) -> None:
        """End everything they started."""
        await self.home.close()
        await self.settings.close()


def attach(
    engine: QQmlEngine,
    backend: Backend,
    *,
    settings_file: SettingsFile | None,
    preferences: Preferences,
    about: About,
) -> ViewModels:
    """Make the engine's singletons and show them a home.

    The engine owns them; it must outlive what this returns.
    """
    home = Home(backend)
    models = ViewModels(
        home=home,
        settings=_singleton(engine, Settings),
        tiles=_singleton(engine, Tiles),
        areas=_singleton(engine, Areas),
        detail=_singleton(engine, Detail),
        activity=_singleton(engine, Activity),
        gateways=_singleton(engine, Gateways),
        app=_singleton(engine, App),
    )
    models.settings.attach(settings_file, preferences, about)
    models.tiles.attach(home)
    models.areas.attach(home, models.tiles)
    models.detail.attach(home, models.tiles)
    models.activity.attach(home)
    models.gateways.attach(home)
    models.app.attach(home, models.settings, models.tiles, models.areas)
    return models


def _singleton(engine: QQmlEngine, kind: type[_Singleton]) -> _Singleton:
    made = engine.singletonInstance(QML_IMPORT_NAME, kind.__name__)
    return cast(_Singleton, made)
