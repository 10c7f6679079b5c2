"""Finds gateways on the network: what announces itself, and what runs on this machine."""
