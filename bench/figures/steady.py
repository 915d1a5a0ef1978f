"""P5: reads that come by themselves, at half of the rate that the server reaches when it is asked as fast as it answers."""

from lab import Lab
from load import wrk
from open_loop import open_loop
from table import Table


def measure(lab: Lab, reached: float | None, table: Table):
    at = lab.at_full
    paths = at.one_paths()
    rate = (reached or wrk(at.base, lab.seconds, paths=paths, authorization=at.authorization)["rate"]) / 2
    seconds = 10 if lab.quick else 60
    told = open_loop(at.base, paths, at.authorization, rate, seconds)
    what = f"GET one, open loop at {rate:,.0f}/s for {seconds} s"
    table.add("P5", f"{what}, p50", f"{told['p50']:.2f} ms", of=told["p50"], at_most=3, unit="ms")
    table.add("P5", f"{what}, p99", f"{told['p99']:.2f} ms", of=told["p99"], at_most=25, unit="ms")
    table.add(
        "P5", f"{what}, answered and failed", f"{told['rate']:,.0f}/s, {told['failed']} failed", of=told["failed"], at_most=0, unit="failed"
    )
