"""Philips Hue, through its bridge and the second version of its interface."""
