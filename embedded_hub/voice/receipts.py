"""Who has heard a talk burst: sets of what ever held, so that order and repeats do not matter.

::

    delivered   it is on the person's device
    heard       most of it came out of a loudspeaker there
    read        its transcript was looked at
    kept        it is to stay beyond its time
    deleted     it is gone for this person, whatever else is said

After a reconnect receipts arrive twice, and late. A person listens in pieces, seeks, and hears
the same sentence again: only the *union* of what was played says how much of it was heard.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from embedded_hub.model.voice import BurstId

ReceiptState = Literal["delivered", "heard", "read", "kept", "deleted"]
Receipt = frozenset[ReceiptState]
"""Everything one person has said about one burst."""
NO_RECEIPT: Receipt = frozenset()

STRONGEST_FIRST: tuple[ReceiptState, ...] = ("deleted", "kept", "heard", "read", "delivered")
_SETTLES: Receipt = frozenset({"heard", "read", "kept", "deleted"})
HEARD_SHARE = 0.9
"""The rest is pauses, tail, and the moment in which a thumb finds *stop*."""


def strongest(receipt: Receipt) -> ReceiptState | None:
    """Return what to show of a receipt, or None when there is nothing."""
    return next((state for state in STRONGEST_FIRST if state in receipt), None)


def is_missed(receipt: Receipt) -> bool:
    """Say whether a burst waits for this person."""
    return not receipt & _SETTLES


def missed(bursts: Iterable[BurstId], receipts: Mapping[BurstId, Receipt]) -> list[BurstId]:
    """Return which of the bursts meant for somebody still wait, in the order given."""
    return [burst for burst in bursts if is_missed(receipts.get(burst, NO_RECEIPT))]


def heard_by(receipts: Mapping[str, Receipt]) -> list[str]:
    """Return who heard or read one burst, of everybody's receipts for it, in the order given."""
    return [who for who, receipt in receipts.items() if receipt & {"heard", "read"}]


class HeardSpans:
    """The parts of one burst that were played to one person."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, from_ms: int, to_ms: int) -> None:
        """Note that this part was played; it may overlap others."""
        if to_ms <= from_ms:
            return
        apart = [span for span in self._spans if span[1] < from_ms or span[0] > to_ms]
        touching = [span for span in self._spans if span not in apart]
        start = min([from_ms, *(span[0] for span in touching)])
        end = max([to_ms, *(span[1] for span in touching)])
        self._spans = sorted([*apart, (start, end)])

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The parts, apart from one another and in order."""
        return tuple(self._spans)

    def heard_ms(self, duration_ms: int) -> int:
        """Return how much of a burst of this length was played at least once."""
        return sum(max(0, min(end, duration_ms) - max(start, 0)) for start, end in self._spans)

    def is_heard(self, duration_ms: int) -> bool:
        """Say whether that is enough to count as heard."""
        return self.heard_ms(duration_ms) >= duration_ms * HEARD_SHARE
