"""Z-Wave through a Z-Wave JS server: its own WebSocket, every node and value."""
