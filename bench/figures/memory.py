"""P7: what the server holds in memory: when nobody asks, under the loads of P1 to P3, and after a long while of them."""

import statistics
import threading
import time

from lab import Lab
from load import started
from processes import resident_mb
from table import Table


def measure(lab: Lab, table: Table):
    with lab.full.copied(lab.folder / "memory").served() as at:
        table.add("P7", "memory, idle", f"{at.idle_mb:.1f} MB", of=at.idle_mb, at_most=40, unit="MB")
        one, lists = at.one_paths(), at.list_paths()
        loads = {"paths": one}, {"paths": lists}, {"post": at.post, "every": 1}
        most = 0.0
        for load in loads:
            most = max(most, *sampled(at.pid, started(at.base, 2 * lab.seconds, authorization=at.authorization, **load)))
        table.add("P7", "memory at most, under reads, lists and creates", f"{most:.1f} MB", of=most, at_most=90, unit="MB")
        # The first tenth does not count: what is filled once is no drift.
        seconds = 20 if lab.quick else 600
        mixed, seen = {"paths": one[:50] + lists[:1], "post": at.post, "every": 50}, []
        for _ in range(10):
            seen.append(statistics.median(sampled(at.pid, started(at.base, seconds // 10, authorization=at.authorization, **mixed))))
        drift = (seen[-1] / seen[1] - 1) * 100
        table.add(
            "P7",
            f"memory, drift in {seconds} s of all of these",
            f"{seen[1]:.1f} to {seen[-1]:.1f} MB, {drift:+.1f} %",
            of=drift,
            at_most=5,
            unit="%",
        )


def sampled(pid: int, load) -> list[float]:
    """The memory while a load runs, twice a second."""
    seen, told = [], []

    def wait():
        told.append(load())

    thread = threading.Thread(target=wait)
    thread.start()
    while thread.is_alive():
        seen.append(resident_mb(pid))
        time.sleep(0.5)
    if not told:
        raise SystemExit("the load failed")
    return seen
