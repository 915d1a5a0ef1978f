"""P1 and P2: reading one subscription, and a page of a list, beside the yardstick and the peers."""

from lab import Lab
from load import text, wrk
from table import Table


def runs(lab: Lab, points: set[str]) -> dict:
    told = {"hello": lambda: wrk(lab.hello, lab.seconds, paths=["/"])}
    for name, at in ("ours", lab.at_full), ("pocketbase", lab.at_pocketbase), ("rest", lab.at_rest):
        if "P1" in points:
            told[f"one {name}"] = reading(lab, at, at.one_paths())
        if "P2" in points:
            told[f"list {name}"] = reading(lab, at, at.list_paths())
    if "P2" in points:
        told["list few"] = reading(lab, lab.at_few, lab.at_few.list_paths())
        told["list huge"] = reading(lab, lab.at_huge, lab.at_huge.list_paths())
    return told


def reading(lab: Lab, at, paths: list[str]):
    return lambda: wrk(at.base, lab.seconds, paths=paths, authorization=at.authorization)


def tell(lab: Lab, points: set[str], told: dict, table: Table):
    rate = {name: figures["rate"] for name, figures in told.items()}
    table.add("P1", "actix hello, the yardstick", text(told["hello"]))
    if "P1" in points:
        what = f"GET one of {lab.many:,}"
        table.add("P1", f"{what}, beside hello", text(told["one ours"]), ratio=rate["one ours"] / rate["hello"], at_least=0.35)
        table.add(
            "P1", f"{what}, beside PocketBase", text(told["one pocketbase"]), ratio=rate["one ours"] / rate["one pocketbase"], at_least=3
        )
        table.add("P1", f"{what}, beside Django REST", text(told["one rest"]), ratio=rate["one ours"] / rate["one rest"], at_least=10)
    if "P2" in points:
        what = f"list of 50 of {lab.many:,}, two filters"
        table.add("P2", f"{what}, beside hello", text(told["list ours"]), ratio=rate["list ours"] / rate["hello"])
        table.add(
            "P2", f"{what}, beside PocketBase", text(told["list pocketbase"]), ratio=rate["list ours"] / rate["list pocketbase"], at_least=4
        )
        table.add("P2", f"{what}, beside Django REST", text(told["list rest"]), ratio=rate["list ours"] / rate["list rest"], at_least=15)
        ratio = rate["list few"] / rate["list huge"]
        table.add(
            "P2", f"list of 50, cost at {lab.most:,} beside {lab.few.subscriptions:,}", text(told["list huge"]), ratio=ratio, at_most=1.3
        )
