"""Sound in and out of this computer, through QtMultimedia.

Loading QtMultimedia takes a tenth of a second and asks the system's sound server for its devices,
so nothing outside imports this package before somebody talks or listens.
"""
