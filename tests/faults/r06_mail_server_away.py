"""R6: the mail server is away for an hour, greylists, hangs and bounces. Each invite is delivered once afterwards, and
those that bounced say so.

The hour is a virtual one: the wait of each mail that was put off is taken out of the database as soon as all were tried,
so that the server finds them due. What it waits for is its own choice still, and is checked."""

import asyncio
import re
import time
from collections import Counter

from core.installation import Installation, order
from core.mail_server import MailServer
from core.scale import Scale, go
from core.wait import at_once, until
from kit.report import check, note

SHORT = {"invites": 32, "subscriptions": 2, "bounces": 4, "held": 3, "patience": 0}
LONG = {"invites": 5000, "subscriptions": 50, "bounces": 100, "held": 16, "patience": 90}
HOUR = 3600
MAILS = "jobs WHERE kind = 'mail_invite'"


class Clock:
    """Moves the mails that wait, and with them all that the server waits for, by an hour in all."""

    def __init__(self, at: Installation, path: str) -> None:
        self.at, self.path, self.passed = at, path, 0.0

    async def settled(self, seconds: float = 300) -> bool:
        """Nothing is in a worker's hands: as many ended tries as begun ones, and none is due."""

        async def is_settled() -> bool:
            text = (await self.at.client.get("/metrics", token=None)).text
            ended = sum(int(number) for number in re.findall(r'^countersign_jobs_total\{[^}]*kind="mail_invite"[^}]*\} (\d+)', text, re.M))
            is_due = f"CASE WHEN state = 'pending' AND {self.at.db.seconds('due_at')} <= {time.time()} THEN 1 ELSE 0 END"
            begun, due = self.at.db.rows(f"SELECT sum(attempts), sum({is_due}) FROM {MAILS}")[0]
            return ended == int(begun) and int(due) == 0

        end = time.monotonic() + seconds
        while not await is_settled():
            if time.monotonic() > end:
                return False
            # The worker has room for 16, and looks twice a second unless a change wakes it.
            for _ in range(4):
                await self.at.client.post(f"{self.path}/launch")
                await asyncio.sleep(0.02)
        return True

    async def step(self) -> bool:
        """To when the first of them is due again; whether there was one."""
        first = self.at.db.rows(f"SELECT min({self.at.db.seconds('due_at')}) FROM {MAILS} AND state = 'pending'")[0][0]
        if first in (None, ""):
            return False
        wait = max(float(first) - time.time(), 0) + 0.01
        # Those that are due within the same seconds go together.
        self.at.db.run(f"UPDATE jobs SET due_at = {self.at.db.later('due_at', -wait - 5)} WHERE kind = 'mail_invite' AND state = 'pending'")
        self.passed += wait
        return True


async def invite(at: Installation, scale: Scale) -> dict[str, str]:
    """Invites; the path of each by its address."""
    paths, each = {}, scale.invites // scale.subscriptions
    for n in range(scale.subscriptions):
        contact = {"full_name": "Camille Mercier", "email": f"guest-{n}-0@mercier.example"}
        made = (await at.client.post("/subscriptions", order(f"away-{n}", customer_edits_signatures=True, contact=contact))).json["id"]
        guests = [{"full_name": "Guest", "email": f"guest-{n}-{m}@mercier.example", "role": "editor", "locale": "fr"} for m in range(1, each)]
        await at_once((at.client.post(f"/subscriptions/{made}/invites", guest) for guest in guests), 8)
        for row in await at.all(f"/subscriptions/{made}/invites?"):
            paths[row["email"]] = f"/subscriptions/{made}/invites/{row['id']}"
    return paths


