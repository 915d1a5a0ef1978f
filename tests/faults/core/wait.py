"""Waiting for what a server does by itself: for a state, within a limit, and never for a time."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable


async def until(holds: Callable[[], object], seconds: float = 30, every: float = 0.05) -> bool:
    """Whether it came to hold within the limit."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(every)
    return True


async def at_once(work: Iterable[Coroutine], most: int = 0) -> list:
    """The results, in their order, of what is done together; at `most` so many at the same time."""
    if not most:
        return list(await asyncio.gather(*work))
    places = asyncio.Semaphore(most)

    async def one(part: Coroutine) -> object:
        async with places:
            return await part

    return list(await asyncio.gather(*(one(part) for part in work)))
