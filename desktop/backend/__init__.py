"""What the user interface needs of a hub, as one interface, and its two implementations.

:class:`~desktop.backend.hub.HubBackend` speaks the wire, :class:`~desktop.backend.fake.FakeBackend`
is a home in memory for tests and design work. Both pass the same contract test.
"""
