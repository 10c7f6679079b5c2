"""Runs first in a frozen program: started with --speech-worker it is the process of a speech model.

There is no interpreter beside a frozen program that could run ``embedded_hub.speech.worker``. Here
neither Qt nor the command line has been imported yet. Named in ``runtime_hooks`` of both recipes.
"""

import sys

if sys.argv[1:2] == ["--speech-worker"]:
    from embedded_hub.speech.worker import main

    sys.exit(main(sys.argv[2:]))
