"""R4: the server is killed while it writes, again and again. What it acknowledged is there, once; what it did not
acknowledge is there once after the caller has repeated it; and no mail is written twice."""

import asyncio
from collections import Counter

from core.installation import Installation, with_contact
from core.ledger import Ledger
from core.scale import Scale, go
from core.wait import at_once, until
from kit.report import check, note

SHORT = {"kills": 3, "writers": 8, "repeated": 10}
LONG = {"kills": 200, "writers": 8, "repeated": 10}
# Between the start and the kill, in seconds: from before the first write to well into them.
LIVES = (0.02, 0.5)


async def write(at: Installation, ledger: Ledger, writer: str) -> None:
    """Orders and activates subscriptions until the server is gone."""
    number = 0
    while True:
        number += 1
        name = f"{writer}-{number}"
        made = await ledger.send(at.client, name, "/subscriptions", with_contact(name))
        if not ledger.writes[name].id:
            return
        activated = f"{name}-activated"
        await ledger.send(at.client, activated, f"/subscriptions/{made.json['id']}/activate", {"plan": "standard", "term": "annual"})
        if not ledger.writes[activated].id:
            return


async def life(at: Installation, ledger: Ledger, scale: Scale, number: int) -> None:
    """A life of the server: repeats of what is in doubt and of what is not, writes, and the end."""
    for write_again in [*ledger.open, *scale.random.sample(ledger.acknowledged, min(scale.repeated, len(ledger.acknowledged)))]:
        await ledger.send(at.client, write_again.key, write_again.path, write_again.body)
    writers = [asyncio.create_task(write(at, ledger, f"life-{number}-{n}")) for n in range(scale.writers)]
    await asyncio.sleep(scale.random.uniform(*LIVES))
    at.server.kill()
    await asyncio.gather(*writers)
    at.client.close()
    await at.server.start()


async def compare(at: Installation, ledger: Ledger, kind: str) -> None:
    orders = {write.key: write for write in ledger.writes.values() if write.path == "/subscriptions"}
    activated = {write.id for write in ledger.writes.values() if write.path != "/subscriptions"}
    rows = await at.all("/subscriptions?")
    there = Counter(row["external_ref"] for row in rows)
    lost = [key for key, write in orders.items() if not there[key]]
    check(f"{kind}: nothing that was acknowledged is lost", not lost, lost[:5])
    check(f"{kind}: nothing is doubled, nothing else is there", there == Counter(list(orders)), (there - Counter(list(orders))).most_common(3))
    named = {row["external_ref"]: row["id"] for row in rows}
    check(f"{kind}: under the ids that were told", all(named[key] == write.id for key, write in orders.items()))
    active = {row["id"] for row in rows if row["status"] == "active"}
    check(f"{kind}: exactly what was activated is active", active == activated, len(active ^ activated))
    events = Counter((event["kind"], event["subscription_id"]) for event in await at.all("/events?") if event["kind"].startswith("subscription."))
    wanted = Counter([("subscription.created", write.id) for write in orders.values()] + [("subscription.activated", one) for one in activated])
    check(f"{kind}: each change has one event", events == wanted, ((events - wanted).most_common(3), (wanted - events).most_common(3)))
    gaps = at.db.rows("SELECT count(*), max(seq), (SELECT max(event_seq) FROM resellers) FROM events")[0]
    check(f"{kind}: their numbers have no gap", len({int(number) for number in gaps}) == 1, gaps)
    charges = at.db.count("charges"), at.db.count("(SELECT DISTINCT subscription_id FROM charges) c")
    check(f"{kind}: each activation has one charge", charges == (len(activated), len(activated)), (charges, len(activated)))


async def mails(at: Installation, ledger: Ledger, kind: str, repeats_max: int) -> None:
    """What a dead worker had in hand is its own for two minutes, which are made to pass. Its mail may go out twice then,
    as the same file."""
    at.db.run(f"UPDATE jobs SET due_at = {at.db.later('due_at', -130)} WHERE state = 'pending' AND kind = 'mail_invite'")
    orders = sum(write.path == "/subscriptions" for write in ledger.writes.values())
    await until(lambda: at.db.count("jobs WHERE kind = 'mail_invite' AND state <> 'done'") == 0, 60)
    jobs = at.db.count("jobs WHERE kind = 'mail_invite' AND state = 'done'")
    check(f"{kind}: each invite has one job, and it is done", jobs == at.db.count("invites") == orders, (jobs, orders))
    files = list((at.data / "mail").glob("*.eml"))
    check(f"{kind}: and one mail", len(files) == orders and len({to for to, _ in at.mails()}) == orders, (len(files), orders))
    again = int(at.db.rows("SELECT coalesce(sum(attempts - 1), 0) FROM jobs WHERE kind = 'mail_invite'")[0][0])
    check(f"{kind}: nothing was tried again but what a kill caught", again <= repeats_max, again)
    left = [path.name for path in (at.data / "mail").iterdir() if path.suffix != ".eml"]
    note(f"{kind}: {again} mails begun again, {len(left)} files of mails half written")


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        ledger = Ledger(f"r04-{kind}")
        async with Installation(kind) as at:
            for number in range(scale.kills):
                await life(at, ledger, scale, number)
            in_doubt = len(ledger.open)
            await at_once(ledger.send(at.client, write.key, write.path, write.body) for write in ledger.open)
            check(f"{kind}: what was in doubt is acknowledged when it is repeated", not ledger.open, ledger.open[:3])
            check(f"{kind}: no answer but success, or none", not ledger.strange, ledger.strange[:3])
            repeats = sum(write.repeats for write in ledger.writes.values())
            check(f"{kind}: {repeats} repeats of what was acknowledged got the same answer", repeats and not ledger.different, ledger.different[:3])
            await compare(at, ledger, kind)
            await mails(at, ledger, kind, scale.kills * 16)
            note(f"{kind}: {len(ledger.writes)} writes, {scale.kills} kills, {in_doubt} in doubt after the last")
        ledger.close()


if __name__ == "__main__":
    go(main, SHORT, LONG)
