"""How deep JSON nests, before anybody parses it."""

from itertools import accumulate

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = tuple((byte in b"[{") - (byte in b"]}") for byte in range(256))


def is_deeper(raw: bytes, limit: int) -> bool:
    """Say whether objects and lists stand deeper in one another than that; strings do not count.

    What is no JSON gets some answer and is refused when it is parsed.
    """
    # Counting lets nearly all messages through; what is left is cut down to its brackets without
    # a step of Python for each, since a gateway's frame may hold thousands.
    if raw.count(b"[") + raw.count(b"{") <= limit:
        return False
    if b"\\" in raw:
        raw = raw.replace(rb"\\", b"").replace(rb"\"", b"")
    brackets = b"".join(raw.split(b'"')[::2]).translate(None, _NO_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > limit
