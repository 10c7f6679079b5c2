"""What a tile is called: short where its place and its device already say the rest."""

import msgspec

from embedded_hub.model.registry import Area, Device, Entity

DOT = " · "


class TileName(msgspec.Struct, frozen=True, kw_only=True):
    """A name in three lengths."""

    full: str
    """What people say when nothing around it helps."""
    short: str
    """Within its area."""
    device: str = ""
    """The device a short name is one facet of; empty when it is not."""


def tile_name(full: str, entity: Entity, device: Device | None, area: Area | None) -> TileName:
    """Name an entity; a name a person gave is never taken apart by device."""
    if device is not None and entity.name is None:
        facet = _after(full, device.display_name)
        if facet:
            return TileName(full=full, short=facet, device=_within(device.display_name, area))
    return TileName(full=full, short=_within(full, area))


def _within(name: str, area: Area | None) -> str:
    """Drop the area's name in front: within its own section it only costs room."""
    return (_after(name, area.name) or name) if area is not None else name


def _after(name: str, start: str) -> str:
    """Return what follows a start, as a name of its own; empty when nothing does."""
    if not start or not name.casefold().startswith(start.casefold() + " "):
        return ""
    rest = name[len(start) :].strip(" -·:")
    return rest[:1].upper() + rest[1:]
