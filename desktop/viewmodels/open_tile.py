"""The tile of one entity, role by role, for a page that shows only it."""

from PySide6.QtCore import Property, QObject, Signal

from desktop.viewmodels.face import Face
from desktop.viewmodels.tile_model import TileModel


class OpenTile(QObject):
    """Follows one row of the tiles. Properties are named as the roles they show."""

    tileChanged = Signal()
    featuresChanged = Signal()
    """Apart from the rest: a control is built anew when its map is, even under a finger."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model: TileModel
        self._shown_id = ""
        self._face: Face = {}

    def follow(self, model: TileModel) -> None:
        """Show tiles of this model; called once."""
        self._model = model
        model.dataChanged.connect(self._look)
        model.rowsRemoved.connect(self._look)

    def show_tile(self, entity_id: str) -> None:
        """Show this entity's tile from now on; empty shows none."""
        self._shown_id = entity_id
        self._look()

    @Property("QVariantMap", notify=tileChanged)  # type: ignore[arg-type]
    def tile(self) -> Face:
        """All roles at once; empty when none is shown."""
        return self._face

    @Property(list, notify=featuresChanged)
    def features(self) -> list[Face]:
        """What can be done to it."""
        features = self._face.get("features", [])
        return features if isinstance(features, list) else []

    @Property(list, notify=tileChanged)
    def badges(self) -> list[object]:
        """Small marks: kind, icon, text, tint."""
        return self._list("badges")

    @Property(list, notify=tileChanged)
    def trend(self) -> list[object]:
        """The last 24 hours in the unit square."""
        return self._list("trend")

    @Property(str, notify=tileChanged)
    def deviceId(self) -> str:
        """The device it belongs to."""
        return self._text("deviceId")

    @Property(str, notify=tileChanged)
    def areaId(self) -> str:
        """Where it is."""
        return self._text("areaId")

    @Property(str, notify=tileChanged)
    def areaName(self) -> str:
        """What that place is called."""
        return self._text("areaName")

    @Property(str, notify=tileChanged)
    def domain(self) -> str:
        """What kind of thing it is."""
        return self._text("domain")

    @Property(str, notify=tileChanged)
    def deviceClass(self) -> str:
        """What kind within its domain."""
        return self._text("deviceClass")

    @Property(str, notify=tileChanged)
    def name(self) -> str:
        """Its whole name."""
        return self._text("fullName")

    @Property(str, notify=tileChanged)
    def icon(self) -> str:
        """One character of the icon font."""
        return self._text("icon")

    @Property(str, notify=tileChanged)
    def tint(self) -> str:
        """The colour token that tells what it is doing."""
        return self._text("tint")

    @Property(str, notify=tileChanged)
    def tintColor(self) -> str:
        """The colour a lamp shines in; empty where it has none."""
        return self._text("tintColor")

    @Property(str, notify=tileChanged)
    def stateText(self) -> str:
        """The word for what it is."""
        return self._text("stateText")

    @Property(str, notify=tileChanged)
    def detailText(self) -> str:
        """What stands behind that word."""
        return self._text("detailText")

    @Property(str, notify=tileChanged)
    def stateLine(self) -> str:
        """What the state line shows now."""
        return self._text("stateLine")

    @Property(str, notify=tileChanged)
    def valueText(self) -> str:
        """A number, large."""
        return self._text("valueText")

    @Property(str, notify=tileChanged)
    def unitText(self) -> str:
        """Its unit."""
        return self._text("unitText")

    @Property(bool, notify=tileChanged)
    def isOn(self) -> bool:
        """Whether it is active."""
        return self._face.get("isOn") is True

    @Property(bool, notify=tileChanged)
    def isAvailable(self) -> bool:
        """Whether its gateway vouches for it."""
        return self._face.get("isAvailable") is True

    @Property(bool, notify=tileChanged)
    def isPending(self) -> bool:
        """Whether something was asked and is not real yet."""
        return self._face.get("isPending") is True

    @Property(str, notify=tileChanged)
    def pendingText(self) -> str:
        """What was asked."""
        return self._text("pendingText")

    @Property(bool, notify=tileChanged)
    def isStale(self) -> bool:
        """Whether it is older than it should be."""
        return self._face.get("isStale") is True

    @Property(bool, notify=tileChanged)
    def isFavorite(self) -> bool:
        """Whether the person chose it."""
        return self._face.get("isFavorite") is True

    @Property(str, notify=tileChanged)
    def problemKind(self) -> str:
        """How the last command went wrong; empty when it did not."""
        return self._text("problemKind")

    @Property(str, notify=tileChanged)
    def problemText(self) -> str:
        """That, in a sentence."""
        return self._text("problemText")

    @Property(str, notify=tileChanged)
    def ageText(self) -> str:
        """How old the value is, where that matters."""
        return self._text("ageText")

    @Property(str, notify=tileChanged)
    def mainAction(self) -> str:
        """What a tap on the disc does."""
        return self._text("mainAction")

    @Property(str, notify=tileChanged)
    def holdText(self) -> str:
        """What holding the disc does."""
        return self._text("holdText")

    @Property(str, notify=tileChanged)
    def accessibleText(self) -> str:
        """The whole tile, read aloud."""
        return self._text("accessibleText")

    @Property(str, notify=tileChanged)
    def pictureUrl(self) -> str:
        """A picture of it."""
        return self._text("pictureUrl")

    @Property(str, notify=tileChanged)
    def mediaTitle(self) -> str:
        """What plays."""
        return self._text("mediaTitle")

    @Property(str, notify=tileChanged)
    def mediaArtist(self) -> str:
        """Who plays it."""
        return self._text("mediaArtist")

    def _text(self, role: str) -> str:
        return str(self._face.get(role, ""))

    def _list(self, role: str) -> list[object]:
        value = self._face.get(role, [])
        return value if isinstance(value, list) else []

    def _look(self) -> None:
        face = self._model.face(self._shown_id) or {}
        if face is self._face:
            return
        old, self._face = self._face, face
        if old.get("features") != face.get("features"):
            self.featuresChanged.emit()
        if {**old, "features": None} != {**face, "features": None}:
            self.tileChanged.emit()
