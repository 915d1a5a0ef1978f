"""P4: two replicas on one PostgreSQL, four reads for each write, beside what PostgreSQL gives to reads of single rows by itself."""

import os
import re
import subprocess
from pathlib import Path

from countersign import ROOT
from lab import Lab
from load import CONNECTIONS, interleaved, started, wrk
from table import Table

# Tokens are for one address: that of the proxy before the replicas.
PUBLIC = {"COUNTERSIGN_PUBLIC_URL": "https://portal.example"}
WRITE_EVERY = 5
READS = 1 - 1 / WRITE_EVERY


def measure(lab: Lab, table: Table):
    first = lab.serve(lab.replicated, **PUBLIC)
    paths, url = first.one_paths(), lab.postgres("bench_pgbench")
    bench = pgbench()
    subprocess.run(
        [bench, "--initialize", "--scale", str(max(1, lab.many // 100_000)), "--quiet", url], check=True, stderr=subprocess.DEVNULL
    )

    def select_only() -> dict:
        command = [bench, "--select-only", "--protocol", "prepared", "--client", str(CONNECTIONS), "--time", str(lab.seconds), url]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return {"rate": float(re.search(r"tps = ([\d.]+)", told)[1])}

    def load(second, **wanted) -> dict:
        """Two times half of the load, to one replica or to one each."""
        each = [
            started(at.base, lab.seconds, paths=paths, authorization=first.authorization, connections=CONNECTIONS // 2, **wanted)
            for at in (first, second)
        ]
        told = [wait() for wait in each]
        return {"rate": sum(one["rate"] for one in told), "p99": max(one["p99"] for one in told)}

    def with_second(**wanted):
        with lab.replicated.served(**PUBLIC) as second:
            # Its connections and statements are the first one's age.
            wrk(second.base, 1, paths=paths, authorization=first.authorization, **wanted)
            return load(second, **wanted)

    mixed = {"post": first.post, "every": WRITE_EVERY}
    told = interleaved(
        {
            "select": select_only,
            "one": lambda: load(first, **mixed),
            "two": lambda: with_second(**mixed),
            "two reading": lambda: with_second(),
        },
        lab.rounds,
    )
    rate = {name: figures["rate"] for name, figures in told.items()}
    table.add("P4", f"pgbench --select-only, {CONNECTIONS} connections, {os.cpu_count()} cores", f"{rate['select']:,.0f}/s")
    what = "PostgreSQL, two replicas, 80 reads to 20 creates"
    shown = f"{rate['two']:,.0f}/s, p99 {told['two']['p99']:.1f} ms"
    table.add("P4", f"{what}: the reads, beside select-only", shown, ratio=rate["two"] * READS / rate["select"], at_least=0.3)
    table.add(
        "P4",
        "PostgreSQL, two replicas, reads alone, beside select-only",
        f"{rate['two reading']:,.0f}/s",
        ratio=rate["two reading"] / rate["select"],
    )
    table.add(
        "P4", f"{what}, beside one replica", f"{rate['two']:,.0f} : {rate['one']:,.0f}/s", ratio=rate["two"] / rate["one"], at_least=0.9
    )


def pgbench() -> Path:
    """Beside the server's other programs; where those are links, beside what they lead to."""
    found = subprocess.run([ROOT / "scripts/find-postgres.sh"], check=True, capture_output=True, text=True).stdout.strip()
    return (Path(found) / "initdb").resolve().parent / "pgbench"
