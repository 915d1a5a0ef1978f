"""Closed-loop load by wrk: as many requests as so many connections get answered."""

import json
import secrets
import statistics
import subprocess
from pathlib import Path

# Enough at a time to keep the cores busy, few enough that nobody waits in a queue.
CONNECTIONS = 16
SCRIPT = Path(__file__).parent / "load.lua"


def started(
    base: str,
    seconds: float,
    *,
    paths: list[str] = (),
    authorization: str = "",
    post: tuple[str, dict] | None = None,
    every: int = 0,
    connections: int = CONNECTIONS,
):
    """Load in the background, as `load.lua` says; a function that waits for it: requests per second, and the latencies' 50th and 99th
    percentiles in milliseconds."""
    header = ["--header", f"Authorization: {authorization}"] if authorization else []
    path, body = post or ("-", {})
    wanted = [secrets.token_hex(6), str(every), path, json.dumps(body), *paths]
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", str(seconds), "--timeout", "10", *header]
    process = subprocess.Popen(
        [*command, "--script", SCRIPT, base, "--", *wanted], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )

    def wait() -> dict:
        told = process.communicate()[1].split()
        if process.returncode or len(told) != 4:
            raise SystemExit(f"wrk failed at {base}: {' '.join(told)}")
        rate, p50, p99, failed = map(float, told)
        if failed > rate * seconds / 100:
            raise SystemExit(f"{failed:.0f} requests to {base} failed, of {rate * seconds:.0f}: {[path, *paths][1 if every != 1 else 0]}")
        return {"rate": rate, "p50": p50, "p99": p99, "failed": failed}

    return wait


def wrk(base: str, seconds: float, **wanted) -> dict:
    """The same, waited for."""
    return started(base, seconds, **wanted)()


def interleaved(runs: dict, rounds: int) -> dict:
    """Each of the runs in turn, so many times; medians. What disturbs the machine for a while disturbs all alike."""
    told = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            told[name].append(run())
    return {name: medians(each) for name, each in told.items()}


def medians(rounds: list[dict]) -> dict:
    """Of what failed all of it counts."""
    return {name: (sum if name == "failed" else statistics.median)(one[name] for one in rounds) for name in rounds[0]}


def text(figures: dict) -> str:
    return f"{figures['rate']:,.0f}/s, p99 {figures['p99']:.1f} ms{failures(figures)}"


def failures(figures: dict) -> str:
    return f", {figures['failed']:.0f} failed" if figures["failed"] else ""
