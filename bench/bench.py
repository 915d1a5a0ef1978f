"""Measures the release build: interleaved rounds of wrk against Countersign and a bare actix server, and single costs.

Prints a table and writes target/bench.json. `--quick` takes short rounds and fewer rows, for a look."""

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import directory

ROOT = Path(__file__).resolve().parent.parent
SERVER, TOOLS = ROOT / "target/release/countersign", ROOT / "target/release/bench"
OWNER = {"email": "olga@northwind.example", "password": "violet-harbour-tango-93"}
# Enough at a time to keep both cores busy, few enough that nobody waits in a queue.
CONNECTIONS = 16


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, url: str) -> dict:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")}
    secrets = {"COUNTERSIGN_SECRET_KEY": "s" * 40, "COUNTERSIGN_JWT_KEY": "1:" + "j" * 40}
    return kept | secrets | {"COUNTERSIGN_DATA_DIR": str(folder), "COUNTERSIGN_DATABASE_URL": url, "COUNTERSIGN_RATE_LIMIT": "off"}


def get(url: str, token: str = "", body: dict | None = None) -> dict:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


@contextmanager
def running(command: list, ready: str, **options):
    """A server, with the milliseconds until it first answered 200."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options) as process:
        try:
            while True:
                try:
                    urllib.request.urlopen(ready).close()
                    break
                except OSError:
                    if process.poll() is not None or time.perf_counter() - began > 30:
                        raise SystemExit(f"{command[0]} does not answer at {ready}") from None
                    time.sleep(0.002)
            yield process, (time.perf_counter() - began) * 1000
        finally:
            process.send_signal(signal.SIGTERM)


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


class Seeded:
    """A database of so many subscriptions over 50 resellers."""

    def __init__(self, folder: Path, url: str, subscriptions: int):
        folder.mkdir(parents=True)
        self.folder, self.url, self.subscriptions = folder, url, subscriptions
        env = environment(folder, url)
        subprocess.run([SERVER, "demo"], check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        began = time.perf_counter()
        subprocess.run([TOOLS, "seed", url, "--subscriptions", str(subscriptions)], check=True)
        self.seconds = time.perf_counter() - began

    @contextmanager
    def served(self):
        base = f"http://127.0.0.1:{(port := free_port())}"
        env = environment(self.folder, self.url) | {"COUNTERSIGN_LISTEN": f"127.0.0.1:{port}"}
        with running([SERVER], f"{base}/readyz", env=env) as (process, started):
            yield Served(base, process.pid, started)

    def claim_us(self) -> float:
        answer = subprocess.run([TOOLS, "claim", self.url], check=True, capture_output=True, text=True)
        return json.loads(answer.stdout)["claim_us"]


class Served:
    def __init__(self, base: str, pid: int, started: float):
        self.base, self.pid, self.started = base, pid, started
        time.sleep(2)  # the workers' first round is over
        self.idle_mb = resident_mb(pid)
        self.token = get(f"{base}/api/v1/auth/login", body=OWNER)["access_token"]

    def list_paths(self) -> list[str]:
        """The first pages of the active subscriptions of one product, by name."""
        path, paths = "/api/v1/subscriptions?status=active&product=microsoft_365&limit=50", []
        while len(paths) < 10:
            paths.append(path)
            page = get(self.base + path, self.token)
            if page["next_cursor"] is None:
                break
            path = paths[0] + "&cursor=" + page["next_cursor"]
        return paths

    def one_paths(self) -> list[str]:
        ids = (row["id"] for path in self.list_paths() for row in get(self.base + path, self.token)["items"])
        return [f"/api/v1/subscriptions/{id}" for id in ids]


def wrk(base: str, paths: list[str], seconds: int, token: str = "") -> dict:
    """Requests per second, and the latencies' 50th and 99th percentiles in milliseconds, of requests for these paths in turn."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f"local paths = {{{','.join(json.dumps(path) for path in paths)}}}\nlocal n = 0\n")
        script.write('function request() n = n % #paths + 1; return wrk.format("GET", paths[n]) end\n')
        script.write("function done(s, l) local e = s.errors; io.stderr:write(string.format('%f %f %f %d', s.requests / s.duration * 1e6, ")
        script.write("l:percentile(50) / 1e3, l:percentile(99) / 1e3, e.status + e.connect + e.read + e.write + e.timeout)) end\n")
        script.flush()
        header = ["--header", f"Authorization: Bearer {token}"] if token else []
        command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", str(seconds), *header, "--script", script.name, base]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    rate, p50, p99, errors = map(float, told.split())
    if errors:
        raise SystemExit(f"{errors:.0f} requests to {base}{paths[0]} failed")
    return {"rate": rate, "p50": p50, "p99": p99}


def medians(rounds: list[dict]) -> dict:
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


class Table:
    def __init__(self):
        self.rows = []

    def add(self, figure: str, value: str, ratio: float | None = None, bar: str = "", passed: bool | None = None):
        row = {"figure": figure, "value": value, "ratio": ratio and round(ratio, 2), "bar": bar, "passed": passed}
        self.rows.append(row)
        mark = {None: "", True: "yes", False: "NO"}[passed]
        print(f"{figure:<58} {value:>24} {'' if ratio is None else f'{ratio:.2f} x':>9} {bar:>12} {mark:>4}", flush=True)


