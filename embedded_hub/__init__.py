"""The Homewire hub: one home, one WebSocket, no display.

This package runs headless and never imports Qt. Start reading at :mod:`embedded_hub.hub`; the
map of the whole house is ``docs/ARCHITECTURE.md``.
"""

__version__ = "0.1.0"
