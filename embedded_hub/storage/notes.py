"""What storage has to tell a person after it found something wrong and helped itself."""

from enum import StrEnum

import msgspec


class RecoveryKind(StrEnum):
    """What was done about it."""

    RESTORED = "restored"
    """The home's records come from a backup, with what could still be read of the damaged file."""
    CHANGES_LOST = "changes_lost"
    """The home's records are whole, and the changes made last could not be read any more."""
    HISTORY_RESTARTED = "history_restarted"
    """History was unreadable; a new one was begun."""
    JOURNAL_RESTARTED = "journal_restarted"
    """Messages and the record of who did what were unreadable; new ones were begun."""
    SECRETS_RESTORED = "secrets_restored"
    """The stored credentials were unreadable and come from their copy."""
    SECRETS_LOST = "secrets_lost"
    """The stored credentials were unreadable; gateways ask for them again."""


class RecoveryNote(msgspec.Struct, frozen=True, kw_only=True):
    """One recovery. Times are seconds UTC."""

    kind: RecoveryKind
    message: str
    """A plain English sentence; user interfaces translate by ``kind``."""
    happened_at: float
    kept_file: str | None = None
    """Path of the damaged file, which is never deleted."""
    data_at: float | None = None
    """When the backup was taken; what was changed later may be missing and is worth a look,
    above all who has access."""
    salvaged_count: int = 0
    """Records newer than the backup that the damaged file still gave."""
