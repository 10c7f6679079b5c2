import asyncio

import pytest

from embedded_hub.gateways.echo import Echoes
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

LAMP, FAN = EntityKey("lamp"), EntityKey("fan")


def is_on(report: StateReport) -> bool:
    return report.value == "on"


async def nothing() -> None:
    """Send nothing."""


async def test_a_report_as_asked_confirms_also_when_it_comes_before_the_sending_is_over() -> None:
    echoes = Echoes()

    async def send() -> None:
        echoes.seen(StateReport(key=LAMP, value="on"))

    outcome = await echoes.confirmed(LAMP, is_on, send, 10.0)
    assert outcome.kind is OutcomeKind.DONE


async def test_other_reports_confirm_nothing_and_the_end_is_unknown_and_not_failed() -> None:
    echoes = Echoes()

    async def send() -> None:
        echoes.seen(StateReport(key=LAMP, value="off"))
        echoes.seen(StateReport(key=FAN, value="on"))

    outcome = await echoes.confirmed(LAMP, is_on, send, 0.0)
    assert outcome.kind is OutcomeKind.UNKNOWN


async def test_one_echo_confirms_everybody_who_waits_for_it_and_may_come_twice() -> None:
    echoes = Echoes()
    waiting = [
        asyncio.ensure_future(echoes.confirmed(LAMP, is_on, nothing, 10.0)) for _ in range(3)
    ]
    await asyncio.sleep(0)
    for _ in range(2):
        echoes.seen(StateReport(key=LAMP, value="on"))
    outcomes = await asyncio.gather(*waiting)
    assert {outcome.kind for outcome in outcomes} == {OutcomeKind.DONE}


async def test_what_cannot_be_sent_is_waited_for_no_longer() -> None:
    echoes = Echoes()

    async def fail() -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await echoes.confirmed(LAMP, is_on, fail, 10.0)
    echoes.seen(StateReport(key=LAMP, value="on"))
