"""What a small picture is, read from its first bytes: nothing here decodes one."""

import msgspec

from embedded_hub.errors import InvalidInfo

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry a size (ITU T.81, table B.1); the three are tables of other kinds."""
_VP8_START = b"\x9d\x01\x2a"


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """An encoded picture and what it says of itself."""

    mime: str
    width: int
    height: int
    content: bytes


def read_picture(content: bytes, *, max_bytes: int, max_side: int) -> Picture:
    """Accept a PNG, JPEG or WebP picture that is small, in bytes and in pixels.

    A few kilobytes can unfold to gigabytes of pixels, so what the header says counts too.

    Raises:
        InvalidInfo: it is none of these, or too large.
    """
    if len(content) > max_bytes:
        raise InvalidInfo(f"a picture has at most {max_bytes} bytes")
    size = _size(content)
    if size is None:
        raise InvalidInfo("a picture is a PNG, JPEG or WebP")
    mime, width, height = size
    if not (0 < width <= max_side and 0 < height <= max_side):
        raise InvalidInfo(f"a picture has at most {max_side} pixels a side")
    return Picture(mime=mime, width=width, height=height, content=content)


def _size(content: bytes) -> tuple[str, int, int] | None:
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        return "image/png", _big(content[16:20]), _big(content[20:24])
    if content.startswith(_JPEG):
        return _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30:
        return _webp_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _START_OF_FRAME:
            return "image/jpeg", _big(content[at + 7 : at + 9]), _big(content[at + 5 : at + 7])
        at += 2 + _big(content[at + 2 : at + 4])
    return None


def _webp_size(content: bytes) -> tuple[str, int, int] | None:
    kind = content[12:16]
    if kind == b"VP8X":
        return "image/webp", _little(content[24:27]) + 1, _little(content[27:30]) + 1
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = _little(content[21:25])
        return "image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and content[23:26] == _VP8_START:
        width, height = _little(content[26:28]), _little(content[28:30])
        return "image/webp", width & 0x3FFF, height & 0x3FFF
    return None


def _big(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
