"""ESPHome, firmware of self-made devices, over its native protocol."""
