"""The web client and the desktop speak one German: the same English never has two translations."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "web" / "i18n"
DESKTOP = ROOT / "resources" / "i18n" / "homewire_de.ts"
PRINT = """
const files = await Promise.all(process.argv.slice(1).map((path) => import(path)));
console.log(JSON.stringify(Object.assign({}, ...files.map((one) => one.WORDS))));
"""
OF_ANOTHER_THING = {
    "Keep": "not to delete a message; on the desktop to keep it for longer",
    "Pause": "of what is heard again; on the desktop of a device",
    "Position": "in what is heard again; on the desktop of a cover",
    "Speed": "of what is heard again; on the desktop of a fan",
}


def test_the_web_client_and_the_desktop_use_the_same_german(node: str) -> None:
    command = [node, "--input-type=module", "--eval", PRINT, "--"]
    paths = [f"file://{I18N / name}" for name in ("de.js", "de_gateways.js", "de_talk.js")]
    ran = subprocess.run([*command, *paths], capture_output=True, text=True, check=True)
    desktop: dict[str, set[str]] = {}
    root = ET.parse(DESKTOP).getroot()  # noqa: S314 - our own file
    for message in root.iter("message"):
        translated = message.findtext("translation")
        desktop.setdefault(message.findtext("source", ""), set()).add(translated or "")
    differing = {
        english: (german, desktop[english])
        for english, german in json.loads(ran.stdout).items()
        if english in desktop and english not in OF_ANOTHER_THING and german not in desktop[english]
    }
    assert differing == {}
