"""A home's voice: who may speak to whom, who hears it when, and what is kept of it.

Nothing here knows a socket or a disk. Time is read from the home's clock; what should happen
later is asked for (:attr:`Intercom.next_tick_s`), so that a test can let hours pass.
"""
