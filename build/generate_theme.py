"""Write the theme files of the desktop and the web client from ``resources/tokens.json``.

Run ``python build/generate_theme.py`` after a change of the tokens; ``--check`` only reports which
files are stale and exits 1, which is what the tests do. Icon names are looked up in the icon font
here, so a name that does not exist fails now and not as an empty box on a screen.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from fonticon_mdi7 import MDI7  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
TOKENS = ROOT / "resources" / "tokens.json"
QML = ROOT / "resources" / "qml" / "Homewire" / "Theme"
CSS = ROOT / "resources" / "web" / "tokens.css"
NOTICE = (
    "Generated from resources/tokens.json by build/generate_theme.py; change the tokens instead."
)

Tokens = dict[str, Any]


def kebab(name: str) -> str:
    """Return a camelCase token name in the form CSS uses."""
    return re.sub(r"([A-Z])", lambda found: "-" + found.group(1).lower(), name)


def glyph(icon: str) -> str:
    """Return the code point of an icon as a QML escape.

    Raises:
        AttributeError: The font has no icon of that name.
    """
    reference: str = getattr(MDI7, icon.replace("-", "_"))  # "mdi7." and the character
    code = ord(reference[-1])
    high, low = 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF)
    return f"\\u{high:04X}\\u{low:04X}"


def palette_qml(tokens: Tokens) -> str:
    """Return the type that holds one colour scheme."""
    names = tokens["color"]["light"]
    lines = [f"    required property color {name}" for name in names]
    return "\n".join(
        [
            f"// {NOTICE}",
            "import QtQuick",
            "",
            "QtObject {",
            *lines,
            "    required property real tint",
            "}",
            "",
        ]
    )


def tokens_qml(tokens: Tokens) -> str:
    """Return the singleton with every palette, size and duration."""
    body: list[str] = []
    for scheme, colors in tokens["color"].items():
        body.append(f"    readonly property ColorScheme {scheme}: ColorScheme {{")
        body += [f'        {name}: "{value}"' for name, value in colors.items()]
        body += [f"        tint: {tokens['tint'][scheme]}", "    }", ""]
    for group in ("space", "radius", "size", "breakpoint", "font", "weight", "duration"):
        for name, value in tokens[group].items():
            body.append(f"    readonly property int {group}{name[0].upper()}{name[1:]}: {value}")
    return "\n".join(
        [f"// {NOTICE}", "pragma Singleton", "import QtQuick", "", "QtObject {", *body, "}", ""]
    )


def glyphs_qml(tokens: Tokens) -> str:
    """Return the singleton with the icons the interface itself uses."""
    lines = [
        f'    readonly property string {name}: "{glyph(icon)}" // {icon}'
        for name, icon in sorted(tokens["icons"].items())
    ]
    return "\n".join(
        [f"// {NOTICE}", "pragma Singleton", "import QtQuick", "", "QtObject {", *lines, "}", ""]
    )


def css_color(value: str) -> str:
    """Return a colour as CSS writes it: Qt puts alpha first, CSS last."""
    return f"#{value[3:]}{value[1:3]}" if len(value) == 9 else value


def css_scheme(tokens: Tokens, scheme: str, indent: str) -> list[str]:
    """Return the custom properties of one colour scheme."""
    lines = [
        f"{indent}--{kebab(name)}: {css_color(value)};"
        for name, value in tokens["color"][scheme].items()
    ]
    return [*lines, f"{indent}--tint: {round(tokens['tint'][scheme] * 100)}%;"]


def tokens_css(tokens: Tokens) -> str:
    """Return the style sheet with the same names, light and dark by the system's wish."""
    lines = [f"/* {NOTICE} */", ":root {", "  color-scheme: light dark;"]
    lines += css_scheme(tokens, "light", "  ")
    for group in ("space", "radius", "size", "font"):
        lines += [f"  --{group}-{kebab(name)}: {value}px;" for name, value in tokens[group].items()]
    lines += [f"  --weight-{name}: {value};" for name, value in tokens["weight"].items()]
    lines += [f"  --duration-{name}: {value}ms;" for name, value in tokens["duration"].items()]
    lines.append("}")
    for query, scheme in (
        ("(prefers-color-scheme: dark)", "dark"),
        ("(prefers-contrast: more)", "contrastLight"),
        ("(prefers-contrast: more) and (prefers-color-scheme: dark)", "contrastDark"),
    ):
        lines += [
            f"@media {query} {{",
            "  :root:not([data-theme]) {",
            *css_scheme(tokens, scheme, "    "),
            "  }",
            "}",
        ]
    # What a person chose counts more than what their system prefers.
    for scheme in tokens["color"]:
        kind = "dark" if scheme.lower().endswith("dark") else "light"
        lines += [
            f':root[data-theme="{scheme}"] {{',
            f"  color-scheme: {kind};",
            *css_scheme(tokens, scheme, "  "),
            "}",
        ]
    return "\n".join([*lines, ""])


def generate() -> dict[Path, str]:
    """Return every generated file with the text it should hold."""
    tokens: Tokens = json.loads(TOKENS.read_text(encoding="utf-8"))
    return {
        QML / "ColorScheme.qml": palette_qml(tokens),
        QML / "Tokens.qml": tokens_qml(tokens),
        QML / "Glyphs.qml": glyphs_qml(tokens),
        CSS: tokens_css(tokens),
    }


def stale() -> list[Path]:
    """Return the generated files that differ from the tokens."""
    return [
        path
        for path, text in generate().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write the files, or with ``--check`` say which are stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    arguments = parser.parse_args()
    outdated = stale()
    if arguments.check:
        for path in outdated:
            print(f"stale: {path.relative_to(ROOT)}", file=sys.stderr)
        return 1 if outdated else 0
    texts = generate()
    for path in outdated:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
