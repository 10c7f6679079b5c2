"""How often one address may be wrong about a token. Pure; time comes in.

Ten wrong tokens a minute, then silence for a minute, doubling up to a quarter of an hour while it
goes on. Nothing is permanent and nothing is kept on disk: bans that outlive their cause lock
owners out. A valid token is always accepted, so that one guest's guessing cannot lock out the
owner behind the same router; checking it costs one hash.
"""

from collections import OrderedDict

import msgspec

MAX_WRONG = 10
WINDOW_S = 60.0
FIRST_PENALTY_S = 60.0
LONGEST_PENALTY_S = 900.0
MAX_ADDRESSES = 4096
"""Addresses remembered at once; the one unheard longest is forgotten first."""


class _Record(msgspec.Struct):
    started_at_s: list[float] = []
    limited_until_s: float = 0.0
    penalty_s: float = 0.0


class AuthLimits:
    """The attempts of every address."""

    def __init__(self) -> None:
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def __len__(self) -> int:
        return len(self._records)

    def begin(self, address: str, now_s: float) -> None:
        """Count an attempt; call before judging it, so that parallel ones cannot slip past."""
        record = self._recall(address)
        self._age(record, now_s)
        if now_s < record.limited_until_s:
            return
        record.started_at_s.append(now_s)
        if len(record.started_at_s) > MAX_WRONG:
            record.penalty_s = min(max(FIRST_PENALTY_S, 2 * record.penalty_s), LONGEST_PENALTY_S)
            record.limited_until_s = now_s + record.penalty_s
            record.started_at_s.clear()

    def succeed(self, address: str) -> None:
        """The attempt was right after all: it no longer counts, the wrong ones before it do."""
        record = self._records.get(address)
        if record and record.started_at_s:
            record.started_at_s.pop()

    def retry_after_s(self, address: str, now_s: float) -> float:
        """Return how long the address must wait before another wrong token is judged; 0 is now."""
        record = self._records.get(address)
        return max(0.0, record.limited_until_s - now_s) if record else 0.0

    def _recall(self, address: str) -> _Record:
        record = self._records.pop(address, None) or _Record()
        self._records[address] = record
        if len(self._records) > MAX_ADDRESSES:
            self._records.popitem(last=False)
        return record

    @staticmethod
    def _age(record: _Record, now_s: float) -> None:
        record.started_at_s = [at for at in record.started_at_s if now_s - at < WINDOW_S]
        # Quiet for as long as the longest penalty: the next one starts small again.
        if now_s - record.limited_until_s >= LONGEST_PENALTY_S:
            record.penalty_s = 0.0
