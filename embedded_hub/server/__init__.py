"""The hub's one listener and everything behind it: handshake, sessions, lanes, fan-out, commands.

A connection is a :class:`~embedded_hub.server.connection.WireConnection`; what leaves goes through
its :class:`~embedded_hub.server.outbox.Outbox`, one writer with lanes; what comes in is a
:class:`~embedded_hub.server.session.Session`. State changes reach sessions by
:class:`~embedded_hub.server.fanout.Fanout`, encoded once for everybody who sees the same.
"""
