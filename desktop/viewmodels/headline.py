"""The line on top of Home: what matters now, most urgent first."""

from collections.abc import Iterable

from desktop.viewmodels.face import Face
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.tints import ALARM, ATTENTION, LIGHT, NEUTRAL
from desktop.viewmodels.words import translate

MOST_ITEMS = 4
"""More do not fit in one glance."""
_URGENCY = {ALARM: 0, ATTENTION: 1}


def headline_items(faces: Iterable[Face]) -> list[Face]:
    """Return what to say: alarms, what is open or unlocked, then how many lights are on."""
    shown = list(faces)
    urgent = sorted(
        (face for face in shown if _is_urgent(face)),
        key=lambda face: (_URGENCY[str(face["tint"])], str(face["fullName"]).casefold()),
    )
    items = [
        _item(f"{face['fullName']}: {face['stateText']}", face) for face in urgent[:MOST_ITEMS]
    ]
    lights = [face for face in shown if face["domain"] == "light" and face["isOn"]]
    if lights:
        words = PLURALS.lights_on(len(lights))
        items.append({"text": words, "tint": LIGHT, "icon": lights[0]["icon"], "entityId": ""})
    if not items and shown:
        calm = translate("Headline", "All is quiet")
        items.append({"text": calm, "tint": NEUTRAL, "icon": "", "entityId": ""})
    return items


def _is_urgent(face: Face) -> bool:
    """An update can wait: what is said on top is what somebody would get up for."""
    return face["isAvailable"] is True and face["tint"] in _URGENCY and face["domain"] != "update"


def _item(text: str, face: Face) -> Face:
    return {"text": text, "tint": face["tint"], "icon": face["icon"], "entityId": face["entityId"]}
