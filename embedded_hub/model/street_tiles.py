"""Where pictures of streets come from: an address with places for zoom, column and row.

``https://tiles.example.org/{z}/{x}/{y}.png`` is one. Whoever draws a map with it tells that server
where the map looks, so there is none unless the owner wants it.
"""

import re

_PLACES = ("{z}", "{x}", "{y}")
_ADDRESS = re.compile(
    r"(?P<origin>https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?)/[^\s\"'<>\\^`|;,]+",
    re.IGNORECASE,
)
"""No character that would mean something in a header or a page."""


def origin_of(template: str) -> str | None:
    """Return the server an address asks, such as ``https://tiles.example.org``.

    ``None`` for what is no such address: without a place for the zoom, the column or the row, or
    with a name that no browser's policy can hold.
    """
    found = _ADDRESS.fullmatch(template)
    if found is None or not all(template.count(place) == 1 for place in _PLACES):
        return None
    return None if "{" in found["origin"] else found["origin"].lower()
