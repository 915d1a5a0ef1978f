"""R2: thousands of malformed bodies, over every operation that takes one. Each is refused by a problem of 4xx within a
second, and the server's memory does not grow."""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from core.client import HOST, Broken, head
from core.contract import Contract, Operation
from core.installation import Installation, with_contact
from core.malformed import Malformed, bodies, make_ready
from core.scale import Scale, go
from core.wait import until
from kit.answer import Answer
from kit.report import check, note

# `ms` is the most that an answer may take; a test run shares its machine with others, so that the short one is generous.
SHORT = {"for_each_operation": 12, "large_every": 40, "columns": 5_000, "at_once": 8, "ms": 5000, "mb": 48}
LONG = {"for_each_operation": 220, "large_every": 25, "columns": 2_000_000, "at_once": 4, "ms": 1000, "mb": 48}
# The most bytes of a refusal, however much is wrong.
REFUSAL_MAX = 1024 * 1024


async def things(at: Installation) -> dict[str, str]:
    """What the placeholders of the paths stand for."""
    at.client.token = at.owner
    made = {"mode": "server_side", "step": "directory", "id": (await at.client.post("/subscriptions", with_contact("camille"))).json["id"]}
    below = f"/subscriptions/{made['id']}"
    await at.client.post(f"{below}/domains", {"name": "mercier.example"})
    await at.client.post(f"{below}/directory/people", {"email": "noor@mercier.example", "display_name": "Noor"})
    await until(lambda: at.invite_token("camille@mercier.example"))
    person = {"token": at.invite_token("camille@mercier.example"), "full_name": "Camille Mercier", "password": "copper-lantern-fjord-58"}
    await at.client.post("/invites/accept", person, token=None)
    await at.client.post(f"{below}/invites", {"full_name": "Edda Editor", "email": "edda@mercier.example", "role": "editor", "locale": "de"})
    await at.client.post("/reseller/invites", {"full_name": "Bo Late", "email": "bo@reseller.example", "role": "support", "locale": "nl"})
    await at.client.post("/me/views", {"name": "Mine", "list": "subscriptions", "query": ""})
    lists = {"member_id": f"{below}/members", "invite_id": f"{below}/invites", "domain_id": f"{below}/domains", "person_id": f"{below}/directory/people"}
    lists |= {"/me/views": "/me/views", "/reseller/invites": "/reseller/invites", "/reseller/members": "/reseller/members"}
    for name, path in lists.items():
        rows = (await at.client.get(path)).json["items"]
        made[name] = rows[0]["id"] if rows else made["id"]
    return made


def filled(path: str, made: dict[str, str]) -> str:
    below = path.split("/{")[0]
    return re.sub(r"\{(\w+)\}", lambda found: made.get(below if found[1] == "id" and below in made else found[1], made["id"]), path)


def request(operation: Operation, path: str, body: Malformed, at: Installation) -> bytes:
    said = {"Host": HOST, "Authorization": f"Bearer {at.owner}", "Cookie": at.cookie, "Content-Type": operation.kind}
    headers = {**said, **body.headers}
    length = {"Transfer-Encoding": "chunked"} if body.chunked else {"Content-Length": str(len(body.sent))}
    return head(operation.method, path, {**length, **headers}.items()) + body.sent


def is_refusal(answer: Answer) -> bool:
    if not 400 <= answer.status < 500 or answer.headers.get_content_type() != "application/problem+json":
        return False
    problem = answer.json
    return problem["status"] == answer.status and bool(problem["code"]) and bool(problem["title"])


@dataclass
class Seen:
    """What came of a body; of the answer itself only its beginning is kept."""

    what: str
    answer: Answer | Broken
    took: float
    size: int = 0
    refused: bool = False


async def send(at: Installation, operation: Operation, path: str, body: Malformed, seen: list[Seen]) -> None:
    began = time.monotonic()
    try:
        # Each on a connection of its own: after some of them it can't be used again.
        answer = await at.client.raw(request(operation, f"/api/v1{path}", body, at), own=True, cut=body.cut)
    except Broken as error:
        answer = error
    one = Seen(f"{operation.method} {path}: {body.what}", answer, time.monotonic() - began)
    if isinstance(answer, Answer):
        one.size, one.refused = len(answer.body), is_refusal(answer)
        answer.body = answer.body[:200]
    seen.append(one)


async def main(scale: Scale) -> None:
    make_ready()
    async with Installation("sqlite", LOG="error") as at:
        made, operations = await things(at), list(Contract().with_bodies())
        seen: list[Seen] = []
        check("openapi.yaml has operations with bodies", len(operations) > 40, len(operations))
        places = asyncio.Semaphore(scale.at_once)

        async def one(operation: Operation, count: int) -> None:
            for body in islice(bodies(operation, scale.random, scale.large_every, scale.columns), count):
                async with places:
                    await send(at, operation, filled(operation.path, made), body, seen)

        await asyncio.gather(*(one(operation, 3) for operation in operations))  # what is made at first use is there then
        before, first = at.server.memory(), len(seen)
        await asyncio.gather(*(one(operation, scale.for_each_operation) for operation in operations))
        after = at.server.memory()

        broken = [one for one in seen if isinstance(one.answer, Broken)]
        # Who still sends when the server has refused and closed may find the connection reset, and the answer gone.
        large = [one for one in seen if "ten megabytes" in one.what]
        cut_off = [one for one in broken if one in large]
        check(f"each of {len(seen)} is answered", len(broken) == len(cut_off) <= len(large) // 20, broken[:5])
        wrong = [one for one in seen if not one.refused and not isinstance(one.answer, Broken)]
        check("by a problem of 4xx", not wrong, wrong[:5])
        bulky = [(one.what, one.size) for one in seen if one.size > REFUSAL_MAX]
        check("that is no larger than a megabyte", not bulky, bulky[:5])
        slow = sorted((one.took, one.what) for one in seen[first:])
        check(f"within {scale.ms} ms", slow[-1][0] * 1000 <= scale.ms, slow[-3:])
        grown = (after - before) // 1024
        check(f"the server's memory grows by no more than {scale.mb} MB", grown <= scale.mb, f"{before} to {after} kB")
        check("it logs no error", not at.server.logged("ERROR") and not at.server.logged("panicked"), at.server.log())
        check("it serves as before", (await at.client.get("/me")).status == 200)
        statuses = Counter(one.answer.status for one in seen if isinstance(one.answer, Answer))
        note(f"{len(cut_off)} of {len(large)} large ones broken off")
        note(f"{statuses}, the slowest {slow[-1][0] * 1000:.0f} ms, memory {before // 1024} to {after // 1024} MB")


if __name__ == "__main__":
    go(main, SHORT, LONG, databases=("sqlite",))
