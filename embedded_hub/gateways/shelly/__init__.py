"""Shelly devices of the second generation and later, by their RPC over a WebSocket."""
