"""PocketBase beside Countersign: the same rows in collections whose rules keep resellers apart."""

import json
import sqlite3
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from countersign import OWNER, Seeded, ask
from processes import free_port, running

COLLECTIONS = json.loads(Path(__file__).with_suffix(".json").read_text())
MOMENT = "coalesce(strftime('%Y-%m-%d %H:%M:%fZ', {} / 1000000.0, 'unixepoch'), '')"
# Its columns, and where Countersign keeps what stands in them. Ids are of its own kind.
COLUMNS = {
    name: f"coalesce(s.{name}, '')"
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
        "external_ref",
        "metadata",
        "end_reason",
        "version",
    )
} | {
    "id": "substr(lower(hex(randomblob(8))), 2)",
    "reseller": "r.theirs",
    "next_payment_date": "coalesce(s.next_payment_date || ' 00:00:00.000Z', '')",
    "ended_at": MOMENT.format("s.ended_at"),
    "created_at": MOMENT.format("s.created_at"),
    "updated_at": MOMENT.format("s.updated_at"),
    "trial_started_at": MOMENT.format("t.started_at"),
    "trial_ends_at": MOMENT.format("t.ends_at"),
    "trial_outcome": "t.outcome",
}
# Countersign's owner, whose reseller is this one's as well.
OWNED = "SELECT r.theirs FROM resellers_ids r JOIN ours.reseller_members m ON m.reseller_id = r.id JOIN ours.accounts a ON a.id = m.account_id WHERE a.email = ?"


class PocketBase:
    def __init__(self, folder: Path, source: Seeded, tools: Path):
        folder.mkdir(parents=True)
        self.program, self.folder = tools / "bin/pocketbase", folder
        subprocess.run([self.program, "superuser", "upsert", *OWNER.values(), "--dir", folder], check=True, stdout=subprocess.DEVNULL)
        with self.served() as at:
            self.define(at)
        with sqlite3.connect(folder / "data.db") as db:
            db.execute("ATTACH ? AS ours", (str(source.folder / "countersign.db"),))
            db.execute(
                "CREATE TEMP TABLE resellers_ids AS SELECT id, name, substr(lower(hex(randomblob(8))), 2) AS theirs FROM ours.resellers"
            )
            db.execute("CREATE INDEX temp.resellers_ids_by_id ON resellers_ids (id)")
            db.execute("INSERT INTO resellers (id, name) SELECT theirs, name FROM resellers_ids")
            db.execute(f"UPDATE users SET reseller = ({OWNED})", (OWNER["email"],))
            names, values = ", ".join(COLUMNS), ", ".join(COLUMNS.values())
            tables = "ours.subscriptions s JOIN ours.trials t ON t.subscription_id = s.id JOIN resellers_ids r ON r.id = s.reseller_id"
            db.execute(f"INSERT INTO subscriptions ({names}) SELECT {values} FROM {tables}")
            db.execute("ANALYZE main")

    def define(self, at: "Answering"):
        """The collections, and a user of Countersign's owner's name."""
        admin = ask(
            f"{at.base}/api/collections/_superusers/auth-with-password", body={"identity": OWNER["email"], "password": OWNER["password"]}
        )["token"]
        collections = f"{at.base}/api/collections"
        resellers = ask(collections, admin, COLLECTIONS["resellers"])
        owner = {"name": "reseller", "type": "relation", "required": True, "collectionId": resellers["id"], "maxSelect": 1}
        subscriptions = COLLECTIONS["subscriptions"]
        ask(collections, admin, subscriptions | {"fields": [owner, *subscriptions["fields"]]})
        users = ask(f"{collections}/users", admin)
        ask(f"{collections}/users", admin, {"fields": [*users["fields"], owner | {"required": False}]}, "PATCH")
        ask(f"{collections}/users/records", admin, OWNER | {"passwordConfirm": OWNER["password"], "verified": True})

    @contextmanager
    def served(self):
        base = f"http://127.0.0.1:{(port := free_port())}"
        with running([self.program, "serve", "--http", f"127.0.0.1:{port}", "--dir", self.folder], f"{base}/api/health"):
            yield Answering(base)


class Answering:
    def __init__(self, base: str):
        self.base, self.signed_in = base, {}

    @property
    def authorization(self) -> str:
        if not self.signed_in:  # good for five days
            body = {"identity": OWNER["email"], "password": OWNER["password"]}
            self.signed_in = ask(f"{self.base}/api/collections/users/auth-with-password", body=body)
        return self.signed_in["token"]

    @property
    def post(self) -> tuple[str, dict]:
        assert self.authorization
        made = {"product": "microsoft_365", "company_name": "Mercier NUMBER", "company_key": "mercier NUMBER", "seats": 12, "locale": "fr"}
        state = {"lifecycle": "trial", "status": "trial", "trial_outcome": "running", "version": 1, "metadata": {}}
        return "/api/collections/subscriptions/records", made | state | {"reseller": self.signed_in["record"]["reseller"]}

    def pages(self):
        assert self.authorization
        # The collection's rule alone is a comparison that no index helps: whoever asks names the reseller as well.
        wanted = f"reseller='{self.signed_in['record']['reseller']}' && status='active' && product='microsoft_365'"
        asked = {"perPage": 50, "skipTotal": 1, "sort": "company_key,id", "filter": wanted}
        for number in range(1, 11):
            path = "/api/collections/subscriptions/records?" + urlencode(asked | {"page": number})
            page = ask(self.base + path, self.authorization)
            if len(page["items"]) < 50:
                return
            yield path, page["items"]

    def list_paths(self) -> list[str]:
        return [path for path, _ in self.pages()]

    def one_paths(self) -> list[str]:
        return [f"/api/collections/subscriptions/records/{row['id']}" for _, rows in self.pages() for row in rows]
