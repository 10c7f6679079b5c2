"""``homewire-hub gateways admit``: lets a device in, and shows what comes while it may."""

import argparse
import asyncio
from collections.abc import Mapping

import msgspec

from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.output import print_json, say
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import NotFound
from embedded_hub.model.gateway_find import ADMIT_WINDOW_S
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.values import JsonValue
from embedded_hub.security.redaction import printable

ADMIT_TIMEOUT_S = 210.0
"""The hub gives a device 200 s to come in by its code."""

_HINT = "Put the device into pairing mode, as its manual says. Ctrl-C ends it."


class _Admitted(msgspec.Struct, frozen=True):
    device_keys: tuple[str, ...] = ()


class _Type(msgspec.Struct, frozen=True):
    type: str
    admits: str | None = None


class _Device(msgspec.Struct, frozen=True):
    id: str
    name: str | None = None
    name_by_user: str | None = None


async def admit(hub: HubClient, options: argparse.Namespace) -> None:
    """Let devices in; where a network opens for a time, wait for that time or for Ctrl-C."""
    gateway = await _gateway(hub, options.gateway_id)
    news: asyncio.Queue[JsonValue] = asyncio.Queue()
    await hub.subscribe("subscribe_events", news.put_nowait, event_type="device_registry_updated")
    fields: dict[str, JsonValue] = {"code": options.code} if options.code else {}
    if not options.json and await _admits(hub, gateway):
        say(_HINT if options.code is None else f"{_HINT} Looking for it …")
    result = await hub.call(
        "home/gateways/admit", timeout_s=ADMIT_TIMEOUT_S, gateway_id=gateway.id, **fields
    )
    if options.json:
        print_json(result)
        return
    if result is not None:
        count = len(read_answer(result, _Admitted).device_keys)
        print(f"Let {count} {'device' if count == 1 else 'devices'} in.")
        return
    known = "The code is noted. " if options.code else ""
    say(f"{known}New devices may join {printable(gateway.title)} for {ADMIT_WINDOW_S:.0f} s.")
    try:
        async with asyncio.timeout(ADMIT_WINDOW_S):
            await _show_new(hub, news)
    except TimeoutError:
        say("The time is up.")
    finally:
        await hub.call("home/gateways/cancel")


async def _show_new(hub: HubClient, news: "asyncio.Queue[JsonValue]") -> None:
    while True:
        event = await news.get()
        change = event.get("data") if isinstance(event, Mapping) else None
        if not isinstance(change, Mapping) or change.get("action") != "create":
            continue
        listed = await hub.call("config/device_registry/list")
        for device in read_answer(listed, tuple[_Device, ...]):
            if device.id == change.get("device_id"):
                name = device.name_by_user or device.name or device.id
                print(f"Joined: {printable(name)}", flush=True)


async def _admits(hub: HubClient, gateway: GatewayStatus) -> bool:
    """Say whether gateways of its type let devices in at all."""
    types = read_answer(await hub.call("home/gateways/types"), tuple[_Type, ...])
    return any(one.admits for one in types if one.type == gateway.type)


async def _gateway(hub: HubClient, gateway_id: str) -> GatewayStatus:
    listed = read_answer(await hub.call("home/gateways/list"), tuple[GatewayStatus, ...])
    for one in listed:
        if one.id == gateway_id:
            return one
    raise NotFound(f"no gateway {gateway_id[:80]!r}")
