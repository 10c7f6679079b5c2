"""People's pictures in the window: read once, round, and never more than the header promised."""

import base64
import struct
from collections.abc import AsyncIterator

import pytest
from PySide6.QtGui import QImage

from desktop.backend.fake import FakeBackend
from desktop.backend.fake_people import sunset
from desktop.backend.people import Portrait
from desktop.viewmodels.home import Home
from desktop.viewmodels.people import People
from desktop.viewmodels.portraits import SIDE, Portraits, disc_of
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from tests.desktop.home_rig import NOW, until


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    home = Home(FakeBackend(lambda: NOW), lambda: NOW)
    yield home
    await home.close()


async def test_a_person_and_their_tile_have_the_picture_and_others_none(home: Home) -> None:
    backend, people, portraits = home.backend, People(), Portraits()
    assert isinstance(backend, FakeBackend)
    people.attach(home)
    portraits.attach(home, people)
    backend.subscribe(home.apply)
    anna = State(
        entity_id=EntityId("person.anna"),
        value="home",
        attributes={"user_id": "u1"},
        changed_at=NOW,
        updated_at=NOW,
        context=Context(id="c"),
    )
    backend.set_state(anna)
    await until(lambda: "person.anna" in portraits.property("pictures"))
    assert set(portraits.property("pictures")) == {"u1", "person.anna"}
    people.close()


def image_of(address: str) -> QImage:
    return QImage.fromData(base64.b64decode(address.partition(",")[2]))


def test_a_picture_becomes_a_disc() -> None:
    address = disc_of(sunset(), "image/png")
    assert address is not None
    image = image_of(address)
    assert (image.width(), image.height()) == (SIDE, SIDE)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(SIDE // 2, SIDE // 2).alpha() == 255


def test_what_is_no_picture_of_that_kind_or_too_large_is_none() -> None:
    vast = bytearray(sunset())
    vast[16:24] = struct.pack(">II", 30_000, 30_000)
    assert disc_of(bytes(vast), "image/png") is None
    assert disc_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml") is None
    assert disc_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png") is None
    assert disc_of(sunset()[:60], "image/png") is None
    assert Portrait(mime="image/png", content=b"").content == b""
