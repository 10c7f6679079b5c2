"""What a small picture is."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import InvalidInfo
from embedded_hub.model.picture import Picture, read_picture

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 64, 48) + bytes(5)
JPEG = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 48, 64) + bytes(6)
WEBP = {
    "lossy": b"VP8 " + bytes(4) + bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", 64, 48),
    "lossless": b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 63 | 47 << 14) + bytes(5),
    "extended": b"VP8X" + bytes(8) + (63).to_bytes(3, "little") + (47).to_bytes(3, "little"),
}


def webp(kind: str) -> bytes:
    return b"RIFF" + bytes(4) + b"WEBP" + WEBP[kind]


def read(content: bytes) -> Picture:
    return read_picture(content, max_bytes=1000, max_side=64)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        *((webp(kind), "image/webp") for kind in WEBP),
    ],
)
def test_what_browsers_make_is_read(content: bytes, mime: str) -> None:
    picture = read(content)
    assert (picture.mime, picture.width, picture.height) == (mime, 64, 48)
    assert picture.content == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(50),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        PNG[:20],
        JPEG[:8],
        webp("lossy")[:25],
        PNG + bytes(1000),
        PNG.replace(struct.pack(">II", 64, 48), struct.pack(">II", 65, 48)),
        PNG.replace(struct.pack(">II", 64, 48), struct.pack(">II", 0, 48)),
    ],
)
def test_anything_else_and_anything_large_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInfo):
        read(content)


@given(
    start=st.sampled_from([PNG[:8], JPEG[:3], webp("lossy")[:16], webp("lossless")[:16], b""]),
    rest=st.binary(max_size=80),
)
def test_whatever_comes_is_a_picture_or_refused(start: bytes, rest: bytes) -> None:
    try:
        assert 0 < read(start + rest).width <= 64
    except InvalidInfo as error:
        assert error.message  # noqa: PT017 - both outcomes are fine, a crash is not
