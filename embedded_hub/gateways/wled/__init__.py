"""WLED, firmware of light strips, over its own WebSocket and JSON."""
