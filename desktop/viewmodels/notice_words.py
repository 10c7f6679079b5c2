"""Notices in plain words, with the colour and icon of how much they matter."""

from desktop.viewmodels import gateway_words
from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.mirror import HomeMirror
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.tints import ACCENT, ALARM, ATTENTION
from desktop.viewmodels.words import translate
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.protocol.notice_events import ShownNotice

_ORDER = ("critical", "warning", "info")
_TINTS = {"critical": ALARM, "warning": ATTENTION, "info": ACCENT}
_ICONS = {
    "critical": "alert-octagon",
    "warning": "alert-circle-outline",
    "info": "information-outline",
}


def rank(notice: ShownNotice) -> tuple[bool, int, float]:
    """Order notices: unread ones first, then what matters most, then the newest."""
    urgency = 0 if notice.is_read else _ORDER.index(notice.severity)
    return notice.is_read, urgency, -notice.created_at


def tint(notice: ShownNotice) -> str:
    """Return the colour token."""
    return _TINTS[notice.severity]


def icon(notice: ShownNotice) -> str:
    """Return the icon's character."""
    return glyph(_ICONS[notice.severity])


def severity_text(notice: ShownNotice) -> str:
    """Say how much it matters, for those who do not see the colour."""
    match notice.severity:
        case "critical":
            return translate("Notice", "Urgent")
        case "warning":
            return translate("Notice", "Needs attention")
    return translate("Notice", "For your information")


def source_text(notice: ShownNotice, mirror: HomeMirror) -> str:
    """Say who says it: a thing, a gateway, a person or the home itself."""
    if notice.entity_id is not None and EntityId(notice.entity_id) in mirror.states:
        return mirror.name_of(mirror.entity(EntityId(notice.entity_id)))
    gateway = mirror.gateways.get(GatewayId(notice.gateway_id or ""))
    if gateway is not None:
        return gateway.title
    match notice.source:
        case "gateway":
            return translate("Notice", "A gateway")
        case "person":
            return translate("Notice", "Somebody at home")
        case "action":
            return translate("Notice", "A rule of the home")
    return translate("Notice", "The home")


def body_text(notice: ShownNotice, mirror: HomeMirror, now: float) -> str:
    """Return what it says; what a gateway's link says of itself becomes a plain sentence."""
    if notice.source == "gateway" and notice.entity_id is None:
        status = mirror.gateways.get(GatewayId(notice.gateway_id or ""))
        sentence = gateway_words.reason_text(status, now) if status is not None else ""
        if sentence:
            return sentence
    return notice.text


def whole_text(notice: ShownNotice, mirror: HomeMirror, now: float) -> str:
    """Return title and text in one line."""
    body = body_text(notice, mirror, now)
    return f"{notice.title}: {body}" if notice.title else body


def notices_text(unread: int) -> str:
    """Say how many were not read; nothing when none is left."""
    return PLURALS.notices(unread) if unread > 0 else ""
