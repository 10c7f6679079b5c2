"""Shelly devices that dial us; what is said then is with the others of their kind."""
