"""``homewire-hub``: the hub without a screen, and everything a terminal can ask of one.

One module per command, each with ``add_parser`` and a coroutine ``run`` that returns the exit
code. What a command needs is imported when it runs, so that ``--help`` is quick.
"""
