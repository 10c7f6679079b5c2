"""Which icon an entity or an area has now."""

from desktop.viewmodels.glyphs import glyph, glyph_or
from embedded_hub.model.capability.icons import FALLBACK, icon_name
from embedded_hub.model.registry import Area, Entity
from embedded_hub.model.state import State

AREA_ICON = "texture-box"


def entity_glyph(entity: Entity, state: State) -> str:
    """Return the character of the entity's icon; one a person chose wins."""
    return glyph(entity.icon or "") or glyph_or(icon_name(state), FALLBACK)


def area_glyph(area: Area | None) -> str:
    """Return the character of an area's icon."""
    return glyph_or(area.icon or "" if area is not None else "", AREA_ICON)
