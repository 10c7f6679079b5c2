"""The doctor's look at the machine: Python, packages, port, clock, keyring. May block."""

import http.client
import importlib.util
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import embedded_hub
from embedded_hub.cli.doctor_findings import Finding, ok, problem, warning
from embedded_hub.parts import broken_parts

OLDEST_PYTHON = (3, 11)
PACKAGES = ("websockets", "msgspec", "platformdirs", "psutil")
KEYRING_TIMEOUT_S = 10.0
"""A keyring without a session bus answers in 0.2 s; one that waits for a password never does."""
_LIVE_TIMEOUT_S = 2.0
_DAY_S = 86_400

# Another process, so that a keyring that hangs or speaks to the terminal is not ours. It reads
# a name that is never set: what counts is whether the backend answers at all.
_ASK_KEYRING = (
    "import keyring; keyring.get_password('homewire', 'doctor'); print(keyring.get_keyring().name)"
)


def check_python() -> Finding:
    """Is Python new enough?"""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return problem("python", f"Python {version} is too old; 3.11 or newer is needed.")
    return ok("python", f"Python {version}.")


def check_packages() -> Finding:
    """Is everything there that the hub is made of?"""
    found: list[str] = []
    missing: list[str] = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            # The packaged program carries no list of what is in it.
            known = found if importlib.util.find_spec(name) else missing
            known.append(name)
    if missing:
        return problem("packages", f"Missing: {', '.join(missing)}.")
    return ok("packages", f"{', '.join(found)}.")


def check_parts() -> Finding:
    """Can every driver be used, and what is imported at first use?"""
    is_packaged = bool(getattr(sys, "frozen", False))
    if broken := broken_parts(has_extras=is_packaged):
        return problem("drivers", " ".join(broken))
    return ok("drivers", "Every driver can be used.")


def check_port(port: int) -> Finding:
    """Can a hub listen where it wants to, or does one already?"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if _is_hub_on(port):
                return ok("port", f"A hub is running on port {port}.")
            return problem("port", f"Port {port} cannot be used: {error.strerror}.")
    return ok("port", f"Port {port} is free.")


def check_clock(now: float | None = None) -> Finding:
    """Is the clock where it can be? Tokens, history and certificates go by it."""
    seen = time.time() if now is None else now
    at = datetime.fromtimestamp(seen, UTC).strftime("%Y-%m-%d %H:%M:%S")
    # No clock that is right stands before the day this very file was installed.
    is_packaged = bool(getattr(sys, "frozen", False))
    installed = Path(sys.executable if is_packaged else embedded_hub.__file__)
    installed_at = installed.stat().st_mtime
    if seen < installed_at - _DAY_S:
        return problem("clock", f"The clock says {at} UTC, which has passed; set it.")
    return ok("clock", f"The clock says {at} UTC.")


def check_keyring() -> Finding:
    """Can the desktop app keep its token in the system's keyring?"""
    if getattr(sys, "frozen", False):
        return ok("keyring", "Not looked at from inside the packaged program.")
    try:
        asked = subprocess.run(  # noqa: S603 -- our own interpreter and a constant
            [sys.executable, "-c", _ASK_KEYRING],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=KEYRING_TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        return warning("keyring", "The keyring does not answer; it may be locked.")
    if asked.returncode == 0:
        return ok("keyring", f"{asked.stdout.strip()}.")
    if "No module named 'keyring'" in asked.stderr:
        return ok("keyring", "Not installed; the headless hub needs none.")
    return warning("keyring", "No keyring works here; the desktop app keeps its token in a file.")


def _is_hub_on(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LIVE_TIMEOUT_S)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
