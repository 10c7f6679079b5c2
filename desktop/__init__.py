"""The desktop app: Qt lives here and nowhere else.

It is a client like any other and speaks the wire, over loopback even to the hub in its own
process. Only :mod:`desktop.composition` sees both the hub and the views.
"""
