"""Numbers, times, ages and option words as people read them, in the chosen language."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.viewmodels.plurals import PLURALS

translate = QCoreApplication.translate

MINUTE_S = 60
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
SEPARATOR = " · "
_UNITS_WITHOUT_SPACE = frozenset({"°"})
_DEGREES = frozenset({"°C", "°F"})


def number_text(value: float, decimals: int | None = None) -> str:
    """Write a number for the locale; without ``decimals`` as short as two places allow."""
    locale = QLocale()
    if decimals is not None:
        return locale.toString(float(value), "f", decimals)
    size = abs(value)
    places = 0 if size >= 1000 else 1 if size >= 10 else 2
    rounded = round(float(value), places)
    while places and round(rounded, places - 1) == rounded:
        places -= 1
    return locale.toString(rounded, "f", places)


def with_unit(number: str, unit: str) -> str:
    """Join a number and its unit as a tile shows them: ``21.4°``, ``40 %``."""
    if not unit:
        return number
    if unit in _DEGREES:
        return f"{number}°"
    return number + unit if unit in _UNITS_WITHOUT_SPACE else f"{number}{THIN_SPACE}{unit}"


def measure(value: float, unit: str, decimals: int | None = None) -> str:
    """Write a measured value with its unit."""
    return with_unit(number_text(value, decimals), unit)


def percent(value: float) -> str:
    """Write a percentage without decimals."""
    return measure(round(value), "%", 0)


def age_text(age_s: float) -> str:
    """Say how long ago something was: ``14 min ago``."""
    if age_s < MINUTE_S:
        return translate("Time", "just now")
    if age_s < HOUR_S:
        return translate("Time", "%1 min ago").replace("%1", str(int(age_s // MINUTE_S)))
    if age_s < DAY_S:
        return translate("Time", "%1 h ago").replace("%1", str(int(age_s // HOUR_S)))
    days = int(age_s // DAY_S)
    return PLURALS.days_ago(days)


def clock_text(at: float, now: float) -> str:
    """Write a moment: ``14:02`` today, ``yesterday 21:10``, else with its date."""
    moment, today = datetime.fromtimestamp(at), datetime.fromtimestamp(now)  # noqa: DTZ006 - people read local time
    clock = QLocale().toString(QTime(moment.hour, moment.minute), "HH:mm")
    days = (today.date() - moment.date()).days
    if days == 0:
        return clock
    if days == 1:
        return translate("Time", "yesterday %1").replace("%1", clock)
    return f"{date_text(at, now)} {clock}"


def since_text(at: float, now: float) -> str:
    """Say since when something is so: ``since 14:02``."""
    return translate("Time", "since %1").replace("%1", clock_text(at, now))


def date_text(at: float, now: float) -> str:
    """Write a day, with its year where it is not this one."""
    moment, today = datetime.fromtimestamp(at), datetime.fromtimestamp(now)  # noqa: DTZ006
    date = QDate(moment.year, moment.month, moment.day)
    is_this_year = moment.year == today.year
    return QLocale().toString(date, "d MMM" if is_this_year else "d MMM yyyy")


def day_text(at: float, now: float) -> str:
    """Name a day for a list's section: ``Today``, ``Yesterday``, else its date."""
    moment, today = datetime.fromtimestamp(at), datetime.fromtimestamp(now)  # noqa: DTZ006
    days = (today.date() - moment.date()).days
    if days == 0:
        return translate("Time", "Today")
    if days == 1:
        return translate("Time", "Yesterday")
    return date_text(at, now)


def weekday_text(at: float) -> str:
    """Name the weekday shortly, for an axis."""
    moment = datetime.fromtimestamp(at)  # noqa: DTZ006
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "ddd")


def moment_of(text: str) -> float | None:
    """Read an ISO time as seconds UTC; ``None`` when it is not one, a bare number included."""
    if len(text) < len("2026-01-01") or "-" not in text[1:]:
        return None
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def plain_word(token: str) -> str:
    """Make a word of a name machines use: ``heat_cool`` becomes ``Heat cool``."""
    words = token.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def joined(*parts: str) -> str:
    """Join what is not empty with a middle dot."""
    return SEPARATOR.join(part for part in parts if part)
