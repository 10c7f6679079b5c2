"""Kinds of entities devices announce over MQTT."""
