"""What a person may type into the fields of a gateway's form: pure.

Whatever was copied from a browser or a router's page is taken apart instead of refused: an address
with its scheme and port fills the fields it has parts for.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

from desktop.backend.gateways import GatewayOption
from desktop.viewmodels.words import translate

FieldKind = Literal["text", "host", "port", "url", "secret", "choice"]
MOST_PORT = 65535
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")
_IPV6 = r"[0-9a-fA-F]*:[0-9a-fA-F:.]+(%[\w.-]+)?"
_HOST = re.compile(rf"^(\[{_IPV6}\]|{_IPV6}|[\w.-]+)$")


def field_kind(option: GatewayOption) -> FieldKind:
    """Say what goes into a field."""
    if option.choices:
        return "choice"
    if option.is_secret:
        return "secret"
    kinds: Mapping[str, FieldKind] = {"host": "host", "port": "port", "url": "url"}
    return kinds.get(option.name, "text")


def taken_apart(options: Sequence[GatewayOption], name: str, text: str) -> Mapping[str, str]:
    """Return what a text given for one option means for all of them, without loose blanks."""
    trimmed = text.strip()
    kind = next((field_kind(one) for one in options if one.name == name), "text")
    if kind != "host":
        return {name: trimmed}
    has_port = any(one.name == "port" for one in options)
    is_whole = bool(_SCHEME.match(trimmed))
    is_plain = trimmed.count(":") != 1 and "/" not in trimmed
    if not trimmed or (is_plain and not is_whole):
        return {name: trimmed}
    try:
        parts = urlsplit(trimmed if is_whole else f"//{trimmed}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return {name: trimmed}
    if not host:
        return {name: trimmed}
    if port is None:
        return {name: host}
    return {name: host, "port": str(port)} if has_port else {name: f"{host}:{port}"}


def complaint(option: GatewayOption, text: str, *, is_asked: bool) -> str:
    """Say what is wrong with a text in a plain sentence; empty when nothing is.

    Args:
        option: What the text is for.
        text: What was typed.
        is_asked: Whether a person has to give it, as far as it has no usual value.
    """
    trimmed = text.strip()
    if not trimmed:
        return translate("Option", "This is needed.") if is_asked and not option.default else ""
    match field_kind(option):
        case "port":
            return _port_complaint(trimmed)
        case "url":
            return _url_complaint(trimmed)
        case "host":
            return _host_complaint(trimmed)
        case "secret" if "\n" in trimmed:
            return translate("Option", "Paste the key alone, without line breaks.")
    return ""


def _port_complaint(text: str) -> str:
    if text.isdecimal() and 0 < int(text) <= MOST_PORT:
        return ""
    return translate("Option", "A port is a number from 1 to 65535.")


def _host_complaint(text: str) -> str:
    host, _, port = text.rpartition(":") if text.count(":") == 1 else (text, "", "")
    if port and _port_complaint(port):
        return _port_complaint(port)
    if _HOST.match(host):
        return ""
    return translate("Option", "An address looks like 192.168.1.50 or bridge.local.")


def _url_complaint(text: str) -> str:
    wrong = translate("Option", "An address looks like http://192.168.1.50:8123.")
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"//{text}")
        is_right = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return wrong
    return "" if is_right and " " not in text else wrong
