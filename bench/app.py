"""Measures the app in Chromium beside a react-admin app over the same API, for `make bench-app`.

Prints one table, and writes target/bench-app.json and target/bench-app.md. docs/performance.md says how and why."""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from countersign import ROOT, Seeded
from processes import free_port, running
from table import Table

REACT_ADMIN = ROOT / "bench/react-admin"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="few rounds and fewer rows, for a look")
    quick = options.parse_args().quick
    rounds, changes, many = (1, 10, 20_000) if quick else (5, 40, 100_000)
    began, table = time.monotonic(), Table("`make bench-app`" + (' ARGS="--quick"' if quick else ""))
    folder = Path(tempfile.mkdtemp(prefix="countersign-bench."))
    try:
        with Seeded(folder / "app", many, resellers=1).served() as ours:
            theirs = f"http://127.0.0.1:{(port := free_port())}"
            with running(["node", REACT_ADMIN / "serve.js", str(port), ours.base], theirs):
                command = ["node", "build/measure.js", ours.base, theirs, str(rounds), str(changes)]
                told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT / "e2e", env=os.environ)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tell(json.loads(told.stdout), many, table)
    table.write(ROOT / "target/bench-app", quick=quick, minutes=round((time.monotonic() - began) / 60, 1))


def tell(told: dict, many: int, table: Table):
    ours, theirs = told["countersign"], told["react_admin"]

    def beside(point: str, figure: str, what: str, key: str, unit: str, places: int = 0, bar: float | None = None):
        """Ours beside theirs; the bar is for ours alone."""
        mine, other = ours[what][key], theirs[what][key]
        told = f"{mine:.{places}f} : {other:.{places}f} {unit}"
        table.add(point, figure, told, ratio=None if bar is not None or not other else mine / other, of=mine, at_most=bar, unit=unit)

    beside("P9", "first visit, files of the app", "first", "kb", "kB", bar=300)
    table.add("P9", "the same, beside react-admin", ratio=ours["first"]["kb"] / theirs["first"]["kb"], at_most=1)
    beside("P9", "first visit, requests for files", "first", "requests", "requests", bar=8)
    beside("P9", "first visit, what the API answers", "first", "api_kb", "kB", 1)
    beside("P9", "first visit, requests to the API", "first", "api_requests", "requests")
    beside("P9", "second visit, files of the app", "second", "kb", "kB", 1, bar=5)
    beside("P10", "first visit until a row can be used", "first", "ms", "ms")
    slow = ours["slow"]["ms"] / theirs["slow"]["ms"]
    table.add(
        "P10",
        "the same, 4 x slower processor, 10 Mbit/s, 40 ms",
        f"{ours['slow']['ms']} : {theirs['slow']['ms']} ms",
        ratio=slow,
        at_most=1,
    )
    beside("P10", "second visit until a row can be used", "second", "ms", "ms")
    beside("P11", f"rows in a page of a list of {many:,}", "pages", "dom_rows", "rows", bar=80)
    beside("P11", "elements in that page", "pages", "dom_elements", "elements")
    beside("P11", "longest task when its pages are turned (0: below 50 ms)", "pages", "longest_task_ms", "ms", bar=100)
    beside("P11", "longest task when it is opened for the first time", "pages", "opening_task_ms", "ms")
    beside("P11", "from asking for the next page to its rows", "pages", "turn_ms", "ms")
    change = told["change_elsewhere"]
    table.add(
        "",
        "a change until it is painted in another browser",
        f"{change['median_ms']} ms, p95 {change['p95_ms']} ms",
        of=change["p95_ms"],
        at_most=1000,
        unit="ms",
    )


if __name__ == "__main__":
    main()
