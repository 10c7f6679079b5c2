"""How a phone comes to trust the home: the one thing other machines are told without encryption.

It serves the authority's certificate, which is public, and how to install it. It asks for nothing:
whatever is typed or scanned on a page that came in clear could be read, or the page be another's.
"""

import datetime as dt
import html
import plistlib
import ssl
import string
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

import msgspec
from websockets.http11 import Response

from embedded_hub.core.clock import SystemClock
from embedded_hub.protocol.trust import AUTHORITY_PATH
from embedded_hub.security.certificates import Identity
from embedded_hub.security.pins import spoken
from embedded_hub.server.config import Reach
from embedded_hub.server.pages import PageRequest, answer, answer_file
from embedded_hub.server.web_files import CONTENT_TYPES, WebFile, read_web_files
from resources import path as resource

PAGE = "/trust"
PROFILE_PATH = "/authority.mobileconfig"
NEXT_PATH = "/next-authority.crt"
"""For phones that are to know the authority that takes over; nowhere when there is none."""
_PROFILE_TYPE = "application/x-apple-aspen-config"
_CERTIFICATE_TYPE = "application/x-x509-ca-cert"
_CLOCK = SystemClock()
_LANGUAGES = ("en", "de")
_DATES = {"en": "%d %B %Y", "de": "%d.%m.%Y"}
_DEVICES = ("ios", "android", "computer")
_PLAIN = frozenset(f"{string.ascii_letters}{string.digits} -")
_NAMESPACE = uuid.UUID("6f2b6d0e-6a3c-4ad6-9d3b-0b8f4f5d7a11")
"""Makes identifiers that stay the same for the same authority: installing twice replaces."""


class Landing:
    """The pages of one hub.

    Args:
        identity: Whom to trust; ``None`` where TLS is not spoken.
        utc_s: What time it is: a phone that believes in another year trusts no certificate.
    """

    def __init__(
        self,
        identity: Callable[[], Identity | None],
        utc_s: Callable[[], float] = _CLOCK.utc_s,
    ) -> None:
        self._identity = identity
        self._utc_s = utc_s
        self._files: Mapping[str, WebFile] = {}
        self._page_template = Template("")
        self._words: Mapping[str, Mapping[str, str]] = {}

    def __contains__(self, path: object) -> bool:
        identity = self._identity()
        if identity is None:
            return False
        if path == NEXT_PATH:
            return identity.next_authority_pem is not None
        return path in (PAGE, PROFILE_PATH, AUTHORITY_PATH) or path in self._files

    def load(self) -> None:
        """Read the pages and pictures. Blocks.

        Raises:
            OSError: they cannot be read.
        """
        folder = resource("trust")
        files = {**read_web_files(folder), **_shared(read_web_files(resource("web")))}
        self._files = {f"{PAGE}{name}": file for name, file in files.items() if _is_public(name)}
        self._page_template = Template((folder / "trust.html").read_text("utf-8"))
        self._words = {
            language: msgspec.json.decode((folder / f"words.{language}.json").read_bytes())
            for language in _LANGUAGES
        }

    def answer(self, request: PageRequest) -> Response:
        """Answer a request for one of these paths."""
        identity = self._identity()
        if identity is None:
            return answer(404, "There is nothing here.\n")
        if file := self._files.get(request.path):
            return answer_file(file, request)
        if request.path == NEXT_PATH and identity.next_authority_pem:
            der = ssl.PEM_cert_to_DER_cert(identity.next_authority_pem.decode())
            return answer(200, der, _CERTIFICATE_TYPE, more=(_saved_as("Homewire next"),))
        if request.path == AUTHORITY_PATH:
            saved = _saved_as(_file_name(identity.name))
            return answer(200, certificate_der(identity), _CERTIFICATE_TYPE, more=(saved,))
        if request.path == PROFILE_PATH:
            return answer(200, profile(identity), _PROFILE_TYPE)
        return self._page(request, identity)

    def answer_plain(self, request: PageRequest) -> Response:
        """Answer a browser on another machine that came without encryption."""
        if request.path in self:
            return self.answer(request)
        return answer(302, "", more=(("Location", PAGE),))

    def _page(self, request: PageRequest, identity: Identity) -> Response:
        asked = parse_qs(request.query).get("lang", [""])[0]
        language = preferred_language(f"{asked},{request.languages}")
        words = self._words[language]
        today = dt.datetime.fromtimestamp(self._utc_s()).astimezone()
        values = {
            **words,
            "clock": words["clock"].replace("%1", today.strftime(_DATES[language])),
            "authority": identity.name,
            "fingerprint": spoken(identity.pin),
            "home": f"https://{request.host}/",
        }
        escaped = {name: html.escape(value) for name, value in values.items()}
        kind = kind_of_device(request.agent)
        opened = {f"{one}_open": " open" if one == kind else "" for one in _DEVICES}
        text = self._page_template.substitute(escaped | opened)
        return answer(200, text, CONTENT_TYPES[".html"], more=(("Vary", "Accept-Language"),))


