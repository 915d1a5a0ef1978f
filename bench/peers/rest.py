"""Django REST framework beside Countersign: the same rows, served by gunicorn."""

import os
import sqlite3
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from countersign import OWNER, RENEWED_AFTER, Seeded, ask
from processes import free_port, running

MOMENT = "strftime('%Y-%m-%d %H:%M:%f', {} / 1000000.0, 'unixepoch')"
# Its columns, and where Countersign keeps what stands in them.
COLUMNS = {
    name: f"s.{name}"
    for name in (
        "product",
        "company_name",
        "company_key",
        "seats",
        "lifecycle",
        "status",
        "archived",
        "customer_edits_signatures",
        "locale",
        "plan",
        "term",
        "next_payment_date",
        "external_ref",
        "metadata",
        "end_reason",
        "version",
    )
} | {
    "id": "lower(hex(s.id))",
    "reseller_id": "lower(hex(s.reseller_id))",
    "ended_at": MOMENT.format("s.ended_at"),
    "created_at": MOMENT.format("s.created_at"),
    "updated_at": MOMENT.format("s.updated_at"),
    "trial_started_at": MOMENT.format("t.started_at"),
    "trial_ends_at": MOMENT.format("t.ends_at"),
    "trial_outcome": "t.outcome",
}
# Countersign's owner, whose reseller is this one's as well.
OWNED = "SELECT lower(hex(m.reseller_id)) FROM ours.reseller_members m JOIN ours.accounts a ON a.id = m.account_id WHERE a.email = ?"


class Rest:
    def __init__(self, folder: Path, source: Seeded, tools: Path):
        folder.mkdir(parents=True)
        self.tools, self.database = tools, folder / "django.db"
        peers = Path(__file__).parent
        self.env = os.environ | {
            "PYTHONPATH": str(peers),
            "DJANGO_SETTINGS_MODULE": "django_rest.settings",
            "BENCH_DATABASE": str(self.database),
            "BENCH_SECRET": "d" * 50,
        }
        self.django("migrate", "--run-syncdb", "--verbosity", "0")
        hashed = f"from django.contrib.auth.hashers import make_password; print(make_password({OWNER['password']!r}))"
        password = self.django("shell", "--no-imports", "--command", hashed).strip()
        with sqlite3.connect(self.database) as db:
            db.execute("ATTACH ? AS ours", (str(source.folder / "countersign.db"),))
            db.execute("INSERT INTO django_rest_reseller (id, name) SELECT lower(hex(id)), name FROM ours.resellers")
            db.execute(
                f"INSERT INTO django_rest_user (email, password, reseller_id) VALUES (?, ?, ({OWNED}))",
                (OWNER["email"], password, OWNER["email"]),
            )
            names, values = ", ".join(COLUMNS), ", ".join(COLUMNS.values())
            db.execute(
                f"INSERT INTO django_rest_subscription ({names}) SELECT {values} FROM ours.subscriptions s JOIN ours.trials t ON t.subscription_id = s.id"
            )
            db.execute("ANALYZE main")

    def django(self, *command: str) -> str:
        done = subprocess.run(
            [self.tools / "bin/python", "-m", "django", *command], env=self.env, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    @contextmanager
    def served(self):
        base = f"http://127.0.0.1:{(port := free_port())}"
        # What gunicorn's documentation recommends. Threads, since the workers without them close each connection after an answer.
        workers = ["--workers", str(2 * os.cpu_count() + 1), "--worker-class", "gthread", "--threads", "2"]
        command = [
            self.tools / "bin/gunicorn",
            "--bind",
            f"127.0.0.1:{port}",
            *workers,
            "--keep-alive",
            "75",
            "--log-level",
            "error",
            "django_rest.wsgi",
        ]
        with running(command, f"{base}/token/", env=self.env):
            yield Answering(base)


class Answering:
    post = (
        "/subscriptions/",
        {"product": "microsoft_365", "company_name": "Mercier NUMBER", "seats": 12, "customer_edits_signatures": False, "locale": "fr"},
    )

    def __init__(self, base: str):
        self.base, self.signed_in, self.bearer = base, 0.0, ""

    @property
    def authorization(self) -> str:
        if not self.bearer or time.monotonic() - self.signed_in > RENEWED_AFTER:
            self.bearer = "Bearer " + ask(f"{self.base}/token/", body=OWNER)["access"]
            self.signed_in = time.monotonic()
        return self.bearer

    def pages(self):
        path = "/subscriptions/?status=active&product=microsoft_365"
        for _ in range(10):
            page = ask(self.base + path, self.authorization)
            if len(page["results"]) == 50:
                yield path, page["results"]
            if page["next"] is None:
                return
            path = page["next"].removeprefix(self.base)

    def list_paths(self) -> list[str]:
        return [path for path, _ in self.pages()]

    def one_paths(self) -> list[str]:
        return [f"/subscriptions/{row['id']}/" for _, rows in self.pages() for row in rows]
