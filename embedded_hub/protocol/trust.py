"""What hub and clients call the things they know each other by. Pure."""

AUTHORITY_PATH = "/authority.crt"
"""Where a hub serves the certificate of its authority, in DER, to anybody."""
NEXT_PIN_HEADER = "Homewire-Next-Pin"
"""On the answer to every encrypted handshake while another authority is about to take over. It
counts only on a connection that was checked against the present one."""
