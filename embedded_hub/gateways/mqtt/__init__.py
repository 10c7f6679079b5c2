"""An MQTT broker: devices that announce themselves as for Home Assistant, Tasmota, OwnTracks."""