async def states(at: Installation, paths: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    answers = await at_once((at.client.get(path) for path in paths.values()), 8)
    return {answer.json["email"]: (answer.json["delivery"], answer.json["delivery_detail"]) for answer in answers}


async def away(at: Installation, kind: str, clock: Clock, paths: dict[str, str]) -> None:
    while clock.passed < HOUR and await clock.settled():
        await clock.step()
    await clock.settled()
    seen = Counter(state for state, _ in (await states(at, paths)).values())
    check(f"{kind}: after an hour without a mail server all of {len(paths)} invites wait", seen == {"queued": len(paths)}, seen)
    tries = {int(row[0]) for row in at.db.rows(f"SELECT attempts FROM {MAILS}")}
    # 15 s, doubled each time: 15 × (2⁸ − 1) s is a little more than an hour, and with thousands real minutes pass too.
    check(f"{kind}: and each was tried at growing intervals", tries <= {8, 9, 10}, tries)


async def moods(at: Installation, kind: str, scale: Scale, clock: Clock, mails: MailServer, paths: dict[str, str]) -> None:
    """It comes back, and makes trouble: it hangs on the first mails until their connections break, puts each address off
    once, and does not know some."""
    mails.refused = set(scale.random.sample(sorted(paths), scale.bounces))
    mails.greylisting = True
    mails.hold()
    await mails.come()
    mails.tried.update(scale.random.sample(sorted(paths), scale.invites // 2))  # these it knows already
    await clock.step()
    await until(lambda: mails.holding >= min(scale.held, 16), 30)
    held = mails.holding
    await mails.go_away()
    mails.let_go()
    mails.silent = True
    await mails.come()
    await clock.step()
    await until(lambda: mails.silenced >= min(scale.held, 16), 30)
    # The server waits for a minute; to see it through is for the long run, in the other its connections are ended.
    if scale.patience:
        words = f"{MAILS} AND last_error LIKE '%did not answer within%'"
        check(f"{kind}: one that says nothing is given up", await until(lambda: at.db.count(words), scale.patience, every=1))
    await mails.go_away()
    await clock.settled()
    mails.silent = False
    await mails.come()
    for _ in range(12):
        await clock.step()
        if not await clock.settled() or at.db.count(f"{MAILS} AND state = 'pending'") == 0:
            break
    check(f"{kind}: it hung in the middle of {held} mails", held >= min(scale.held, 16), held)
    left = at.db.rows(f"SELECT attempts, last_error FROM {MAILS} AND state = 'pending'")
    check(f"{kind}: when it is well again no mail is left", not left, left[:3])


async def on(kind: str, scale: Scale) -> None:
    mails = MailServer()
    async with Installation(kind, SMTP_URL=mails.url, LOG="error") as at:
        paths = await invite(at, scale)
        clock = Clock(at, next(iter(paths.values())).split("/invites/")[0])
        check(f"{kind}: {scale.invites} invites are made", len(paths) == scale.invites, len(paths))
        await away(at, kind, clock, paths)
        try:
            await moods(at, kind, scale, clock, mails, paths)
        finally:
            await mails.go_away()
        taken = Counter(address for address, _ in mails.taken)
        good = [address for address in paths if address not in mails.refused]
        twice = [(address, count) for address, count in taken.items() if count > 1]
        check(f"{kind}: each of {len(good)} arrived once", set(taken) == set(good) and not twice, (len(taken), twice[:3]))
        ids = {message for _, message in mails.taken}
        check(f"{kind}: each with an id of its own", len(ids) == len(good), len(ids))
        seen = await states(at, paths)
        sent = [address for address, (state, _) in seen.items() if state == "sent"]
        failed = {address: words for address, (state, words) in seen.items() if state == "failed"}
        check(f"{kind}: the API says that they were sent", sorted(sent) == sorted(good), len(sent))
        told = set(failed) == mails.refused and all("5.1.1" in (words or "") for words in failed.values())
        check(f"{kind}: and of the {scale.bounces} that bounced, why", told, list(failed.items())[:2])
        note(f"{kind}: {clock.passed:.0f} s passed for the mails, {sum(mails.tried.values())} recipients named to the server")


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        await on(kind, scale)


if __name__ == "__main__":
    go(main, SHORT, LONG)
