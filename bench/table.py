"""The one table of all figures: printed as they come, and written as JSON and as Markdown."""

import json
import os
import platform
import time
from pathlib import Path

HEAD = ("", "figure", "value", "ratio", "bar", "reached")


class Table:
    def __init__(self, title: str):
        self.title, self.rows = title, []

    def add(
        self,
        point: str,
        figure: str,
        value: str = "",
        *,
        ratio: float | None = None,
        of: float | None = None,
        at_least: float | None = None,
        at_most: float | None = None,
        unit: str = "",
    ):
        """A figure. A bar is for the ratio, or for `of` where it is for the value itself."""
        judged = ratio if of is None else of
        bar, passed = "", None
        if at_least is not None:
            bar, passed = f"≥ {at_least:g} {unit or 'x'}", judged >= at_least
        if at_most is not None:
            bar, passed = f"≤ {at_most:g} {unit or 'x'}", judged <= at_most
        row = {
            "point": point,
            "figure": figure,
            "value": value,
            "ratio": None if ratio is None else round(ratio, 3),
            "bar": bar,
            "passed": passed,
        }
        self.rows.append(row)
        point, figure, value, ratio, bar, reached = cells(row)
        print(f"{point:<4}{figure:<76}{value:>30}{ratio:>9}{bar:>12}{reached:>5}", flush=True)

    def write(self, path: Path, **about):
        """`path` with .json and with .md behind it."""
        path.parent.mkdir(exist_ok=True)
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        written = {"at": at, "machine": machine()} | about | {"figures": self.rows}
        path.with_suffix(".json").write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n")
        lines = [f"{self.title}, {at[:10]}, {', '.join(str(part) for part in machine().values())}:", ""]
        lines += ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
        for row in self.rows:
            told = cells(row)
            lines.append("| " + " | ".join((*told[:-1], "**no**" if row["passed"] is False else told[-1])) + " |")
        path.with_suffix(".md").write_text("\n".join(lines) + "\n")
        judged = [row["passed"] for row in self.rows if row["passed"] is not None]
        print(f"{sum(judged)} of {len(judged)} bars reached; written to {path.with_suffix('.json')} and {path.with_suffix('.md')}")


def cells(row: dict) -> tuple[str, ...]:
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f} x"
    return row["point"], row["figure"], row["value"], ratio, row["bar"], {None: "", True: "yes", False: "NO"}[row["passed"]]


def machine() -> dict:
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": f"{os.cpu_count()} cores",
        "processor": (models or [platform.machine()])[0],
        "memory": f"{memory:.0f} GiB",
        "system": platform.platform(),
    }
