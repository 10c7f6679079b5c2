"""Which names of topics may be sent to a broker. Pure.

A broker hangs up on one that is not well formed, and what announced it may be kept for ever.
"""

import unicodedata

MAX_TOPIC_BYTES = 65_535
MAX_LEVELS = 200
"""More than any home has; Mosquitto hangs up on a client that names more."""
_WILDCARDS = frozenset("+#")
_SHARED = "$share/"
"""Begins a subscription that takes messages away from another client."""


def is_topic(text: str) -> bool:
    """Say whether a text names one topic, that can be subscribed to and published on."""
    return (
        bool(text)
        and not text.startswith(_SHARED)
        and text.count("/") < MAX_LEVELS
        and not any(letter in _WILDCARDS or _is_refused(letter) for letter in text)
        and len(text.encode()) <= MAX_TOPIC_BYTES
    )


def _is_refused(letter: str) -> bool:
    """Tell what MQTT lets a broker hang up on: control characters, halves and no characters."""
    code = ord(letter)
    is_no_character = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return is_no_character or unicodedata.category(letter) in ("Cc", "Cs")
