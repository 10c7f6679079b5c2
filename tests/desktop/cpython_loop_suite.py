"""CPython's own event-loop tests, run against the desktop's loop in a process of their own.

Started by ``test_loop.py``; exits with unittest's verdict.
"""

import asyncio
import unittest

from PySide6.QtCore import QCoreApplication
from test.test_asyncio import utils  # type: ignore[import-not-found]
from test.test_asyncio.test_events import (  # type: ignore[import-not-found]
    UnixEventLoopTestsMixin,
)

from desktop.loop import QtSelectorLoop


class QtSelectorLoopTests(UnixEventLoopTestsMixin, utils.TestCase):  # type: ignore[misc]
    app = QCoreApplication.instance() or QCoreApplication([])

    def create_event_loop(self) -> asyncio.AbstractEventLoop:
        return QtSelectorLoop(self.app)


if __name__ == "__main__":
    unittest.main(verbosity=2)
