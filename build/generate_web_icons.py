"""Draws the web client's icons: ``resources/web/icons``, one drawing in the sizes phones ask for.

Run ``python build/generate_web_icons.py`` after a change of the drawing. A house drawn with one
wire that begins and ends at its door.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "web" / "icons"
GROUND = "#1F5BEB"
WIRE = "#FFFFFF"
SPARK = "#FFC04D"
SIZES = {"homewire-180.png": 180, "homewire-192.png": 192, "homewire-512.png": 512}
MASKABLE = "homewire-maskable-512.png"
"""Phones cut it to a shape of their own, so its ground reaches every edge."""


def drawing(*, radius: int, scale: float) -> str:
    """Return the icon as SVG, 64 wide; ``scale`` shrinks the house within its ground."""
    move = 32 * (1 - scale)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect width="64" height="64" rx="{radius}" fill="{GROUND}"/>
  <g transform="translate({move:g} {move:g}) scale({scale:g})" fill="none" stroke="{WIRE}"
     stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round">
    <path d="M26 50 H18 V30 L32 17 L46 30 V50 H38 V42 C38 34 26 34 26 42"/>
    <circle cx="26" cy="50" r="3.5" fill="{SPARK}" stroke="none"/>
  </g>
</svg>
"""


def render(svg: str, size: int, target: Path) -> None:
    """Write a drawing as a picture."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    if not image.save(str(target)):
        raise OSError(f"{target} could not be written")


def main() -> int:
    """Write all of them."""
    ICONS.mkdir(parents=True, exist_ok=True)
    usual = drawing(radius=14, scale=1)
    (ICONS / "homewire.svg").write_text(usual, encoding="utf-8")
    for name, size in SIZES.items():
        render(
            usual if size != SIZES["homewire-180.png"] else drawing(radius=0, scale=0.9),
            size,
            ICONS / name,
        )
    render(drawing(radius=0, scale=0.8), 512, ICONS / MASKABLE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
