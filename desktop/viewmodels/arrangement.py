"""A person's arrangement of the home, changed one touch at a time: pure."""

from collections.abc import Sequence

from msgspec.structs import replace

from desktop.backend.api import Layout


def with_favorite(layout: Layout, entity_id: str, value: bool) -> Layout:
    """Put an entity among the favourites, at the end, or take it out."""
    rest = tuple(one for one in layout.favorites if one != entity_id)
    return replace(layout, favorites=(*rest, entity_id) if value else rest)


def with_moved_favorite(layout: Layout, entity_id: str, to_index: int) -> Layout:
    """Move a favourite."""
    return replace(layout, favorites=_moved(layout.favorites, entity_id, to_index))


def with_moved_area(layout: Layout, shown: Sequence[str], area_id: str, to_index: int) -> Layout:
    """Move an area among those shown."""
    return replace(layout, area_order=_moved(shown, area_id, to_index))


def with_moved_tile(
    layout: Layout, area_id: str, shown: Sequence[str], entity_id: str, to_index: int
) -> Layout:
    """Move a tile among those its area shows."""
    order = {**layout.tile_order, area_id: _moved(shown, entity_id, to_index)}
    return replace(layout, tile_order=order)


def rank(order: Sequence[str], one: str) -> int:
    """Return the place of something; what nobody placed comes after everything placed."""
    return order.index(one) if one in order else len(order)


def _moved(order: Sequence[str], one: str, to_index: int) -> tuple[str, ...]:
    rest = [other for other in order if other != one]
    place = min(max(to_index, 0), len(rest))
    return (*rest[:place], one, *rest[place:])
