"""R11: a sandbox's clock jumps through month ends and leap days, by seconds and by a year. No timer fires twice, none is
lost, and each paid period is that of another calendar."""

import calendar
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from core.installation import Installation, order
from core.scale import Scale, go
from core.wait import until
from kit.report import check, note

SHORT = {"anchors": 5, "jumps": 3, "renewals": 30}
LONG = {"anchors": 14, "jumps": 60, "renewals": 500}
# Months and days of January and later on which something is bought; what a year has not is its last day.
ANCHORS = [(1, 28), (1, 29), (1, 30), (1, 31), (2, 29), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (10, 31), (11, 15), (12, 31)]
STEP_MAX = timedelta(days=399)
LAB = {"email": "lena@labs.example", "password": "violet-harbour-tango-93"}


def end_of(anchor: date, months: int) -> date:
    """So many months on, on the anchor's day or the last one there is."""
    year, month = divmod(anchor.month - 1 + months, 12)
    year, month = anchor.year + year, month + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def periods(anchor: date, months: int, until_day: date) -> list[tuple[str, str]]:
    """All that have begun by that day."""
    found, number = [], 0
    while (begin := end_of(anchor, number * months)) <= until_day:
        found.append((begin.isoformat(), end_of(anchor, (number + 1) * months).isoformat()))
        number += 1
    return found


class Lab:
    """The sandbox, and what was bought in it: by id, the anchor and the months of a period."""

    def __init__(self, at: Installation, scale: Scale) -> None:
        self.at, self.scale = at, scale
        self.bought: dict[str, tuple[date, int]] = {}
        self.now = datetime.now(UTC)
        self.wrong: list = []

    async def open(self) -> None:
        self.at.server.command("reseller", "add", "--sandbox", "--name", "Labs", "--owner", "Lena Lab", "--email", LAB["email"], given=LAB["password"] + "\n")
        self.at.client.token = (await self.at.client.post("/auth/login", LAB, token=None)).json["access_token"]

    async def to(self, when: datetime) -> None:
        """Moves the clock, as far at once as may be, and waits until nothing is due."""
        while self.now < when:
            answer = await self.at.client.post("/sandbox/clock/advance", {"until": min(when, self.now + STEP_MAX).isoformat().replace("+00:00", "Z")})
            if answer.status != 200:
                raise RuntimeError(f"the clock: {answer}")
            self.now = datetime.fromisoformat(answer.json["now"])
            if not await until(self.is_quiet, 60):
                raise RuntimeError("timers are due for a minute")

    def is_quiet(self) -> bool:
        return self.at.db.count(f"timers WHERE {self.at.db.seconds('due_at')} <= {time.time()} + 0.2") == 0

    async def buy(self, term: str) -> None:
        name = f"{self.now.date()}-{term}"
        made = await self.at.client.post("/subscriptions", order(name, skip_trial=True, plan="standard", term=term))
        self.bought[made.json["id"]] = (self.now.date(), 1 if term == "monthly" else 12)

    async def compare(self) -> None:
        """What is to be paid next, and how often each was renewed, by the other calendar."""
        rows = {row["id"]: row for row in await self.at.all("/subscriptions?")}
        renewed = Counter(event["subscription_id"] for event in await self.at.all("/events?kind=subscription.renewed"))
        for one, (anchor, months) in self.bought.items():
            begun = periods(anchor, months, self.now.date())
            seen, wanted = (rows[one]["next_payment_date"], renewed[one]), (begun[-1][1], len(begun) - 1)
            if seen != wanted:
                self.wrong.append((self.now.isoformat(), anchor.isoformat(), months, seen, wanted))

    def next_end(self) -> date:
        return min(date.fromisoformat(periods(anchor, months, self.now.date())[-1][1]) for anchor, months in self.bought.values())


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


async def buy_all(lab: Lab) -> None:
    """From the January before the next leap day on, so that it is met soon."""
    year = next(year for year in range(lab.now.year + 1, lab.now.year + 10) if calendar.isleap(year))
    for month, day in ANCHORS[: lab.scale.anchors]:
        await lab.to(midnight(date(year, month, day)) + timedelta(seconds=lab.scale.random.randrange(86_400)))
        await lab.buy("monthly")
        if (month, day) in ((1, 31), (2, 29)):
            await lab.buy("annual")


