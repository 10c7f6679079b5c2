"""Matter devices, through a Matter server and its WebSocket."""
