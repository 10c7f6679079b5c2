"""When a guest may come in, between the form that asks for it and the hub. Pure."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from desktop.backend.people import Person, Visit, VisitPlan
from desktop.viewmodels.words import translate

DAY_S = 86_400.0
DAYS = tuple(range(7))
_LAST_MINUTE = 24 * 60 - 1
LASTS = (1, 7, 30, 0)
"""Days a visit may last; 0 has no end."""

Form = dict[str, object]
"""What the form holds: ``isLimited``, ``days``, ``from``, ``to`` (minutes) and ``lasts`` (days, or
-1 for the end there is)."""


def plan_of(form: Mapping[str, object], now: float, person: Person | None = None) -> VisitPlan:
    """Return what a form asks for.

    Args:
        form: As QML gives it; what is missing limits nothing.
        now: Seconds UTC.
        person: Whose plan is changed, where it is.
    """
    lasts = _number(form.get("lasts"), 0)
    expires_at = now + lasts * DAY_S if lasts > 0 else None
    if lasts < 0 and person is not None:
        expires_at = person.expires_at
    if not form.get("isLimited"):
        return VisitPlan(expires_at=expires_at)
    listed = form.get("days")
    days = sorted({_number(day, 0) % 7 for day in listed}) if isinstance(listed, list) else []
    starts, ends = _number(form.get("from"), 0), _number(form.get("to"), _LAST_MINUTE)
    return VisitPlan(
        hours=(Visit(days=tuple(days) or DAYS, starts=starts, ends=ends),), expires_at=expires_at
    )


def form_of(person: Person) -> Form:
    """Return the form that shows somebody's plan."""
    visit = person.hours[0] if person.hours else Visit(days=DAYS, starts=8 * 60, ends=18 * 60)
    return {
        "isLimited": bool(person.hours),
        "days": list(visit.days or DAYS),
        "from": visit.starts,
        "to": visit.ends,
        "lasts": 0 if person.expires_at is None else -1,
    }


def day_choices() -> list[dict[str, object]]:
    """Return the days of the week, in short."""
    locale = QLocale()
    short = QLocale.FormatType.ShortFormat
    return [{"value": day, "label": locale.dayName(day + 1, short)} for day in DAYS]


def last_choices() -> list[dict[str, object]]:
    """Return how long a visit may last."""
    words = {
        1: translate("People", "For one day"),
        7: translate("People", "For a week"),
        30: translate("People", "For a month"),
        0: translate("People", "Without an end"),
    }
    return [{"value": str(days), "label": words[days]} for days in LASTS]


def _number(value: object, default: int) -> int:
    return int(value) if isinstance(value, int | float) else default
