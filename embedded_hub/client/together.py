"""Several things at once, all over when the first of them fails."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")


async def together(*work: Coroutine[Any, Any, _Result]) -> list[_Result]:
    """Run coroutines side by side and return their results in order.

    The first failure cancels the others and is raised as itself, not inside a group: the callers
    here tell errors apart by class.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in work]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
