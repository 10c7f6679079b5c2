"""Zigbee2MQTT over the socket of its own frontend: no broker in between."""
