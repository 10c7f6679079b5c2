"""What the talk key says of itself, in plain sentences."""

from desktop.viewmodels.talk_key import KeyState
from desktop.viewmodels.words import DAY_S, clock_text, number_text, translate
from embedded_hub.errors import SoundUnavailable

A_YEAR_S = 365 * DAY_S


def key_text(state: KeyState, channel_name: str, *, is_toggle: bool) -> str:
    """Say what the key does, or why it does not."""
    match state.phase:
        case "onAir":
            return translate("Talk", "Live")
        case "asking" | "idle":
            ask = (
                translate("Talk", "Tap to talk to %1")
                if is_toggle
                else translate("Talk", "Hold to talk to %1")
            )
            return ask.replace("%1", channel_name)
        case "queued":
            return _queued(state)
        case "busy":
            return _somebody_talks(state.holder)
        case "denied":
            return denied_sentence(state.reason)


def _queued(state: KeyState) -> str:
    place = translate("Talk", "you are number %1 in the queue").replace(
        "%1", number_text(state.queue_place, 0)
    )
    return f"{_somebody_talks(state.holder)} · {place}"


def _somebody_talks(name: str) -> str:
    if not name:
        return translate("Talk", "Somebody else is talking")
    return translate("Talk", "%1 is talking").replace("%1", name)


def listen_only_text() -> str:
    """Say that one may only listen."""
    return translate("Talk", "You can listen here, but not talk.")


def write_only_text() -> str:
    """Say that the house can be written to alone."""
    return translate("Talk", "Write to the house: this hub does not understand speech yet.")


def unavailable_text(reason: str) -> str:
    """Say why nobody can talk or listen."""
    if reason == "no_voice":
        return translate("Talk", "This hub has no intercom.")
    return translate("Talk", "Not connected to the hub.")


def hotkey_taken_text(name: str) -> str:
    """Say that a key cannot be had everywhere."""
    return translate("Talk", "%1 is used by another program. Choose another one.").replace(
        "%1", name
    )


def until_text(until_at: float | None, now: float) -> str:
    """Say until when something holds; nothing when it does not."""
    if until_at is None or until_at <= now:
        return ""
    if until_at - now > A_YEAR_S:
        return translate("Talk", "until you end it")
    return translate("Talk", "until %1").replace("%1", clock_text(until_at, now))


def denied_sentence(reason: str) -> str:
    """Say why somebody may not speak now, or no longer."""
    match reason:
        case "listen_only":
            return listen_only_text()
        case "quiet_hours":
            return translate("Talk", "It is quiet time there. Only emergencies get through.")
        case "muted":
            return translate("Talk", "The owner of the home has muted you.")
        case "offline":
            return translate("Talk", "Nobody there can hear you right now.")
        case "rate":
            return translate("Talk", "That was often. Wait a moment and try again.")
    return _ended_sentence(reason)


def _ended_sentence(reason: str) -> str:
    match reason:
        case "timeout":
            return translate("Talk", "Your time is up. Press again to go on.")
        case "preempted":
            return translate("Talk", "An emergency call took over.")
        case "revoked":
            return translate("Talk", "The owner of the home ended your talk.")
        case "silence":
            return translate("Talk", "The microphone went quiet.")
        case "disconnected":
            return translate("Talk", "The connection to the hub was lost.")
        case "no_answer":
            return translate("Talk", "The hub did not answer.")
    return translate("Talk", "The hub could not do this.")


def sound_sentence(error: SoundUnavailable) -> str:
    """Say why there is no sound, and what may help."""
    name = error.details.get("name", "")
    match error.details.get("reason"):
        case "denied":
            return translate(
                "Talk",
                "Homewire may not use the microphone. Allow it in the system's privacy settings.",
            )
        case "no_microphone":
            return translate("Talk", "This computer has no microphone. You can still listen.")
        case "no_speaker":
            return translate("Talk", "This computer has no loudspeaker. You can still talk.")
        case "not_opened":
            return translate(
                "Talk", "%1 could not be opened. Another program may be using it."
            ).replace("%1", name)
        case "unplugged":
            return translate("Talk", "%1 was disconnected.").replace("%1", name)
    return translate("Talk", "There is no sound on this computer.")
