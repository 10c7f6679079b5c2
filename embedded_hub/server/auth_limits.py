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
    judging: int = 0
    """Attempts begun and not yet found right or wrong; they count like wrong ones meanwhile."""
    wrong_at_s: list[float] = []
    limited_until_s: float = 0.0
    penalty_s: float = 0.0


class AuthLimits:
    """The attempts of every address.

    Each attempt is one :meth:`begin` followed by one :meth:`succeed` or :meth:`fail`.
    """

    def __init__(self) -> None:
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def __len__(self) -> int:
        return len(self._records)

    def begin(self, address: str, now_s: float) -> float:
        """Count an attempt before it is judged, so that parallel ones cannot slip past.

        Returns:
            Seconds the address has to wait before a wrong attempt is judged; 0 is not at all.
        """
        record = self._records.pop(address, None) or _Record()
        self._records[address] = record
        if len(self._records) > MAX_ADDRESSES:
            self._records.popitem(last=False)
        self._age(record, now_s)
        record.judging += 1
        if record.limited_until_s <= now_s and self._count(record) > MAX_WRONG:
            return FIRST_PENALTY_S
        return self._wait_s(record, now_s)

    def succeed(self, address: str) -> None:
        """The attempt was right: it no longer counts, the wrong ones before it do."""
        if record := self._records.get(address):
            record.judging = max(0, record.judging - 1)

    def fail(self, address: str, now_s: float) -> float:
        """The attempt was wrong.

        Returns:
            Seconds until another wrong one is judged; above 0 this one was not.
        """
        record = self._records.get(address)
        if record is None:
            return 0.0
        record.judging = max(0, record.judging - 1)
        if now_s >= record.limited_until_s:
            record.wrong_at_s.append(now_s)
            if len(record.wrong_at_s) > MAX_WRONG:
                doubled = max(FIRST_PENALTY_S, 2 * record.penalty_s)
                record.penalty_s = min(doubled, LONGEST_PENALTY_S)
                record.limited_until_s = now_s + record.penalty_s
                record.wrong_at_s.clear()
        return self._wait_s(record, now_s)

    @staticmethod
    def _count(record: _Record) -> int:
        return record.judging + len(record.wrong_at_s)

    @staticmethod
    def _wait_s(record: _Record, now_s: float) -> float:
        return max(0.0, record.limited_until_s - now_s)

    @staticmethod
    def _age(record: _Record, now_s: float) -> None:
        record.wrong_at_s = [at for at in record.wrong_at_s if now_s - at < WINDOW_S]
        # Quiet for as long as the longest penalty: the next one starts small again.
        if now_s - record.limited_until_s >= LONGEST_PENALTY_S:
            record.penalty_s = 0.0
