"""Text messages between the people of a home, on one timeline with what they said aloud."""
