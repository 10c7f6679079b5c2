"""The messages of ESPHome's protocol; types know nothing of what is generated."""

from typing import Any

from aioesphomeapi import api_pb2

pb: Any = api_pb2
