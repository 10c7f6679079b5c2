"""What holds for every test: nothing blocks the event loop, nothing goes wrong in silence."""

import logging
import signal
from collections.abc import Iterator

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import HealthCheck, settings

# A shell that runs the tests in the background has them ignore Ctrl+C, and with them every program
# that they start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

OURS = ("embedded_hub", "desktop", "asyncio", "websockets")

# How long an example takes says how busy the computer is, and nothing about the code.
settings.register_profile("homewire", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("homewire")


@pytest.fixture(autouse=True)
def loop_is_never_blocked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which our code blocks the loop it runs on.

    The tests of storage itself open and close files on the loop, as its blocking doors allow.
    """
    if "storage" in request.path.parts:
        yield
        return
    with blockbuster_ctx(scanned_modules=["embedded_hub", "desktop"]) as guard:
        for function in guard.functions.values():
            # A lazy import reads the disk once, which is what makes an unused driver free.
            function.can_block_in("<frozen importlib._bootstrap>", {"_find_and_load"})
            # PySide's import hook, active where its test plugin is, reads the importer's source.
            function.can_block_in("shibokensupport/feature.py", {"_mod_uses_pyside"})
        yield


@pytest.fixture(autouse=True)
def no_error_is_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs an error, unless it reads the log itself or is about errors."""
    if "caplog" in request.fixturenames or request.node.get_closest_marker("logs_errors"):
        yield
        return
    handler = _Errors()
    loggers = [logging.getLogger(name) for name in OURS]
    for logger in loggers:
        logger.addHandler(handler)
    yield
    for logger in loggers:
        logger.removeHandler(handler)
    assert [record.getMessage() for record in handler.records] == []


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
