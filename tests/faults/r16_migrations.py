"""R16: from the schema of every version, with data in it, to the newest; and back, and there again.

No version was released yet, so that each migration counts as one: what `countersign demo` made is taken back to it by
the migrations' own `down.sql`, is held against what their `up.sql` make of nothing, and is brought up by the program.
Rows of tables that were there are there still, to the letter."""

from core import schema
from core.client import Client
from core.installation import OLGA, Installation
from core.scale import Scale, go
from core.server import Server
from kit.report import check, note

# Every `step`-th version is tried, beside the first and the last but one.
SHORT = {"subscriptions": 8, "step": 100}
LONG = {"subscriptions": 250, "step": 1}


class Filled(Installation):
    """An installation with the demo's data, and a few things that it does not have, that is stopped again."""

    def __init__(self, kind: str, subscriptions: int) -> None:
        super().__init__(kind)
        self.subscriptions = subscriptions

    async def set_up(self) -> None:
        self.server.kill()  # the demo moves its own clock, ahead of a server's workers
        self.server.command("demo", "--subscriptions", str(self.subscriptions))
        await self.server.start()
        self.client.token = (await self.client.post("/auth/login", OLGA, token=None)).json["access_token"]
        for number, row in enumerate((await self.client.get("/subscriptions?limit=5&status=active")).json["items"]):
            below = f"/subscriptions/{row['id']}"
            await self.client.post(f"{below}/domains", {"name": "mercier.example"})
            await self.client.post(f"{below}/directory/people", {"email": "noor@mercier.example", "display_name": "Noor"})
            await self.client.call("PUT", f"{below}/connection/modes/server_side", {"enabled": True})
            if number == 0:
                await self.client.call("PATCH", below, {"seats": 1}, headers={"Idempotency-Key": "seats"})
                await self.client.post(f"{below}/pause", {"reason": "Asked for"}, headers={"Idempotency-Key": "pause"})
        await self.client.post("/reseller/api-keys", {"name": "CRM", "scopes": ["read"]})
        await self.client.post("/me/views", {"name": "Mine", "list": "subscriptions", "query": ""})
        await self.client.post("/me/email", {"email": "olga@other.example", "password": OLGA["password"]})
        await self.client.post("/auth/password/forgot", {"email": OLGA["email"]})
        self.server.kill()

    def migrate(self, db: schema.Database) -> None:
        Server(self.data, db.url, self.dir / "migrate.log").command("migrate")


def from_version(at: Filled, count: int, head: list[str]) -> list:
    """What is wrong with the way from the first so many migrations to the newest."""
    wrong = []
    old, fresh = schema.copy(at, f"from_{count}"), schema.empty(at, f"empty_{count}")
    try:
        schema.down_to(old, count)
        schema.up_to(fresh, count)
        if differ := set(schema.schema(old)) ^ set(schema.schema(fresh)):
            wrong.append(("down gives another schema than up", sorted(differ)[:4]))
        were = schema.columns(old)
        before = schema.contents(old, were)
        at.migrate(old)
        if differ := set(schema.schema(old)) ^ set(head):
            wrong.append(("another schema in the end", sorted(differ)[:4]))
        after = schema.contents(old, were)
        if lost := {table: (before[table], after[table]) for table in were if before[table] != after[table]}:
            wrong.append(("other rows", lost))
        if old.kind == "sqlite" and (old.rows("PRAGMA foreign_key_check") or old.rows("PRAGMA integrity_check") != [("ok",)]):
            wrong.append(("the file is not sound",))
    finally:
        schema.discard(old)
        schema.discard(fresh)
    return wrong


async def serves(at: Filled, count: int) -> list:
    """What is wrong when a server that finds an old schema starts, and people look for their things."""
    old = schema.copy(at, f"serve_{count}")
    schema.down_to(old, count)
    server = Server(at.data, old.url, at.dir / "serve.log")
    client = Client(server.port)
    try:
        await server.start()
        signed_in = await client.post("/auth/login", OLGA, token=None)
        client.token = signed_in.json.get("access_token")
        answers = [signed_in, *[await client.get(path) for path in ("/subscriptions?limit=200", "/events?limit=200", "/subscriptions/summary")]]
        return [answer for answer in answers if answer.status != 200]
    finally:
        client.close()
        server.end()
        schema.discard(old)


def there_and_back(at: Filled, head: list[str]) -> None:
    db = schema.copy(at, "back")
    try:
        schema.down_to(db, 0)
        left = schema.schema(db)
        check(f"{db.kind}: all the way back nothing is left", not left, left[:3])
        at.migrate(db)
        check(f"{db.kind}: and there again it is the same schema", schema.schema(db) == head)
    finally:
        schema.discard(db)


async def on(kind: str, scale: Scale) -> None:
    async with Filled(kind, scale.subscriptions) as at:
        head, all_names, there = schema.schema(at.db), schema.names(kind), schema.columns(at.db)
        rows = schema.contents(at.db, there)
        bare = [table for table, (count, _) in rows.items() if int(count) == 0]
        check(f"{kind}: there is data in most of {len(there)} tables", len(bare) < len(there) / 2, bare)
        note(f"{kind}: there is none in {', '.join(bare)}")
        for count in sorted({1, len(all_names) - 1, *range(scale.step, len(all_names), scale.step)}):
            wrong = from_version(at, count, head)
            check(f"{kind}: from {all_names[count - 1]} to the newest", not wrong, wrong)
        for count in (9, len(all_names) - 1) if scale.is_long else (len(all_names) - 1,):
            wrong = await serves(at, count)
            check(f"{kind}: a server brings {all_names[count - 1]} up at its start, and serves what was there", not wrong, wrong)
        there_and_back(at, head)


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        await on(kind, scale)


if __name__ == "__main__":
    go(main, SHORT, LONG)
