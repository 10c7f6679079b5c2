"""Why nobody answers, in words for the person who entered the address. Pure.

Systems and libraries say it with numbers and class names; those go into the log.
"""

import errno
import re
import socket
import ssl

_BY_NUMBER = {
    errno.ECONNREFUSED: "nothing listens at that address and port",
    errno.EHOSTUNREACH: "there is no way to that address from here",
    errno.ENETUNREACH: "there is no way to that network from here",
    errno.ENETDOWN: "the network of this machine is down",
    errno.ETIMEDOUT: "it does not answer",
    errno.ECONNRESET: "it ended the connection at once",
    errno.ECONNABORTED: "it ended the connection at once",
    errno.EPIPE: "it ended the connection at once",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}
_TECHNICAL = re.compile(r"^[A-Z]\w*(?:Error|Exception|Timeout|Disconnected)\b|\[Errno -?\d+\]")
_NUMBER = re.compile(r"\[Errno (?P<number>\d+)\]|Connect call failed")
_MOST_CAUSES = 8


def plain_reason(error: BaseException) -> str | None:
    """Return what an error comes to; ``None`` when its own words are as good.

    Args:
        error: What was raised, with what it was raised from.
    """
    if not _TECHNICAL.search(str(error)):
        return None
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            break
        if (words := _of(cause)) is not None:
            return words
        cause = cause.__cause__ or cause.__context__
    return None


def _of(error: BaseException) -> str | None:
    match error:
        case socket.gaierror():
            return "no such name is known in this network"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message}"
        case ssl.SSLError():
            return "it does not speak TLS, or another version of it"
        case TimeoutError():
            return "it does not answer"
        case OSError() if error.errno in _BY_NUMBER:
            return _BY_NUMBER[error.errno]
    found = _NUMBER.search(str(error))
    if found is None:
        return None
    return _BY_NUMBER.get(int(found["number"] or errno.ECONNREFUSED))
