"""People, their roles and their devices in plain words."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale

from desktop.backend.people import Person, PersonDevice, Visit
from desktop.viewmodels.words import age_text, clock_text, date_text, joined, translate

ROLES = ("family", "guest", "owner", "tester")
"""In the order they are offered."""
_DAYS = 7
_TO = "\N{EN DASH}"


def role_text(role: str) -> str:
    """Name a role."""
    match role:
        case "owner":
            return translate("People", "Owner")
        case "family":
            return translate("People", "Family")
        case "guest":
            return translate("People", "Guest")
    return translate("People", "Tester")


def role_summary(role: str) -> str:
    """Say what a role may do."""
    match role:
        case "owner":
            return translate("People", "Everything, people and gateways included.")
        case "family":
            return translate("People", "Every room; nothing of how the home is set up.")
        case "guest":
            return translate("People", "Only the rooms and the hours you choose; no locks.")
    return translate("People", "Looks at everything and moves only what is simulated.")


def presence_text(person: Person, now: float) -> str:
    """Say when somebody was last here."""
    if person.is_here:
        return translate("People", "Here now")
    seen = [one.last_seen_at for one in person.devices if one.last_seen_at is not None]
    if not seen:
        return translate("People", "Never here yet")
    return translate("People", "Last here %1").replace("%1", clock_text(max(seen), now))


def device_text(device: PersonDevice, now: float) -> str:
    """Say whether a device is here."""
    if device.is_current:
        return translate("People", "This device")
    if device.is_online:
        return translate("People", "Here now")
    if device.last_seen_at is None:
        return translate("People", "Never here yet")
    return age_text(now - device.last_seen_at)


def limits_text(person: Person, areas: Mapping[str, str], now: float) -> str:
    """Say where, when and until when a guest may come in; empty for everybody else."""
    if person.role != "guest":
        return ""
    rooms = ", ".join(areas[one] for one in person.area_ids if one in areas)
    until = ""
    if person.expires_at is not None:
        until = translate("People", "until %1").replace("%1", date_text(person.expires_at, now))
    return joined(rooms or translate("People", "No rooms"), *map(visit_text, person.hours), until)


def visit_text(visit: Visit) -> str:
    """Say when a guest may come in: the days, and from when to when."""
    hours = f"{_minute_text(visit.starts)}{_TO}{_minute_text(visit.ends)}"
    if len(set(visit.days)) in (0, _DAYS):
        return hours
    return f"{_days_text(visit.days)} {hours}"


def initials(name: str) -> str:
    """Return one or two letters for a picture that is not there."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "")
    return letters.upper()


def _days_text(days: Sequence[int]) -> str:
    locale = QLocale()
    return ", ".join(
        locale.dayName(day + 1, QLocale.FormatType.ShortFormat) for day in sorted(set(days))
    )


def _minute_text(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