def landing_url(reach: Reach) -> str | None:
    """Return where a phone that is new here begins; ``None`` where none can come."""
    if not reach.addresses or reach.pin is None:
        return None
    return reach.addresses[0].replace("https://", "http://", 1) + PAGE


def kind_of_device(agent: str) -> str:
    """Return for which kind of device the steps are shown at once. An iPad says it is a Mac."""
    if "Android" in agent:
        return "android"
    is_apple = any(name in agent for name in ("iPhone", "iPad", "Macintosh"))
    return "ios" if is_apple else "computer"


def preferred_language(accept: str) -> str:
    """Return the first language of ``Accept-Language`` that there are pages in, else English."""
    wanted = [one.partition(";")[0].strip().lower()[:2] for one in accept.split(",")]
    return next((language for language in wanted if language in _LANGUAGES), _LANGUAGES[0])


def profile(identity: Identity) -> bytes:
    """Return the configuration profile that makes an iPhone know the authority."""
    name = identity.name or "Homewire"
    roots = [_root(name, identity.pin, identity.authority_pem)]
    if identity.next_pin and identity.next_authority_pem:
        roots.append(_root(name, identity.next_pin, identity.next_authority_pem))
    content = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"org.homewire.authority.{identity.pin[:8]}",
        "PayloadUUID": str(uuid.uuid5(_NAMESPACE, identity.pin)).upper(),
        "PayloadDisplayName": name,
        "PayloadDescription": "Lets this device recognise your home. It is good for addresses "
        "inside your home only, for no site on the internet.",
        "PayloadContent": roots,
    }
    return plistlib.dumps(content)


def _root(name: str, pin: str, pem: bytes) -> dict[str, object]:
    return {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"org.homewire.authority.{pin[:8]}.root",
        "PayloadUUID": str(uuid.uuid5(_NAMESPACE, f"root {pin}")).upper(),
        "PayloadDisplayName": name,
        "PayloadContent": ssl.PEM_cert_to_DER_cert(pem.decode()),
    }


def certificate_der(identity: Identity) -> bytes:
    """Return the authority's certificate as phones take it."""
    return ssl.PEM_cert_to_DER_cert(identity.authority_pem.decode())


def _saved_as(name: str) -> tuple[str, str]:
    return "Content-Disposition", f'attachment; filename="{name}.crt"'


def _file_name(name: str) -> str:
    """Return a name that is safe in a header; a certificate of one's own may be called anything."""
    return "".join(one for one in name if one in _PLAIN).strip() or "Homewire"


def _shared(files: Mapping[str, WebFile]) -> Mapping[str, WebFile]:
    """Take what this page has in common with the web client, which is not served in clear."""
    taken = {"/tokens.css": "/tokens.css", "/homewire.svg": "/icons/homewire.svg"}
    return {name: files[source] for name, source in taken.items() if source in files}


def _is_public(name: str) -> bool:
    return Path(name).suffix in (".svg", ".css")
