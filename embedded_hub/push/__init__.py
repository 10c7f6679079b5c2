"""Web Push (RFC 8030, 8291, 8292): telling phones whose page is closed."""
