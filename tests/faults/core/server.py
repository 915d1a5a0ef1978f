"""A server: a process of the program, that is started, asked, stopped and killed."""

import asyncio
import os
import shutil
import subprocess
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from kit.ports import free_ports

BINARY = os.environ.get("COUNTERSIGN_BIN", "target/debug/countersign")
SETUP_CODE = "setup-code-of-the-faults"
JWT_KEYS = {"new": "4f8a1c" * 8, "old": "b3e972" * 8}
READY_WITHIN = 60


def environment(data: Path, url: str, settings: dict[str, str]) -> dict[str, str]:
    """Nothing of the caller's own settings."""
    ours = {
        "DATA_DIR": str(data), "DATABASE_URL": url, "PUBLIC_URL": "http://portal.example", "SETUP_CODE": SETUP_CODE, "RATE_LIMIT": "off",
        "TRUSTED_PROXIES": "127.0.0.1", "DNS": "127.0.0.1:1", "LOG": "warn", "SECRET_KEY": "d05c6b" * 8,
        "JWT_KEY": ",".join(f"{kid}:{key}" for kid, key in JWT_KEYS.items()), **settings,
    }  # fmt: skip
    return {"PATH": os.environ["PATH"], **{f"COUNTERSIGN_{name}": value for name, value in ours.items()}}


class Server:
    def __init__(self, data: Path, url: str, log_file: Path, **settings: str) -> None:
        self.port = free_ports(1)[0]
        self.log_file = log_file
        self.environment = environment(data, url, {"LISTEN": f"127.0.0.1:{self.port}", **settings})
        self.process: subprocess.Popen | None = None

    def command(self, *arguments: str, given: str = "") -> str:
        """What a command of the program prints."""
        done = subprocess.run([BINARY, *arguments], env=self.environment, input=given, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"countersign {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def begin(self) -> None:
        with self.log_file.open("a") as log:
            self.process = subprocess.Popen([BINARY, "serve"], env=self.environment, stdout=log, stderr=log)

    async def start(self) -> float:
        """Starts it; gives the seconds until it was ready."""
        began = time.monotonic()
        self.begin()
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() - began > READY_WITHIN:
                raise RuntimeError(f"the server was not ready: {self.log()}")
            await asyncio.sleep(0.01)
        return time.monotonic() - began

    def is_ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    async def stop(self, within: float = 20) -> tuple[int | None, float]:
        """Asks it to stop: the status with which it ended (none where it had to be killed), and after how many seconds."""
        began = time.monotonic()
        self.process.terminate()
        while self.process.poll() is None and time.monotonic() - began < within:
            await asyncio.sleep(0.01)
        status, took = self.process.poll(), time.monotonic() - began
        self.end()
        return status, took

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()

    def memory(self) -> int:
        """What it has in memory, in kB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))

    def keep_log(self) -> None:
        """For scripts/check-logs.sh, which looks through those of all tests."""
        kept = os.environ.get("TEST_LOGS")
        if kept and self.log_file.exists() and self.log_file.stat().st_size:
            Path(kept).mkdir(parents=True, exist_ok=True)
            shutil.copy(self.log_file, f"{kept}/faults-{os.getpid()}-{self.port}-{self.log_file.name}")

    def log(self) -> str:
        return self.log_file.read_text()[-800:] if self.log_file.exists() else ""

    def logged(self, words: str) -> int:
        return self.log_file.read_text().count(words)
