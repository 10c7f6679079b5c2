"""A believable flat that is not there: devices that drift, react and move, on the real wire.

:mod:`.flat` is the flat, pure and repeatable with a seed; one file per family of things stands
beside it. :mod:`.runner` lets any number of flats dial a hub as native gateways.
"""
