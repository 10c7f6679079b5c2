"""What holds for the tests of gateways."""

# Imported by the first to_thread otherwise, on the loop, where Qt's import hook reads its source.
from concurrent.futures import ThreadPoolExecutor  # noqa: F401
