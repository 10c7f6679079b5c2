"""The few things answered over plain HTTP: a page that says what this is, and probes.

None of them tells a stranger a name, a room, a person or a version.
"""

from http import HTTPStatus

from websockets.datastructures import Headers
from websockets.http11 import Response

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", CONTENT_POLICY),
    ("Cache-Control", "no-store"),
)
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
STYLES = "text/css; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"


def answer(
    status: int,
    body: str | bytes,
    content_type: str = TEXT,
    more: tuple[tuple[str, str], ...] = (),
) -> Response:
    """Make a complete HTTP answer that ends its connection."""
    content = body.encode() if isinstance(body, str) else body
    headers = Headers(
        [
            ("Connection", "close"),
            ("Content-Type", content_type),
            ("Content-Length", str(len(content))),
            *SECURITY_HEADERS,
            *more,
        ]
    )
    return Response(status, HTTPStatus(status).phrase, headers, content)


def metrics_text(values: dict[str, float]) -> str:
    """Write figures in the text form monitoring systems read."""
    return "".join(f"homewire_{name} {value}\n" for name, value in values.items())
