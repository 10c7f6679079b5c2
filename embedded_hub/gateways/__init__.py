"""Foreign systems, each behind the same small interface (:mod:`embedded_hub.gateways.api`)."""
