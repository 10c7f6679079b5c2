"""Proof of who is who between machines: the home's certificate authority and its pins."""
