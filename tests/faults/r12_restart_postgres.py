"""R12: PostgreSQL is restarted under load, softly and hard. Requests meanwhile get 503 with Retry-After and nothing else,
everything works again within three seconds, and what was acknowledged is there."""

import asyncio
import os
import subprocess
import sys
import time
from collections import Counter

from core.client import Broken
from core.installation import Installation, with_contact
from core.ledger import Ledger
from core.scale import Scale, go
from core.wait import at_once, until
from kit.answer import Answer
from kit.report import check, note

SHORT = {"restarts": 2, "writers": 4, "readers": 4}
LONG = {"restarts": 20, "writers": 8, "readers": 8}
RECOVERY = 3.0
HARD = "immediate"  # as if the power failed; `fast` ends connections in their middle too, and writes all down first


class Load:
    """Readers and writers that don't stop; what they see, and when."""

    def __init__(self, at: Installation, ledger: Ledger) -> None:
        self.at, self.ledger, self.over = at, ledger, asyncio.Event()
        self.seen: list[tuple[float, str, Answer | Broken]] = []  # when it ended

    async def write(self, writer: int) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            name = f"writer-{writer}-{number}"
            client = self.at.clients[number % len(self.at.clients)]
            answer = await self.ledger.send(client, name, "/subscriptions", with_contact(name), allowed=(503,))
            self.seen.append((time.monotonic(), "write", answer))
            await asyncio.sleep(0.02)

    async def read(self, reader: int) -> None:
        paths = ("/subscriptions", "/me", "/events?limit=5", "/subscriptions/summary")
        number = reader
        while not self.over.is_set():
            number += 1
            client = self.at.clients[number % len(self.at.clients)]
            path = paths[number % len(paths)]
            try:
                answer = await client.get(path, token=self.at.owner if path == "/me" else self.at.key)
            except Broken as error:
                answer = error
            if isinstance(answer, Answer) and answer.status < 300:
                answer.body = b""  # there are thousands
            self.seen.append((time.monotonic(), "read", answer))
            await asyncio.sleep(0.02)

    def first_good(self, what: str, since: float) -> float | None:
        good = (when for when, kind, answer in self.seen if kind == what and when >= since and isinstance(answer, Answer) and answer.status < 300)
        return next(good, None)


async def restart(how: str) -> None:
    command = f"{os.environ['COUNTERSIGN_TEST_POSTGRES_CTL']} -m {how} restart"
    process = await asyncio.create_subprocess_shell(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if await process.wait() != 0:
        raise RuntimeError(f"PostgreSQL did not restart ({how})")


async def under_load(at: Installation, scale: Scale, load: Load) -> None:
    work = [asyncio.create_task(load.write(n)) for n in range(scale.writers)] + [asyncio.create_task(load.read(n)) for n in range(scale.readers)]
    recovered = []
    for number in range(scale.restarts):
        await asyncio.sleep(scale.random.uniform(0.3, 1.0))
        how = HARD if number % 2 else "fast"
        began = time.monotonic()
        await restart(how)
        up = time.monotonic()
        await until(lambda up=up: all(load.first_good(what, up) for what in ("read", "write")), 20)
        firsts = [load.first_good(what, up) for what in ("read", "write")]
        recovered.append((f"{how}, away for {up - began:.1f}", *(round(first - up, 2) if first else None for first in firsts)))
    load.over.set()
    await asyncio.gather(*work)
    slow = [row for row in recovered if not all(took is not None and took <= RECOVERY for took in row[1:])]
    check(f"reading and writing work again within {RECOVERY} s of each of {scale.restarts} restarts", not slow, slow)
    note(f"seconds until reading and writing worked: {recovered}")


async def main(scale: Scale) -> None:
    ledger = Ledger("r12")
    async with Installation("postgres", replicas=2) as at:
        load = Load(at, ledger)
        await under_load(at, scale, load)
        answers = [(kind, answer) for _, kind, answer in load.seen]
        statuses = Counter(answer.status if isinstance(answer, Answer) else answer.how for _, answer in answers)
        strange = [row for row in answers if not isinstance(row[1], Answer) or row[1].status not in (200, 201, 503)]
        check("no other answer than success and 503", not strange, (statuses, strange[:4]))
        away = [answer for _, answer in answers if isinstance(answer, Answer) and answer.status == 503]
        wrong = [answer for answer in away if "Retry-After" not in answer.headers or answer.json["code"] != "service_unavailable"]
        check("each 503 is a problem, and says when to come again", away and not wrong, (len(away), wrong[:3]))
        check("both servers are ready", all(server.is_ready() for server in at.servers))
        await at_once((ledger.send(at.client, write.key, write.path, write.body) for write in ledger.open), 8)
        check("what was refused or in doubt is made when it is repeated", not ledger.open and not ledger.different, ledger.open[:3])
        made = Counter(row["external_ref"] for row in await at.all("/subscriptions?"))
        check("what was acknowledged is there, each once", made == Counter(list(ledger.writes)), len(made))
        at.db.run(f"UPDATE jobs SET due_at = {at.db.later('due_at', -130)} WHERE state = 'pending' AND kind = 'mail_invite'")
        sent = await until(lambda: at.db.count("jobs WHERE kind = 'mail_invite' AND state <> 'done'") == 0, 60)
        check("and the mails are sent", sent and len(at.mails()) == len(ledger.writes), len(at.mails()))
        note(f"{statuses}, {len(ledger.writes)} writes")
    ledger.close()


if __name__ == "__main__":
    if "COUNTERSIGN_TEST_POSTGRES_DURABLE" not in os.environ:
        # A cluster of its own, that loses nothing. To wait for the disk is for the long run.
        os.environ["COUNTERSIGN_TEST_POSTGRES_DURABLE"] = "machine" if "--long" in sys.argv else "process"
        os.environ.pop("COUNTERSIGN_TEST_POSTGRES_URL", None)
        os.execv("scripts/with-postgres.sh", ["scripts/with-postgres.sh", sys.executable, *sys.argv])
    go(main, SHORT, LONG, databases=("postgres",))
