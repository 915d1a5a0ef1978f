"""Countersign as it is measured: the release build, filled by `countersign demo` and multiplied by `bench seed`."""

import json
import os
import sqlite3
import subprocess
import time
import urllib.request
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from processes import free_port, resident_mb, running

ROOT = Path(__file__).resolve().parent.parent
SERVER, TOOLS = ROOT / "target/release/countersign", ROOT / "target/release/bench"
OWNER = {"email": "olga@northwind.example", "password": "violet-harbour-tango-93"}
# An access token holds for 15 minutes.
RENEWED_AFTER = 600
LIST = "/api/v1/subscriptions?status=active&product=microsoft_365&limit=50"
CREATED = {
    "product": "microsoft_365",
    "company_name": "Mercier NUMBER",
    "seats": 12,
    "customer_edits_signatures": False,
    "locale": "fr",
    "terms_accepted": True,
}


def environment(folder: Path, url: str) -> dict:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")}
    secrets = {"COUNTERSIGN_SECRET_KEY": "s" * 40, "COUNTERSIGN_JWT_KEY": "1:" + "j" * 40}
    return kept | secrets | {"COUNTERSIGN_DATA_DIR": str(folder), "COUNTERSIGN_DATABASE_URL": url, "COUNTERSIGN_RATE_LIMIT": "off"}


def ask(url: str, authorization: str = "", body: dict | None = None, method: str | None = None) -> dict:
    headers = {"Content-Type": "application/json"} | ({"Authorization": authorization} if authorization else {})
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


class Seeded:
    """A database of so many subscriptions over so many resellers; on SQLite unless a URL is given."""

    def __init__(self, folder: Path, subscriptions: int, url: str = "", resellers: int = 50):
        folder.mkdir(parents=True)
        self.folder, self.subscriptions = folder, subscriptions
        self.url = url or f"sqlite:{folder}/countersign.db"
        subprocess.run(
            [SERVER, "demo"], check=True, env=environment(folder, self.url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        began = time.perf_counter()
        with nullcontext() if url else without_indexes(folder / "countersign.db"):
            subprocess.run([TOOLS, "seed", self.url, "--subscriptions", str(subscriptions), "--resellers", str(resellers)], check=True)
        self.seconds = time.perf_counter() - began

    def copied(self, folder: Path) -> "Seeded":
        """The same on SQLite in another folder, also while a server runs on this one."""
        folder.mkdir(parents=True)
        with closing(sqlite3.connect(self.folder / "countersign.db")) as here, closing(sqlite3.connect(folder / "countersign.db")) as there:
            here.backup(there)
        copy = object.__new__(Seeded)
        copy.folder, copy.subscriptions, copy.url, copy.seconds = folder, self.subscriptions, f"sqlite:{folder}/countersign.db", 0.0
        return copy

    @contextmanager
    def served(self, **settings):
        base = f"http://127.0.0.1:{(port := free_port())}"
        env = environment(self.folder, self.url) | {"COUNTERSIGN_LISTEN": f"127.0.0.1:{port}"} | settings
        with running([SERVER], f"{base}/readyz", env=env) as (process, started):
            yield Served(base, process.pid, started)

    def claim_us(self) -> float:
        """What it costs to claim the timers that are due, in microseconds."""
        answer = subprocess.run([TOOLS, "claim", self.url], check=True, capture_output=True, text=True)
        return json.loads(answer.stdout)["claim_us"]


@contextmanager
def without_indexes(database: Path):
    """Takes the indexes away and builds them anew afterwards, each in its order: a million rows in minutes, not in a quarter of an hour."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        for name, _ in indexes:
            db.execute(f"DROP INDEX {name}")
    yield
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = -500000")
        for _, sql in indexes:
            db.execute(sql)
        db.execute("ANALYZE")


class Served:
    """One that runs, and what is asked of it."""

    post = ("/api/v1/subscriptions", CREATED)

    def __init__(self, base: str, pid: int, started: float):
        self.base, self.pid, self.started = base, pid, started
        time.sleep(2)  # the workers' first round is over
        self.idle_mb = resident_mb(pid)
        self.signed_in, self.bearer = 0.0, ""

    @property
    def authorization(self) -> str:
        if not self.bearer or time.monotonic() - self.signed_in > RENEWED_AFTER:
            self.bearer = "Bearer " + ask(f"{self.base}/api/v1/auth/login", body=OWNER)["access_token"]
            self.signed_in = time.monotonic()
        return self.bearer

    def list_paths(self) -> list[str]:
        """The first pages of the active subscriptions of one product, by name; full ones, so that each costs the same."""
        path, paths = LIST, []
        while len(paths) < 10:
            page = ask(self.base + path, self.authorization)
            if len(page["items"]) < 50:
                break
            paths.append(path)
            if page["next_cursor"] is None:
                break
            path = LIST + "&cursor=" + page["next_cursor"]
        return paths

    def one_paths(self) -> list[str]:
        ids = (row["id"] for path in self.list_paths() for row in ask(self.base + path, self.authorization)["items"])
        return [f"/api/v1/subscriptions/{id}" for id in ids]
