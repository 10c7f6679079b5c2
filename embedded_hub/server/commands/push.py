"""Answers the commands on push messages."""

from embedded_hub.errors import NotFound, NotSupported
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.push import (
    EnablePush,
    PushStatus,
    SubscribePush,
    TryPush,
    UnsubscribePush,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(PushStatus, read_status)
    table.slow(EnablePush, enable)
    table.slow(SubscribePush, subscribe)
    table.slow(UnsubscribePush, unsubscribe)
    table.quick(TryPush, try_out)


def read_status(caller: Caller, _: PushStatus) -> JsonObject:
    """Tell whether push messages are on, and whether this device gets them."""
    push = caller.home.push
    return {
        "can_push": push.can_push,
        "is_on": push.is_on,
        "public_key": push.public_key,
        "is_subscribed": push.of(caller.principal.token_id) is not None,
    }


async def enable(caller: Caller, command: EnablePush) -> None:
    """Turn push messages on or off."""
    caller.require_admin()
    if command.is_on and not caller.home.push.can_push:
        raise NotSupported("this hub was installed without push messages")
    await caller.home.push.switch(command.is_on)
    kind = "push/enabled" if command.is_on else "push/disabled"
    caller.home.audit.note(caller.principal, kind, caller.home.id)


async def subscribe(caller: Caller, command: SubscribePush) -> None:
    """Keep where this device is told."""
    await caller.home.push.subscribe(
        caller.principal, command.endpoint, command.keys.p256dh, command.keys.auth
    )


async def unsubscribe(caller: Caller, _: UnsubscribePush) -> None:
    """Forget where this device is told."""
    await caller.home.push.drop(caller.principal.token_id)


def try_out(caller: Caller, _: TryPush) -> None:
    """Push one message to this device."""
    trial = caller.home.push.trial
    if trial is None or not trial(caller.principal):
        raise NotFound("this device has no push subscription")
