"""``python -m embedded_hub`` is ``homewire-hub``."""

import sys

from embedded_hub.cli.main import main

sys.exit(main())
