"""R13: the disk of a SQLite installation fills up. Writes are refused by a clear problem, reads live on, and writes resume
by themselves when there is room. The disk is a small one of its own, in memory."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from core.installation import OLGA, Installation, with_contact
from core.ledger import Ledger
from core.scale import Scale, go
from core.server import Server
from core.wait import at_once, until
from kit.answer import Answer
from kit.report import check, note

SHORT = {"rounds": 2, "writes": 30, "mb": 24, "logs": 0}
LONG = {"rounds": 20, "writes": 100, "mb": 160, "logs": 1}
RESUMES_WITHIN = 5


@contextmanager
def small_disk(mb: int):
    """A folder whose file system holds so many megabytes; none where this user may not mount one."""
    folder = Path(tempfile.mkdtemp(prefix="countersign-faults."))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mb}m,mode=700", "none", str(folder)], capture_output=True, check=False)
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)
        folder.rmdir()


class Ballast:
    """A file that takes all the room there is."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ballast"

    def fill(self) -> None:
        with self.path.open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    pass

    def drop(self) -> None:
        self.path.unlink()


def is_told(answer: Answer) -> bool:
    return answer.status == 503 and "Retry-After" in answer.headers and answer.json.get("code") == "service_unavailable"


async def full(at: Installation, ledger: Ledger, scale: Scale, number: int) -> None:
    """Writes until there is no room, and once more."""
    names = [f"full-{number}-{n}" for n in range(scale.writes)]
    answers = await at_once((ledger.send(at.client, name, "/subscriptions", with_contact(name), allowed=(503,)) for name in names), 4)
    wrong = [answer for answer in answers if not isinstance(answer, Answer) or not (answer.status == 201 or is_told(answer))]
    # A little may find room still, in what the database gave back to itself.
    refused = [write for write in ledger.writes.values() if not write.id]
    check(f"writes are refused ({len(refused)} of {scale.writes}): 503, a problem, and when to come again", refused and not wrong, wrong[:3])
    signing_in = await at.client.post("/auth/login", OLGA, token=None)
    # A sign-in that found no room has used a place up, so that after ten of them the account has to wait.
    check("so is signing in, which writes as well", signing_in.status in (200, 429) or is_told(signing_in), signing_in)
    sample = next(write.id for write in ledger.acknowledged)
    paths = ("/subscriptions", f"/subscriptions/{sample}", "/events", "/subscriptions/summary", "/plans", "/trials")
    reads = {path: (await at.client.get(path)).status for path in paths for _ in range(5)}
    check("reads live on", set(reads.values()) == {200}, reads)


async def room(at: Installation, ledger: Ledger, number: int) -> None:
    async def resumes() -> None:
        while not ledger.writes.get(f"room-{number}") or not ledger.writes[f"room-{number}"].id:
            await ledger.send(at.client, f"room-{number}", "/subscriptions", with_contact(f"room-{number}"), allowed=(503,))
            await asyncio.sleep(0.1)

    try:
        await asyncio.wait_for(resumes(), RESUMES_WITHIN)
    except TimeoutError:
        pass
    check(f"with room again writes resume within {RESUMES_WITHIN} s", ledger.writes[f"room-{number}"].id)
    await at_once((ledger.send(at.client, write.key, write.path, write.body) for write in ledger.open), 8)
    check("what was refused is made when it is repeated", not ledger.open and not ledger.strange, ledger.strange[:3])


async def whole(at: Installation, ledger: Ledger) -> None:
    there = Counter(row["external_ref"] for row in await at.all("/subscriptions?"))
    check("what was acknowledged is there, each once", there == Counter(list(ledger.writes)), len(there))
    at.db.run(f"UPDATE jobs SET due_at = {at.db.later('due_at', -86_400)} WHERE state = 'pending' AND kind = 'mail_invite'")
    sent = await until(lambda: at.db.count("jobs WHERE kind = 'mail_invite' AND state <> 'done'") == 0, 60)
    mails = [to for to, _ in at.mails()]
    check("mails that found no room are written afterwards, one for each invite", sent and len(mails) == len(set(mails)) == len(ledger.writes), len(mails))
    check("the file is sound", at.db.rows("PRAGMA integrity_check") == [("ok",)] and at.db.rows("PRAGMA foreign_key_check") == [])


async def starting(at: Installation, ballast: Ballast) -> None:
    """A start needs room, says so, and changes nothing."""
    at.client.close()
    status, _ = await at.server.stop()
    check("a server that was full stops as others do", status == 0, status)
    ballast.fill()
    late = Server(at.data, at.db.url, at.dir / "late.log")
    late.begin()
    await until(lambda: late.process.poll() is not None or late.is_ready(), 30)
    said, ended = late.log(), late.process.poll()
    late.end()
    check("on a full disk a server starts, or says in a line that it is the disk", ended is None or (said.count("\n") == 1 and "disk" in said), (ended, said))
    ballast.drop()
    await at.server.start()
    check("with room it starts", at.server.is_ready())


async def log_there(folder: Path) -> None:
    """The log is a file on the full disk too: there is no room for what the server has to say about it."""
    ledger, ballast = Ledger("r13-log"), Ballast(folder)
    async with Installation("sqlite", data=folder / "data", logs=folder) as at:
        ballast.fill()
        answers = [await ledger.send(at.client, f"log-{n}", "/subscriptions", with_contact(f"log-{n}"), allowed=(503,)) for n in range(200)]
        refused = [answer for answer in answers if not isinstance(answer, Answer) or answer.status != 201]
        wrong = [answer for answer in refused if not isinstance(answer, Answer) or not is_told(answer)]
        check("where the log has no room either, writes are refused in the same way", refused and not wrong, wrong[:3])
    ledger.close()


async def fill_and_make_room(folder: Path, scale: Scale) -> None:
    ledger, ballast = Ledger("r13"), Ballast(folder)
    async with Installation("sqlite", data=folder / "data") as at:
        await ledger.send(at.client, "first", "/subscriptions", with_contact("first"))
        for number in range(scale.rounds):
            ballast.fill()
            await full(at, ledger, scale, number)
            ballast.drop()
            await room(at, ledger, number)
        await whole(at, ledger)
        await starting(at, ballast)
    ledger.close()


async def main(scale: Scale) -> None:
    for part in [lambda folder: fill_and_make_room(folder, scale)] + [log_there] * scale.logs:
        with small_disk(scale.mb) as folder:
            if folder is None:
                return note("no file system can be mounted here: left out (api/tests/it/http/trouble.rs does it with fewer pages)")
            await part(folder)


if __name__ == "__main__":
    if os.getuid() != 0 and subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0:
        # As root of a namespace of its own one may mount.
        os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])
    go(main, SHORT, LONG, databases=("sqlite",))
