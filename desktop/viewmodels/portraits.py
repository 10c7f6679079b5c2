"""The pictures of this home's people, cut to the disc they are shown in."""

import asyncio
import base64
from collections.abc import Mapping

from PySide6.QtCore import Property, QBuffer, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.people import People
from embedded_hub.errors import HomewireError
from embedded_hub.model.capability.tracker import PERSON
from embedded_hub.model.ids import domain_of

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

SIDE = 128
"""Twice the largest disc, for dense screens."""
MOST_PIXELS = 512 * 512
"""What the hub takes; a header that promises more is not read on."""
FORMATS: Mapping[str, bytes] = {"image/png": b"png", "image/jpeg": b"jpeg", "image/webp": b"webp"}


@QmlElement
@QmlSingleton
class Portraits(QObject):
    """Reads each picture once, and again when it was exchanged."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._people: People
        self._discs: dict[str, str] = {}
        """Addresses of pictures, by the picture's name."""
        self._asked: set[str] = set()
        self._pictures: dict[str, str] = {}

    def attach(self, home: Home, people: People) -> None:
        """Show the people of this home; called once."""
        self._home, self._people = home, people
        people.changed.connect(self._look)
        home.changed.connect(self._home_changed)

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def pictures(self) -> dict[str, str]:
        """Addresses for images, by person and by ``person`` entity; nobody without a picture."""
        return self._pictures

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_structure:
            self._look()

    def _look(self) -> None:
        """Read what is new, and say whose pictures are known."""
        avatars = {one.person_id: one.avatar for one in self._people.people if one.avatar}
        for person_id, avatar in avatars.items():
            if avatar not in self._discs and avatar not in self._asked:
                self._asked.add(avatar)
                self._home.tasks.start(self._read(person_id, avatar), "read a picture")
        known = {one: self._discs[name] for one, name in avatars.items() if name in self._discs}
        for entity_id, state in self._home.mirror.states.items():
            if domain_of(entity_id) == PERSON.domain:
                disc = known.get(str(state.attributes.get("user_id")))
                if disc is not None:
                    known[str(entity_id)] = disc
        if known != self._pictures:
            self._pictures = known
            self.changed.emit()

    async def _read(self, person_id: str, avatar: str) -> None:
        try:
            picture = await self._home.backend.people.picture(person_id)
        except HomewireError:
            self._asked.discard(avatar)  # the next list is the next try
            return
        disc = await asyncio.to_thread(disc_of, picture.content, picture.mime)
        if disc is not None:
            self._discs[avatar] = disc
            self._look()


def disc_of(content: bytes, mime: str) -> str | None:
    """Return a round picture as an address of its own, ``None`` where it cannot be read."""
    kind = FORMATS.get(mime)
    if kind is None:
        return None
    source = QBuffer()
    source.setData(content)
    reader = QImageReader(source, kind)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    image = reader.read()
    return None if image.isNull() else _address(_round(image))


def _round(image: QImage) -> QImage:
    filled = image.scaled(
        QSize(SIDE, SIDE),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    disc = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    disc.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addEllipse(QRectF(0, 0, SIDE, SIDE))
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.drawImage((SIDE - filled.width()) // 2, (SIDE - filled.height()) // 2, filled)
    painter.end()
    return disc


def _address(image: QImage) -> str:
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]  # PySide names no str
    return "data:image/png;base64," + base64.b64encode(target.data().data()).decode()
