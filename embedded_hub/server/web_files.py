"""The web client's files, read once and answered from memory.

A request names a key of a dictionary, never a path of the disk, so no spelling of ``..`` leads
anywhere. Only kinds of file that are listed here are served: what else lies in the folder, sources
of types or notes, stays there.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
START = "/index.html"
PAIR = "/pair"
"""Where a pairing code's QR leads; the start page's, unless there is one of its own."""


class WebFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it is answered."""

    content: bytes
    content_type: str
    tag: str
    """Entity tag, with its quotes: the same exactly while the content is."""
    max_age_s: int = 0
    """How long a browser may use it without asking whether it changed."""


def read_web_files(folder: Path) -> Mapping[str, WebFile]:
    """Return what to answer on which path; ``/talk`` is ``/talk.html`` too, ``/`` the start page.

    Raises:
        OSError: the folder cannot be read.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        content_type = CONTENT_TYPES.get(path.suffix)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if content_type is None or is_hidden or path.is_symlink() or not path.is_file():
            continue
        files[f"/{name.as_posix()}"] = web_file(path.read_bytes(), content_type)
    pages = {
        name.removesuffix(".html"): file for name, file in files.items() if name.endswith(".html")
    }
    if start := files.get(START):
        pages = {PAIR: start} | pages | {"/": start}
    return pages | files


def is_known(tag: str, if_none_match: str) -> bool:
    """Say whether a browser that sent ``If-None-Match`` holds the content of this tag already."""
    known = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
    return tag in known or "*" in known


def web_file(content: bytes, content_type: str, max_age_s: int = 0) -> WebFile:
    """Return content as it is answered."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:12]).decode()
    tag = f'"{digest}"'
    return WebFile(content=content, content_type=content_type, tag=tag, max_age_s=max_age_s)
