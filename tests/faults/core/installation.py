"""An installation with one reseller, on loopback, that is gone afterwards."""

import re
import shutil
import tempfile
from email import policy
from email.parser import BytesParser
from pathlib import Path
from types import TracebackType

from .client import Client
from .database import Database, Postgres, Sqlite
from .server import SETUP_CODE, Server

OLGA = {"email": "olga@northwind.example", "password": "violet-harbour-tango-93"}
PASSWORD = "copper-lantern-fjord-58"


class Installation:
    """`replicas` servers on one database (on SQLite always one). `key` is an API key's; `owner` an access token, and `cookie` what refreshes it."""

    def __init__(self, kind: str, replicas: int = 1, *, data: Path | None = None, logs: Path | None = None, **settings: str) -> None:
        self.dir = Path(tempfile.mkdtemp(prefix="countersign-faults."))
        self.data = data or self.dir / "data"
        self.data.mkdir(mode=0o700)
        self.db: Database = Sqlite(self.data / "countersign.db") if kind == "sqlite" else Postgres(re.sub(r"\W", "_", self.dir.name.lower()))
        count = 1 if kind == "sqlite" else replicas
        self.servers = [Server(self.data, self.db.url, (logs or self.dir) / f"server-{number}.log", **settings) for number in range(1, count + 1)]
        self.clients = [Client(server.port) for server in self.servers]
        self.owner = self.cookie = self.key = ""

    @property
    def server(self) -> Server:
        return self.servers[0]

    @property
    def client(self) -> Client:
        return self.clients[0]

    async def __aenter__(self) -> "Installation":
        try:
            for server in self.servers:
                await server.start()
            await self.set_up()
        except BaseException:
            self._end()
            raise
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind and issubclass(kind, Exception):
            print("\n".join(f"        {server.log_file.name}: {server.log()}" for server in self.servers if server.log()), flush=True)
        self._end()

    def _end(self) -> None:
        for client in self.clients:
            client.close()
        for server in self.servers:
            server.end()
            server.keep_log()
        if isinstance(self.db, Postgres):
            self.db.drop()
        shutil.rmtree(self.dir, ignore_errors=True)

    async def set_up(self) -> None:
        wanted = {"setup_code": SETUP_CODE, "reseller_name": "Northwind IT", "full_name": "Olga Ostrova", **OLGA}
        made = await self.client.post("/setup", wanted)
        if made.status != 201:
            raise RuntimeError(f"setting up: {made}")
        self.owner, self.cookie = made.json["access_token"], (made.headers.get("Set-Cookie") or "").split(";")[0]
        self.key = await self.api_key()
        for client in self.clients:
            client.token = self.key

    async def api_key(self) -> str:
        wanted = {"name": "Faults", "scopes": ["read", "write", "billing"]}
        return (await self.client.post("/reseller/api-keys", wanted, token=self.owner)).json["key"]

    async def all(self, path: str) -> list[dict]:
        """All rows of a list, page by page."""
        rows, cursor = [], None
        while True:
            page = (await self.client.get(f"{path}{'&' if '?' in path else '?'}limit=200{f'&cursor={cursor}' if cursor else ''}")).json
            rows += page["items"]
            if not (cursor := page["next_cursor"]):
                return rows

    # Mails, where they are files.

    def mails(self) -> list[tuple[str, str]]:
        """To whom, and the text."""
        found = []
        for path in sorted((self.data / "mail").glob("*.eml")):
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            found.append((str(mail["To"]), mail.get_body(("plain",)).get_content()))
        return found

    def invite_token(self, address: str) -> str | None:
        """The token of the newest invite to an address, where it was mailed already."""
        for to, text in reversed(self.mails()):
            found = re.search(r"/invites/accept#([\w-]+)", text)
            if found and address in to:
                return found[1]
        return None


def order(name: str, **more: object) -> dict:
    """A new subscription without people, by which it can be found again."""
    return {
        "product": "google_workspace", "company_name": f"Mercier {name}", "seats": 12, "locale": "fr", "customer_edits_signatures": False,
        "terms_accepted": True, "external_ref": name, **more,
    }  # fmt: skip


def with_contact(name: str, **more: object) -> dict:
    """A new subscription whose contact is invited."""
    contact = {"full_name": "Camille Mercier", "email": f"{name}@mercier.example"}
    return order(name, customer_edits_signatures=True, contact=contact, **more)
