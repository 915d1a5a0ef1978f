"""R5: each idempotency key is sent many times at once, to both servers where there are two. Each has one effect."""

from core.client import Client
from core.installation import Installation, with_contact
from core.scale import Scale, go
from core.wait import at_once, until
from kit.report import check

SHORT = {"keys": 40, "repeats": 20, "keys_at_once": 4}
LONG = {"keys": 1000, "repeats": 20, "keys_at_once": 10}


async def send(client: Client, key: str, seen: list) -> None:
    """One of the repeats. One that waited five seconds for the first is told so, and comes again."""
    while True:
        answer = await client.post("/subscriptions", with_contact(key), headers={"Idempotency-Key": key})
        seen.append(answer)
        if answer.status != 409 or answer.json["code"] != "idempotency_in_progress":
            return


async def on(kind: str, scale: Scale) -> None:
    async with Installation(kind, replicas=2) as at:
        keys = [f"key-{scale.random.getrandbits(64):016x}" for _ in range(scale.keys)]
        seen: dict[str, list] = {key: [] for key in keys}

        async def one(key: str) -> None:
            await at_once(send(at.clients[n % len(at.clients)], key, seen[key]) for n in range(scale.repeats))

        await at_once((one(key) for key in keys), scale.keys_at_once)

        strange = [answer for answers in seen.values() for answer in answers if answer.status not in (201, 409)]
        check(f"{kind}: no other answer than 201, and 409 while the first is running", not strange, strange[:3])
        bodies = {key: {answer.body for answer in answers if answer.status == 201} for key, answers in seen.items()}
        check(f"{kind}: all {scale.repeats} of a key get the same answer", all(len(same) == 1 for same in bodies.values()))
        first = {key: [a for a in answers if a.status == 201 and "Idempotency-Replayed" not in a.headers] for key, answers in seen.items()}
        check(f"{kind}: one of them is the first, the others say that they are repeats", all(len(one) == 1 for one in first.values()))

        made = await at.all("/subscriptions?")
        check(f"{kind}: {scale.keys} subscriptions, one for each key", sorted(row["external_ref"] for row in made) == sorted(keys), len(made))
        created = await at.all("/events?kind=subscription.created")
        check(f"{kind}: {scale.keys} events", len({row["subject"]["id"] for row in created}) == len(created) == scale.keys, len(created))
        invites, jobs = at.db.count("invites"), at.db.count("jobs WHERE kind = 'mail_invite'")
        check(f"{kind}: {scale.keys} invites and as many mails to send", invites == jobs == scale.keys, (invites, jobs))
        sent = await until(lambda: at.db.count("jobs WHERE kind = 'mail_invite' AND state = 'done'") == scale.keys, 60)
        mails = [to for to, _ in at.mails()]
        check(f"{kind}: which are sent, one to each", sent and len(set(mails)) == len(mails) == scale.keys, len(mails))


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        await on(kind, scale)


if __name__ == "__main__":
    go(main, SHORT, LONG)
