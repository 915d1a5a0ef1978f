"""Measures the release build beside other servers on the same machine, prints one table, and writes target/bench.json and target/bench.md.

What is compared by its rate takes turns in rounds; the rest follows. docs/performance.md says how and why."""

import argparse
import time
from pathlib import Path

from countersign import ROOT
from figures import creates, directory, growth, mails, memory, reads, replicas, sign_ins, start, steady
from lab import Lab
from load import interleaved
from table import Table

POINTS = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P12", "P13", "directory"]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="short rounds and fewer rows, for a look")
    options.add_argument("--only", default=",".join(POINTS), help="some of the points, with commas between")
    options.add_argument("--peers", type=Path, required=True, help="the folder that scripts/ensure-bench.sh prints")
    chosen = options.parse_args()
    points = set(chosen.only.split(","))
    if unknown := points - set(POINTS):
        options.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(POINTS)}")
    began, table = time.monotonic(), Table("`make bench`" + (' ARGS="--quick"' if chosen.quick else ""))
    try:
        with Lab(chosen.peers, chosen.quick) as lab:
            measure(lab, points, table)
    finally:  # what was measured until something failed is kept
        minutes = round((time.monotonic() - began) / 60, 1)
        table.write(ROOT / "target/bench", quick=chosen.quick, points=sorted(points, key=POINTS.index), minutes=minutes)


def measure(lab: Lab, points: set[str], table: Table):
    told = compare(lab, points, table)
    if "P4" in points:
        replicas.measure(lab, table)
    if "P5" in points:
        steady.measure(lab, told.get("one ours", {}).get("rate"), table)
    if "P6" in points:
        growth.claims(lab, table)
    if "P7" in points:
        memory.measure(lab, table)
    if "P8" in points:
        start.measure(lab, table)
    if "P12" in points:
        sign_ins.measure(lab, table)
    if "P13" in points:
        mails.measure(lab, table)
    if "directory" in points:
        directory.measure(table)


def compare(lab: Lab, points: set[str], table: Table) -> dict:
    """What takes turns: each round asks each server in each way once."""
    contests = []
    if points & {"P1", "P2"}:
        contests.append((reads.runs(lab, points), lambda told: reads.tell(lab, points, told, table)))
    if "P3" in points:
        contests.append((creates.runs(lab), lambda told: creates.tell(lab, told, table)))
    if "P6" in points:
        contests.append((growth.runs(lab), lambda told: growth.tell(lab, told, table)))
    told = interleaved({name: run for runs, _ in contests for name, run in runs.items()}, lab.rounds)
    for _, tell in contests:
        tell(told)
    return told


if __name__ == "__main__":
    main()
