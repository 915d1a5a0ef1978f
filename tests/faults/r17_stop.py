"""R17: a server is asked to stop under load. No answer is cut, nothing that was acknowledged is lost, and it ends within
ten seconds. Requests that had come to its address and not yet to it are counted: their callers repeat them (deploy/README.md)."""

import asyncio
import time
from collections import Counter

from core.client import Broken, Client
from core.installation import Installation, order
from core.ledger import Ledger
from core.scale import Scale, go
from core.wait import at_once
from kit.answer import Answer
from kit.report import check, note

SHORT = {"stops": 2, "kept": 4, "new": 4}
LONG = {"stops": 40, "kept": 8, "new": 8}
WITHIN = 10.0


class Callers:
    """Some keep their connections, others make a new one for each request; each reads and writes in turn, until nobody
    listens any more."""

    def __init__(self, at: Installation, ledger: Ledger) -> None:
        self.at, self.ledger = at, ledger
        self.seen: list[tuple[str, float, Answer | Broken]] = []

    async def call(self, name: str, own: bool) -> None:
        client, number = Client(self.at.server.port, self.at.key), 0
        how = "new" if own else "kept"
        while True:
            number += 1
            key = f"{name}-{number}"
            if number % 2:
                answer = await self.ledger.send(client, key, "/subscriptions", order(key), allowed=(503,), own=own)
            else:
                try:
                    answer = await client.get("/subscriptions?limit=200", own=own)
                except Broken as error:
                    answer = error
            if isinstance(answer, Answer) and answer.status < 300:
                answer.body = b""  # there are thousands
            self.seen.append((f"{how} {'write' if number % 2 else 'read'}", time.monotonic(), answer))
            if isinstance(answer, Broken) and answer.how == "refused":
                return client.close()


async def stop(at: Installation, scale: Scale, callers: Callers, number: int) -> tuple[int | None, float]:
    kinds = [("kept", False)] * scale.kept + [("new", True)] * scale.new
    work = [asyncio.create_task(callers.call(f"{kind}-{number}-{n}", own)) for n, (kind, own) in enumerate(kinds)]
    await asyncio.sleep(scale.random.uniform(0.3, 0.8))
    ended = await at.server.stop()
    await asyncio.gather(*work)
    await at.server.start()
    return ended


async def on(kind: str, scale: Scale) -> None:
    ledger = Ledger(f"r17-{kind}")
    async with Installation(kind) as at:
        callers = Callers(at, ledger)
        ended = [await stop(at, scale, callers, number) for number in range(scale.stops)]
        late = [row for row in ended if row[0] != 0 or row[1] > WITHIN]
        check(f"{kind}: it ends with 0 within {WITHIN:.0f} s, {scale.stops} times", not late, late)
        answers = [(what, answer) for what, _, answer in callers.seen if isinstance(answer, Answer)]
        strange = [row for row in answers if row[1].status not in (200, 201) and not (row[1].status == 503 and "Retry-After" in row[1].headers)]
        check(f"{kind}: each of {len(answers)} answers is a success, or says when to come again", answers and not strange, strange[:3])
        broken = Counter((what, answer.how) for what, _, answer in callers.seen if isinstance(answer, Broken) and answer.how != "refused")
        cut = [row for row in broken if row[1] == "cut"]
        check(f"{kind}: no answer is cut", not cut, broken)
        caught = sum(broken.values())
        most = scale.stops * (scale.kept + scale.new)
        check(f"{kind}: no more are left without an answer than were on their way", caught <= most, broken)
        in_doubt = [write for write in ledger.writes.values() if not write.id]
        at.client.close()
        await at_once((ledger.send(at.client, write.key, write.path, write.body) for write in in_doubt), 8)
        check(f"{kind}: who repeats them gets them done", not ledger.open and not ledger.strange, ledger.strange[:3])
        there = Counter(row["external_ref"] for row in await at.all("/subscriptions?"))
        check(f"{kind}: all that was acknowledged is there, each once", there == Counter(list(ledger.writes)), len(there))
        note(f"{kind}: {caught} of {len(callers.seen)} requests without an answer: {dict(broken)}; slowest end {max(took for _, took in ended):.2f} s")
    ledger.close()


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        await on(kind, scale)


if __name__ == "__main__":
    go(main, SHORT, LONG)
