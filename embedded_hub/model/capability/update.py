"""New software for a device. On means there is some to install."""

from enum import IntFlag

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, features_of
from embedded_hub.model.capability.attributes import flag, is_on, number, percent, text
from embedded_hub.model.state import State


class Feature(IntFlag):
    """Bits of an update's ``supported_features``."""

    INSTALL = 1
    SPECIFIC_VERSION = 2
    PROGRESS = 4
    BACKUP = 8
    RELEASE_NOTES = 16


def installed_version(state: State) -> str | None:
    """Return what runs now."""
    return text(state, "installed_version")


def latest_version(state: State) -> str | None:
    """Return the newest there is."""
    return text(state, "latest_version")


def is_installing(state: State) -> bool:
    """Say whether it is being installed; some gateways give a percentage instead of a yes."""
    return flag(state, "in_progress") is True or number(state, "in_progress") is not None


def progress_percent(state: State) -> int | None:
    """Return how much of it is installed."""
    done = percent(state, "update_percentage")
    return percent(state, "in_progress") if done is None else done


def can_install(state: State) -> bool:
    """Say whether an install button does something now."""
    has_bit = bool(features_of(state) & Feature.INSTALL)
    return is_on(state) and has_bit and not is_installing(state)


SPEC = DomainSpec(
    domain="update",
    actions={
        "install": ActionSpec(
            description="Installs new software.",
            fields={
                "version": Field(type="text", minimum=1, feature=Feature.SPECIFIC_VERSION),
                "backup": Field(type="boolean", feature=Feature.BACKUP),
            },
            feature=Feature.INSTALL,
            is_optimistic=False,
        ),
        "skip": ActionSpec(description="Leaves this version out."),
        "clear_skipped": ActionSpec(description="Offers a version again that was left out."),
    },
)