def app(table: Table):
    """What Chromium sees of the app."""
    env = os.environ | {"COUNTERSIGN_BIN": str(SERVER), "COUNTERSIGN_CHROMIUM": find("find-chromium.sh")}
    command = ["npm", "run", "--silent", "--prefix", "e2e", "measure"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=env).stdout)
    first, second, change = told["first_visit"], told["second_visit"], told["change_elsewhere"]
    table.add("first visit of the app, transferred", f"{first['kb']:.0f} kB", bar="<= 300 kB", passed=first["kb"] <= 300)
    table.add("first visit of the app, requests", str(first["requests"]), bar="<= 8", passed=first["requests"] <= 8)
    table.add("second visit, transferred", f"{second['kb']:.1f} kB", bar="<= 5 kB", passed=second["kb"] <= 5)
    table.add("first visit until there are rows", f"{first['ms']:.0f} ms")
    table.add("the same, 4 x slower processor, 10 Mbit/s, 40 ms", f"{first['ms_on_a_slow_phone']:.0f} ms")
    table.add("second visit until there are rows", f"{second['ms']:.0f} ms")
    soon = change["p95_ms"] <= 1000
    table.add("a change until it is painted in another browser", f"{change['median_ms']:.0f} ms, p95 {change['p95_ms']:.0f}", bar="<= 1 s", passed=soon)


def find(script: str) -> str:
    return subprocess.run([ROOT / "scripts" / script], check=True, capture_output=True, text=True).stdout.strip()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    quick = options.parse_args().quick
    rounds, seconds, many = (2, 2, 20_000) if quick else (5, 5, 100_000)
    folder = Path(tempfile.mkdtemp(prefix="countersign-bench."))
    table = Table()
    try:
        few = Seeded(folder / "few", f"sqlite:{folder}/few/countersign.db", 10_000)
        full = Seeded(folder / "many", f"sqlite:{folder}/many/countersign.db", many)
        table.add(f"seeding {many:,} subscriptions, SQLite", f"{full.seconds:.1f} s")
        table.add("claim of 32 due timers, SQLite", f"{full.claim_us():.0f} us")
        small = Seeded(folder / "small", f"sqlite:{folder}/small/countersign.db", 1_000)
        ratio = full.claim_us() / small.claim_us()
        table.add(f"the same, {many:,} waiting beside 1,000", "", ratio, "<= 1.50 x", ratio <= 1.5)
        postgres = os.environ["COUNTERSIGN_TEST_POSTGRES_URL"]
        costs = []
        for name, count in ("bench_small", 1_000), ("bench_many", many):
            url = postgres.rsplit("/", 1)[0] + "/" + name + "?sslmode=disable"
            subprocess.run(["psql", "--quiet", postgres, "--command", f"CREATE DATABASE {name}"], check=True)
            costs.append(Seeded(folder / name, url, count).claim_us())
        table.add("claim of 32 due timers, PostgreSQL", f"{costs[1]:.0f} us")
        table.add(f"the same, {many:,} waiting beside 1,000", "", costs[1] / costs[0], "<= 1.50 x", costs[1] / costs[0] <= 1.5)

        hello = f"http://127.0.0.1:{(port := free_port())}"
        with running([TOOLS, "hello", str(port)], hello) as _, few.served() as at_few, full.served() as at_full:
            table.add("start to the first 200 of /readyz", f"{at_full.started:.0f} ms", bar="<= 300 ms", passed=at_full.started <= 300)
            table.add("memory, idle", f"{at_full.idle_mb:.1f} MB", bar="<= 40 MB", passed=at_full.idle_mb <= 40)
            one, few_one, lists, few_lists = at_full.one_paths(), at_few.one_paths(), at_full.list_paths(), at_few.list_paths()
            runs = {"hello": [], "one": [], "few_one": [], "list": [], "few_list": []}
            for _ in range(rounds):
                runs["hello"].append(wrk(hello, ["/"], seconds))
                runs["one"].append(wrk(at_full.base, one, seconds, at_full.token))
                runs["few_one"].append(wrk(at_few.base, few_one, seconds, at_few.token))
                runs["list"].append(wrk(at_full.base, lists, seconds, at_full.token))
                runs["few_list"].append(wrk(at_few.base, few_lists, seconds, at_few.token))
            best = {name: medians(rounds) for name, rounds in runs.items()}
            told = lambda name: f"{best[name]['rate']:,.0f}/s p99 {best[name]['p99']:.1f} ms"
            table.add("actix hello", told("hello"))
            ratio = best["one"]["rate"] / best["hello"]["rate"]
            table.add(f"GET one of {many:,}, SQLite, beside hello", told("one"), ratio, ">= 0.35 x", ratio >= 0.35)
            ratio = best["few_one"]["rate"] / best["one"]["rate"]
            table.add(f"GET one, cost at {many:,} beside 10,000", "", ratio, "<= 1.30 x", ratio <= 1.3)
            table.add(f"list of 50 of {many:,}, two filters, beside hello", told("list"), best["list"]["rate"] / best["hello"]["rate"])
            ratio = best["few_list"]["rate"] / best["list"]["rate"]
            table.add(f"list of 50, cost at {many:,} beside 10,000", "", ratio, "<= 1.30 x", ratio <= 1.3)
            memory = resident_mb(at_full.pid)
            table.add("memory, after the load", f"{memory:.1f} MB", bar="<= 90 MB", passed=memory <= 90)
        told = directory.measure(running, resident_mb, environment, free_port, SERVER)
        table.add("10,000 people and 200 groups from a platform", f"{told['seconds']:.1f} s")
        table.add("memory meanwhile", f"{told['mb_before']:.0f} to {told['mb']:.0f} MB")
        table.add("the same directory, nothing new", f"{told['again_seconds'] * 1000:.0f} ms")
        app(table)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    machine = {"processor": platform.processor() or platform.machine(), "cores": os.cpu_count(), "system": platform.platform()}
    result = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "machine": machine, "quick": quick, "figures": table.rows}
    (ROOT / "target/bench.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
