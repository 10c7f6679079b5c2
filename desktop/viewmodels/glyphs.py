"""Material Design Icons as characters of their font."""

import keyword

from fonticon_mdi7 import MDI7  # type: ignore[import-untyped]

FONT_FILE: str = MDI7.__font_file__
PREFIX = "mdi:"
FALLBACK = "help_circle_outline"


def glyph(name: str) -> str:
    """Return the icon's character for ``lightbulb`` or ``mdi:lightbulb``; "" when unknown."""
    attribute = name.removeprefix(PREFIX).replace("-", "_")
    if keyword.iskeyword(attribute):
        attribute += "_"
    value = getattr(MDI7, attribute, "") if attribute and not attribute.startswith("_") else ""
    # The table holds "mdi7." and the character.
    return value[-1:] if isinstance(value, str) else ""


def glyph_or(name: str, fallback: str) -> str:
    """Return the icon's character, the fallback's when the icon does not exist."""
    return glyph(name) or glyph(fallback) or glyph(FALLBACK)
