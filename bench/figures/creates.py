"""P3: creating a subscription, with an idempotency key, its event and its jobs in one transaction, beside the peers' plain creates.

PocketBase and Django keep SQLite at `synchronous=NORMAL`, Countersign at FULL, which waits for the disk at each commit. To compare what
they do and not how long they wait, all of them run once more with their databases in memory, where neither setting waits."""

from lab import Lab
from load import failures, wrk
from peers.pocketbase import PocketBase
from peers.rest import Rest
from table import Table


def runs(lab: Lab) -> dict:
    told = {}
    for where, folder in ("memory", lab.memory), ("disk", lab.folder / "creates"):
        if folder is None:
            continue
        ours = lab.few.copied(folder / "ours")
        told |= {
            f"{where} ours": creating(lab, lab.serve(ours)),
            f"{where} pocketbase": creating(lab, lab.serve(PocketBase(folder / "pocketbase", lab.few, lab.peers))),
            f"{where} rest": creating(lab, lab.serve(Rest(folder / "rest", lab.few, lab.peers))),
        }
    return told


def creating(lab: Lab, at):
    return lambda: wrk(at.base, lab.seconds, post=at.post, every=1, authorization=at.authorization)


def tell(lab: Lab, told: dict, table: Table):
    memory, disk = "databases in memory", "on the disk: ours FULL, theirs NORMAL"
    if lab.memory is None:
        table.add("P3", f"create, {memory}", "no room in /dev/shm")
    else:
        compare(told, "memory", memory, table, judged=True)
    compare(told, "disk", disk, table, judged=False)


def compare(told: dict, where: str, how: str, table: Table, judged: bool):
    ours = told[f"{where} ours"]
    for name, peer, bar in ("pocketbase", "PocketBase", 1 if judged else None), ("rest", "Django REST", None):
        theirs = told[f"{where} {name}"]
        table.add(
            "P3",
            f"create, {how}, beside {peer}",
            f"{ours['rate']:,.0f} : {theirs['rate']:,.0f}/s{failures(theirs)}",
            ratio=ours["rate"] / theirs["rate"],
            at_least=bar,
        )
    table.add(
        "P3", f"create, {how}: p99 beside p50", f"{ours['p50']:.1f} ms, {ours['p99']:.1f} ms", ratio=ours["p99"] / ours["p50"], at_most=12
    )
