"""The codes printed on Matter devices, checked before anybody goes looking for one. Pure.

Source: Matter Core Specification 1.3, 5.1.3 (QR code), 5.1.4 (manual pairing code) and 5.1.7.1
(passcodes that are not to be used).
"""

from collections.abc import Iterator

from embedded_hub.errors import InvalidInfo

_PREFIX = "MT:"
_SEVERAL = "*"
"""Stands between the codes of devices that come in one box."""
_BASE38 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-."
_BYTES_OF = {5: 3, 4: 2, 2: 1}
"""How many bytes a group of characters makes."""
_PAYLOAD_BYTES = 11
_VERSION_BITS = 3
_PASSCODE_AT, _PASSCODE_BITS = 57, 27
_LONGEST = 512
_SHORT, _LONG = 11, 21
_HIGHEST_FIRST = 7
_HAS_VENDOR = 4
_LOW_BITS = 14
_WEAK = frozenset({0, 12345678, 87654321, *(11111111 * digit for digit in range(1, 10))})
_HIGHEST_PASSCODE = 99999998

# Verhoeff's check digit: the multiplication table of the symmetries of a pentagon, a permutation
# applied once more at each place, and the inverses.
_TIMES = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def checked_code(given: str | None) -> str:
    """Return a code as a server takes it, without the spaces and dashes it is printed with.

    Raises:
        InvalidInfo: no device has this code; the message says what is wrong with it.
    """
    text = "".join((given or "").split()).upper()
    if not text:
        raise _wrong("the code of the device is needed")
    if text.startswith(_PREFIX):
        _check_scanned(text.removeprefix(_PREFIX))
        return text
    # The dash is a character of the scanned code, and only decoration of the printed one.
    digits = text.replace("-", "")
    if not (digits.isascii() and digits.isdecimal()):
        raise _wrong("this is no Matter code: it has 11 or 21 digits, or begins with MT:")
    _check_printed(digits)
    return digits


def _check_printed(digits: str) -> None:
    if len(digits) not in (_SHORT, _LONG):
        raise _wrong(f"a Matter code has 11 or 21 digits, this one has {len(digits)}")
    if not _has_its_check_digit(digits):
        raise _wrong("a digit of this code is wrong, or two have changed places")
    first = int(digits[0])
    has_vendor = first <= _HIGHEST_FIRST and bool(first & _HAS_VENDOR)
    if first > _HIGHEST_FIRST or has_vendor != (len(digits) == _LONG):
        raise _wrong("this is no Matter code: look for one with the Matter sign beside it")
    low, high = int(digits[1:6]), int(digits[6:10])
    _check_passcode(high << _LOW_BITS | low & (1 << _LOW_BITS) - 1)


def _check_scanned(body: str) -> None:
    if len(body) > _LONGEST:
        raise _wrong("this is no Matter code: it is too long")
    for one in body.split(_SEVERAL):
        payload = b"".join(_decoded(one))
        if len(payload) < _PAYLOAD_BYTES:
            raise _wrong("a part of this code is missing")
        bits = int.from_bytes(payload, "little")
        if bits & (1 << _VERSION_BITS) - 1:
            raise _wrong("this code is of a later version of Matter")
        _check_passcode(bits >> _PASSCODE_AT & (1 << _PASSCODE_BITS) - 1)


def _decoded(text: str) -> Iterator[bytes]:
    for start in range(0, len(text), 5):
        group = text[start : start + 5]
        size = _BYTES_OF.get(len(group))
        value = 0
        for character in reversed(group):
            digit = _BASE38.find(character)
            if digit < 0:
                raise _wrong(f"no Matter code has the character {character!r}")
            value = value * len(_BASE38) + digit
        if size is None or value >> 8 * size:
            raise _wrong("a character of this code is wrong or missing")
        yield value.to_bytes(size, "little")


def _check_passcode(passcode: int) -> None:
    if passcode in _WEAK or passcode > _HIGHEST_PASSCODE:
        raise _wrong("no Matter device has this code")


def _has_its_check_digit(digits: str) -> bool:
    check = 0
    for place, character in enumerate(reversed(digits)):
        digit = int(character)
        for _ in range(place % 8):
            digit = _PERMUTATION[digit]
        check = _TIMES[check][digit]
    return check == 0


def _wrong(message: str) -> InvalidInfo:
    return InvalidInfo(message, details={"field": "code"})
