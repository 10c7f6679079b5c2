"""What a voice alone may not do: anybody near a microphone, or outside a window, has one.

Closing and locking always may be said. See docs/adr/0014.
"""

_ENTRANCES = frozenset({"door", "garage", "gate"})
_OPENING = frozenset({"open_cover", "set_cover_position", "toggle"})


def lets_somebody_in(domain: str, device_class: str, action: str) -> bool:
    """Say whether an action unlocks, opens or disarms what keeps strangers out."""
    match domain:
        case "lock":
            return action != "lock"
        case "alarm_control_panel":
            return not action.startswith("alarm_arm")
        case "cover":
            return device_class in _ENTRANCES and action in _OPENING
        case _:
            return False
