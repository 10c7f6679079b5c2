"""The machine the hub runs on, as a gateway: the one every home has from its first minute."""
