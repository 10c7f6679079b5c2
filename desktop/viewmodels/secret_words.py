"""Where the key to the hub is kept, in a sentence that hides nothing."""

from desktop.platform.secrets import SecretKind
from desktop.viewmodels.words import translate


def secret_note(kind: SecretKind) -> str:
    """Say where, and what that means."""
    match kind:
        case "keyring":
            return translate("Settings", "Keys are kept in this computer's keyring.")
        case "file":
            return translate(
                "Settings", "Keys are kept in the file you named, readable by you only."
            )
        case "memory":
            return translate(
                "Settings",
                "This computer offers no keyring. Keys are kept until Homewire is closed.",
            )
