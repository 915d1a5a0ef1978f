"""Programs that are started for a measurement, and what they cost while they run."""

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list, ready: str, poll: float = 0.002, patience: float = 60, **options):
    """A server, with the milliseconds until it first answered 200."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options) as process:
        try:
            while not answers(ready):
                if process.poll() is not None or time.perf_counter() - began > patience:
                    raise SystemExit(f"{command[0]} does not answer at {ready}")
                time.sleep(poll)
            yield process, (time.perf_counter() - began) * 1000
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError as refused:
        return refused.code == 405  # there, and meant for POST
    except OSError:
        return False
    return True


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
