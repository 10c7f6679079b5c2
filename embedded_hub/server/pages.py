"""What is answered over plain HTTP: the web client's files, and probes.

None of them tells a stranger a name, a room, a person or a version.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
from websockets.datastructures import Headers
from websockets.http11 import Response

from embedded_hub.server.web_files import WebFile, is_known

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For answers that run no script."""
PERMISSIONS = (
    "camera=(), geolocation=(self), microphone=(self), payment=(), screen-wake-lock=(self), usb=()"
)
SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS),
    ("Content-Security-Policy", CONTENT_POLICY),
    ("Cache-Control", "no-store"),
)
TEXT = "text/plain; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer depends on."""

    path: str
    host: str
    """Name and port the browser used; checked to be ours."""
    if_none_match: str = ""
    query: str = ""
    """What stood after the question mark."""
    agent: str = ""
    """What the browser calls itself."""
    languages: str = ""
    """What ``Accept-Language`` asks for."""


def app_policy(host: str, pictures: Sequence[str] = ()) -> str:
    """Return the content policy of the web client when it was loaded from this host.

    Pictures may come from further servers, for maps whose owner wants streets on them.

    Sockets are named one by one: the bare schemes would let a script that got in talk to anybody,
    and Safari's ``'self'`` does not cover them. An IPv6 address cannot be named in a policy.
    """
    sockets = "" if "[" in host else f" ws://{host} wss://{host}"
    elsewhere = "".join(f" {one}" for one in pictures)
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'{sockets}; "
        f"img-src 'self' data: blob:{elsewhere}; font-src 'self'; media-src 'self' blob:; "
        "worker-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def answer_file(file: WebFile, request: PageRequest, pictures: Sequence[str] = ()) -> Response:
    """Answer with a file, or with the news that the browser has it already."""
    headers = {
        "Content-Security-Policy": app_policy(request.host, pictures),
        "Cache-Control": f"max-age={file.max_age_s}" if file.max_age_s else "no-cache",
        "ETag": file.tag,
    }
    if not is_known(file.tag, request.if_none_match):
        return answer(200, file.content, file.content_type, replacing=headers)
    response = answer(304, b"", file.content_type, replacing=headers)
    del response.headers["Content-Length"]  # it would be told of the content, not of nothing
    return response


def answer(
    status: int,
    body: str | bytes,
    content_type: str = TEXT,
    more: tuple[tuple[str, str], ...] = (),
    replacing: Mapping[str, str] | None = None,
) -> Response:
    """Make a complete HTTP answer that ends its connection.

    Args:
        status: The status code.
        body: What is answered.
        content_type: What it is.
        more: Headers besides the usual ones.
        replacing: Headers that take the place of the usual ones of their name.
    """
    content = body.encode() if isinstance(body, str) else body
    headers = Headers(
        [
            ("Connection", "close"),
            ("Content-Type", content_type),
            ("Content-Length", str(len(content))),
            *(dict(SECURITY_HEADERS) | dict(replacing or {})).items(),
            *more,
        ]
    )
    return Response(status, HTTPStatus(status).phrase, headers, content)


def metrics_text(values: dict[str, float]) -> str:
    """Write figures in the text form monitoring systems read."""
    return "".join(f"homewire_{name} {value}\n" for name, value in values.items())
