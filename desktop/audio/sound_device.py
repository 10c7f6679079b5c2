"""One device sound comes from or goes to."""

import msgspec


class SoundDevice(msgspec.Struct, frozen=True, kw_only=True):
    """One device a person can choose."""

    device_id: str
    name: str
    is_default: bool = False