async def jump(lab: Lab) -> None:
    boundary = midnight(lab.next_end())
    for _ in range(lab.scale.jumps):
        match lab.scale.random.choice(["to the second", "weeks", "months", "a year"]):
            case "to the second":
                boundary = midnight(lab.next_end())
                await lab.to(boundary - timedelta(seconds=2))
                await lab.compare()
                await lab.to(boundary)
            case "weeks":
                await lab.to(lab.now + timedelta(seconds=lab.scale.random.randrange(86_400 * 30)))
            case "months":
                await lab.to(lab.now + timedelta(days=lab.scale.random.randrange(30, 150)))
            case _:
                await lab.to(lab.now + timedelta(days=lab.scale.random.randrange(200, 390)))
        await lab.compare()


async def trials(lab: Lab, kind: str) -> None:
    """One trial that is watched day by day, and others over which the clock jumps."""
    plan = {"plan": "pro", "term": "monthly"}
    client, db = lab.at.client, lab.at.db
    made = {name: (await client.post("/subscriptions", order(f"trial-{name}", **more))).json["id"] for name, more in (("watched", {}), ("planned", plan))}
    notices = "jobs WHERE kind = 'mail_notice'"
    before, begun = db.count(notices), lab.now
    # Each is reminded of 7, 3 and 1 days before its end, and told of then.
    for days in (7, 11, 13, 14):
        await lab.to(begun + timedelta(days=days, hours=6))
        await until(lambda: db.count(f"{notices} AND state = 'pending'") == 0)
    seen = {name: Counter(event["kind"] for event in await lab.at.all(f"/subscriptions/{one}/events?")) for name, one in made.items()}
    both = {"subscription.created": 1, "reminder.delivered": 3}
    wanted = {"watched": {**both, "trial.expired": 1}, "planned": {**both, "subscription.activated": 1}}
    check(f"{kind}: trials end once, as they were to, with each reminder once", seen == wanted, seen)
    check(f"{kind}: and a mail for each", db.count(notices) - before == 8, db.count(notices) - before)
    late = (await client.post("/subscriptions", order("trial-late"))).json["id"]
    await lab.to(lab.now + timedelta(days=390))
    kinds = Counter(event["kind"] for event in await lab.at.all(f"/subscriptions/{late}/events?"))
    wanted = {"subscription.created": 1, "trial.expired": 1, "subscription.ended": 1, "subscription.erasure_announced": 1}
    check(f"{kind}: a year at once brings a trial's whole end, each step once", dict(kinds) == wanted, kinds)


async def on(kind: str, scale: Scale) -> None:
    async with Installation(kind, LOG="error") as at:
        lab = Lab(at, scale)
        await lab.open()
        await buy_all(lab)
        while True:
            await jump(lab)
            renewals = sum(len(periods(*bought, lab.now.date())) - 1 for bought in lab.bought.values())
            if renewals >= scale.renewals:
                break
        check(f"{kind}: after each jump all is as the other calendar says", not lab.wrong, lab.wrong[:4])
        rows = at.db.rows(f"SELECT {at.db.id('subscription_id')}, period_start, period_end FROM charges WHERE kind = 'period'")
        charged = Counter(tuple(map(str, row)) for row in rows)
        table = Counter((one.replace("-", ""), *period) for one, (anchor, months) in lab.bought.items() for period in periods(anchor, months, lab.now.date()))
        check(f"{kind}: {renewals} renewals are charged as in its table, each once", charged == table, ((charged - table).most_common(3), (table - charged).most_common(3)))
        failed = at.db.count("timers WHERE failures > 0")
        check(f"{kind}: no timer failed", failed == 0, failed)
        note(f"{kind}: {len(lab.bought)} subscriptions, up to {lab.now.date()}")
        await trials(lab, kind)


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        await on(kind, scale)


if __name__ == "__main__":
    go(main, SHORT, LONG)
