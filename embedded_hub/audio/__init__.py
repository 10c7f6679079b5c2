"""Sound as samples: codecs, files and rates. No sockets, no event loop, no sound card.

PCM here is 16-bit signed little-endian mono in ``bytes``; 48 kHz and 960 samples a frame unless
a name says otherwise.
"""
