"""Home Assistant as a gateway, over its WebSocket API: every entity in, every action out."""
