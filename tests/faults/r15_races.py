"""R15: many accept one invite, or convert one trial, at the same instant: one of them does."""

from collections import Counter
from collections.abc import Awaitable, Callable

from core.installation import PASSWORD, Installation, order, with_contact
from core.scale import Scale, go
from core.wait import at_once, until
from kit.answer import Answer
from kit.report import check, note

SHORT = {"callers": 50, "rounds": 1}
LONG = {"callers": 500, "rounds": 5}


def address(number: int) -> dict:
    """A caller has an address of its own: tries of tokens are counted by address."""
    return {"X-Forwarded-For": f"198.51.{100 + number // 250}.{number % 250 + 1}"}


def told(answers: list[Answer]) -> Counter:
    return Counter((answer.status, answer.json.get("code")) for answer in answers)


async def at_one_instant(callers: int, send: Callable[[int], Awaitable[Answer]]) -> list[Answer]:
    """What each is told in the end: who was asked to come again, since too many waited, does so when it is quiet."""
    answers = await at_once(send(n) for n in range(callers))
    later = [n for n, answer in enumerate(answers) if answer.status == 503 and "Retry-After" in answer.headers]
    for n, answer in zip(later, await at_once((send(n) for n in later), 8), strict=True):
        answers[n] = answer
    if later:
        note(f"{len(later)} of {callers} were asked to come again")
    return answers


async def accepts(at: Installation, kind: str, scale: Scale, number: int) -> None:
    name = f"invite-{number}"
    made = (await at.client.post("/subscriptions", with_contact(name))).json["id"]
    await until(lambda: at.invite_token(f"{name}@mercier.example"))
    body = {"token": at.invite_token(f"{name}@mercier.example"), "full_name": "Camille Mercier", "password": PASSWORD}

    async def accept(n: int) -> Answer:
        return await at.clients[n % len(at.clients)].post("/invites/accept", body, token=None, headers=address(n), own=True)

    answers = await at_one_instant(scale.callers, accept)
    seen = told(answers)
    good = [answer for answer in answers if answer.status == 200]
    check(f"{kind}: of {scale.callers} who accept one invite at once one does", len(good) == 1, seen)
    rest = {status for status, _ in seen} - {200}
    check(f"{kind}: the others are told 409", rest == {409}, seen)
    members, accounts = at.db.count("subscription_members"), at.db.count("accounts")
    check(f"{kind}: there is one member more, and one account", (members, accounts) == (number + 1, number + 2), (members, accounts))
    joined = [event for event in await at.all(f"/subscriptions/{made}/events?") if event["kind"] == "invite.accepted"]
    check(f"{kind}: and one event", len(joined) == 1, joined)
    me = await at.client.get("/me", token=good[0].json["access_token"]) if good else None
    check(f"{kind}: whose session is good", me and me.status == 200, me)


async def conversions(at: Installation, kind: str, scale: Scale, number: int) -> None:
    made = (await at.client.post("/subscriptions", order(f"trial-{number}"))).json["id"]
    bodies = [{"plan": plan, "term": term} for plan in ("starter", "standard", "pro") for term in ("monthly", "annual")]
    path = f"/subscriptions/{made}/activate"

    async def convert(n: int) -> Answer:
        return await at.clients[n % len(at.clients)].post(path, bodies[n % len(bodies)], own=True)

    answers = await at_one_instant(scale.callers, convert)
    seen = told(answers)
    good = [answer.json for answer in answers if answer.status == 200]
    check(f"{kind}: of {scale.callers} who convert one trial at once one does", len(good) == 1, seen)
    check(f"{kind}: the others are told 409", {status for status, _ in seen} - {200} == {409}, seen)
    now = (await at.client.get(f"/subscriptions/{made}")).json
    chosen = {(row["plan"], row["term"], row["version"]) for row in (*good, now)}
    check(f"{kind}: what stands is what that one chose", now["status"] == "active" and len(chosen) == 1, chosen)
    kinds = Counter(event["kind"] for event in await at.all(f"/subscriptions/{made}/events?"))
    charges = at.db.count(f"charges WHERE {at.db.id('subscription_id')} = '{made.replace('-', '')}'")
    check(f"{kind}: one event and one charge", set(kinds.values()) == {1} and charges == 1, (kinds, charges))


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        async with Installation(kind, replicas=2) as at:
            for number in range(scale.rounds):
                await accepts(at, kind, scale, number)
                await conversions(at, kind, scale, number)


if __name__ == "__main__":
    go(main, SHORT, LONG)
