"""Which icon an entity or an area has now."""

from collections.abc import Mapping

from desktop.viewmodels.glyphs import glyph, glyph_or
from embedded_hub.model.capability.icons import FALLBACK, icon_name
from embedded_hub.model.registry import Area, Entity
from embedded_hub.model.state import State

AREA_ICON = "floor-plan"
_ROOMS: Mapping[str, tuple[str, ...]] = {
    "bed": ("bedroom", "schlafzimmer", "guest", "gast"),
    "teddy-bear": ("kid", "child", "nursery", "kinder"),
    "shower": ("bath", "shower", "bad", "dusch"),
    "toilet": ("toilet", "wc"),
    "countertop": ("kitchen", "kuche"),
    "silverware-fork-knife": ("dining", "esszimmer"),
    "sofa": ("living", "lounge", "wohn"),
    "desk": ("office", "study", "buro", "arbeits"),
    "garage": ("garage", "carport"),
    "tree": ("garden", "outside", "outdoor", "garten", "draussen", "aussen", "yard"),
    "balcony": ("balcony", "terrace", "patio", "balkon", "terrasse"),
    "door": ("hall", "entrance", "entry", "flur", "diele", "eingang"),
    "stairs": ("stair", "landing", "treppe"),
    "home-floor-b": ("basement", "cellar", "keller"),
    "home-roof": ("attic", "loft", "dach"),
    "washing-machine": ("laundry", "utility", "wasch", "hauswirtschaft"),
    "tools": ("workshop", "shed", "werkstatt", "schuppen"),
}
"""Parts of an area's id that tell what kind of room it is, where nobody chose an icon."""


def entity_glyph(entity: Entity, state: State) -> str:
    """Return the character of the entity's icon; one a person chose wins."""
    return glyph(entity.icon or "") or glyph_or(icon_name(state), FALLBACK)


def area_glyph(area: Area | None) -> str:
    """Return the character of an area's icon: the chosen one, else its kind of room's."""
    if area is None:
        return glyph(AREA_ICON)
    return glyph(area.icon or "") or glyph(_room_icon(area.area_id))


def _room_icon(area_id: str) -> str:
    for icon, parts in _ROOMS.items():
        if any(part in area_id for part in parts):
            return icon
    return AREA_ICON
