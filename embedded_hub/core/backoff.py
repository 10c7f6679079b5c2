"""How long to wait before trying again: full jitter, so that a thousand peers spread out.

Source: security.md R13 measured a storm of 9,000 reconnects; a wait drawn evenly from nothing up
to a doubling limit empties it in under 30 s, a fixed wait with a little noise does not.
"""

FIRST_S = 0.5
CAP_S = 30.0
# Beyond this the limit is the cap anyway, and 2**attempt must stay a sane float.
_MAX_DOUBLINGS = 16


def full_jitter_s(
    attempt: int, draw: float, *, first_s: float = FIRST_S, cap_s: float = CAP_S
) -> float:
    """Return the wait before the next try.

    Args:
        attempt: Failures in a row before this wait, 0 for the first.
        draw: A random number in ``[0, 1)``; handed in so that the result can be tested.
        first_s: Longest first wait.
        cap_s: Longest wait ever.
    """
    limit_s: float = first_s * 2 ** min(attempt, _MAX_DOUBLINGS)
    return draw * min(cap_s, limit_s)
