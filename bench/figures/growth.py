"""P6: what reading costs as subscriptions grow in number, and what it costs to find the timers that are due."""

from urllib.parse import quote

from countersign import LIST, Seeded, Served, ask
from lab import Lab
from load import text, wrk
from table import Table

SUBSCRIPTIONS = "/api/v1/subscriptions"
# What is read, and the most that it may cost more at the end.
BARS = {"get": 1.3, "list": 1.3, "search": 1.3, "summary": 2}


def runs(lab: Lab) -> dict:
    searches = sought(lab.at_few)
    return {
        (what, size): reading(lab, at, paths)
        for size, at in (("few", lab.at_few), ("huge", lab.at_huge))
        for what, paths in asked(at, searches).items()
    }


def sought(at: Served) -> list[str]:
    """Searches for names that the demonstration has, so that copies of it have them as well, each in its share of the rows. The
    pages are as long as they can be full among the few, so that the answers are alike in length."""
    rows = ask(at.base + LIST, at.authorization)["items"]
    paths = [f"{SUBSCRIPTIONS}?q={quote(word)}" for word in sorted({row["company_name"].split()[0] for row in rows})[:10]]
    fewest = min(ask(at.base + path, at.authorization)["total"] for path in paths)
    return [f"{path}&limit={fewest}" for path in paths]


def asked(at: Served, searches: list[str]) -> dict:
    return {
        "get": at.one_paths(),
        "list": at.list_paths(),
        "search": searches,
        "summary": [f"{SUBSCRIPTIONS}/summary"],
    }


def reading(lab: Lab, at: Served, paths: list[str]):
    return lambda: wrk(at.base, lab.seconds, paths=paths, authorization=at.authorization)


def tell(lab: Lab, told: dict, table: Table):
    for what, bar in BARS.items():
        few, huge = told[what, "few"], told[what, "huge"]
        table.add(
            "P6",
            f"{what}, cost at {lab.most:,} beside {lab.few.subscriptions:,}",
            text(huge),
            ratio=few["rate"] / huge["rate"],
            at_most=bar,
        )


def claims(lab: Lab, table: Table):
    """The timers that are due among many that wait. Medians of 301 claims each."""
    few, huge = lab.few.claim_us(), lab.huge.claim_us()
    table.add(
        "P6",
        f"claim of 32 due timers, {lab.most:,} beside {lab.few.subscriptions:,}, SQLite",
        f"{few:.0f}, {huge:.0f} us",
        ratio=huge / few,
        at_most=1.3,
    )
    few, many = Seeded(lab.folder / "pg_few", 1_000, lab.postgres("bench_few")).claim_us(), lab.replicated.claim_us()
    table.add(
        "P13", f"claim of 32 due timers, {lab.many:,} beside 1,000, PostgreSQL", f"{few:.0f}, {many:.0f} us", ratio=many / few, at_most=1.5
    )
    table.add("", f"seeding {lab.most:,} subscriptions, SQLite", f"{lab.huge.seconds:.0f} s")
