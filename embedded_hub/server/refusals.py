"""Answers given before there is anything to talk to: constant bytes, so that refusing is cheap."""


def _answer(status: str, text: str, *more: str) -> bytes:
    body = text.encode()
    lines = [
        f"HTTP/1.1 {status}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        "X-Content-Type-Options: nosniff",
        *more,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


TOO_MANY_SOCKETS = _answer(
    "429 Too Many Requests", "Too many connections without a token.\n", "Retry-After: 10"
)
HEAD_TOO_LARGE = _answer("431 Request Header Fields Too Large", "The request is too long.\n")
BAD_METHOD = _answer(
    "405 Method Not Allowed", "Only GET and HEAD are served here.\n", "Allow: GET, HEAD"
)
