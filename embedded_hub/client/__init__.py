"""The one door for Python programs that talk to a hub: desktop, command line, tests.

:class:`~embedded_hub.client.hub_client.HubClient` is one connection;
:class:`~embedded_hub.client.hub_link.HubLink` keeps one for as long as a program runs. Both speak
the client API, which is Home Assistant's WebSocket API with our own families added, so both work
against a Home Assistant too.
"""
