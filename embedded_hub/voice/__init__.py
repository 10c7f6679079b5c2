"""Who may speak, when, and how sound stays whole on its way; pure.

Time comes in as an argument, what should happen goes out as values. Nothing here knows a
socket, a sound card or a codec: packets are opaque bytes.
"""
