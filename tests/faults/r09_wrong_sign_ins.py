"""R9: thousands of wrong sign-ins from everywhere. No account lets more than ten in 15 minutes reach its password; known
and unknown addresses are answered alike, in text and in time; and the right person gets in meanwhile."""

import asyncio
import itertools
import math
import time
from collections import Counter
from statistics import median

from core.client import Client
from core.installation import OLGA, PASSWORD, Installation
from core.scale import Scale, go
from core.wait import at_once, until
from kit.answer import Answer
from kit.report import check, note

SHORT = {"accounts": 2, "tries": 18, "pairs": 4, "at_once": 16, "judges_time": 0}
LONG = {"accounts": 250, "tries": 20, "pairs": 200, "at_once": 16, "judges_time": 1}
PER_WINDOW, WINDOW = 10, 900
# The medians of known and unknown accounts may differ by this part.
APART = 0.25
addresses = itertools.count(1)


def somewhere() -> dict[str, str]:
    """From a network that nobody has called from yet: each network has an allowance as well."""
    number = next(addresses)
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


async def sign_in(client: Client, email: str, password: str, headers: dict | None = None) -> Answer:
    return await client.post("/auth/login", {"email": email, "password": password}, token=None, headers={**somewhere(), **(headers or {})})


async def people(at: Installation, count: int) -> list[str]:
    """Colleagues with passwords; most by copying the owner's row, since a password takes its time to be hashed."""
    at.client.token = at.owner
    await at.client.post("/reseller/invites", {"full_name": "Bo Known", "email": "known-0@northwind.example", "role": "support", "locale": "en"})
    await until(lambda: at.invite_token("known-0@northwind.example"))
    accepted = {"token": at.invite_token("known-0@northwind.example"), "full_name": "Bo Known", "password": PASSWORD}
    await at.client.post("/invites/accept", accepted, token=None)
    columns = "full_name, phone, locale, password_hash, created_at, updated_at, version, trial_mails"
    for n in range(1, count):
        made = f"x'{n:032x}'" if at.db.kind == "sqlite" else f"'{n:032x}'::uuid"
        address = f"known-{n}@northwind.example"
        first = "FROM accounts WHERE email = 'known-0@northwind.example'"
        at.db.run(f"INSERT INTO accounts (id, email, email_key, {columns}) SELECT {made}, '{address}', '{address}', {columns} {first}")
    return [f"known-{n}@northwind.example" for n in range(count)]


async def flood(at: Installation, kind: str, scale: Scale, known: list[str]) -> None:
    unknown = [f"unknown-{n}@northwind.example" for n in range(len(known))]
    tries = [(email, number) for email in known + unknown for number in range(scale.tries)]
    scale.random.shuffle(tries)
    # By account and window of 15 minutes; one that was asked for in one and answered in the next is in neither.
    in_window: Counter = Counter()

    async def wrong(n: int, email: str, number: int) -> Answer:
        window = math.floor(time.time() / WINDOW)
        answer = await sign_in(at.clients[n % len(at.clients)], email.upper() if number % 3 == 0 else email, f"wrong-{number}")
        in_window[email, window] += answer.status == 401 and window == math.floor(time.time() / WINDOW)
        return answer

    answers = await at_once((wrong(n, *one) for n, one in enumerate(tries)), scale.at_once)
    codes = Counter((answer.status, answer.json["code"]) for answer in answers)
    check(f"{kind}: none of {len(tries)} wrong sign-ins is let in", set(codes) <= {(401, "invalid_credentials"), (429, "too_many_attempts")}, codes)
    # Only who got a place is told that the password was wrong: it was looked at.
    reached = Counter(email for (email, _), answer in zip(tries, answers, strict=True) if answer.status == 401)
    most = max(in_window.values())
    check(f"{kind}: of each account no more than {PER_WINDOW} in a window reach the password", most <= PER_WINDOW, in_window.most_common(3))
    check(f"{kind}: and no fewer than {PER_WINDOW}", min(reached[email] for email in known + unknown) >= PER_WINDOW, reached.most_common()[-3:])
    later = [answer for answer in answers if answer.status == 429]
    check(f"{kind}: the others are told when to come again", all(0 < int(answer.headers["Retry-After"]) <= WINDOW for answer in later))


def said(answer: Answer) -> tuple:
    """All that a caller sees, but for what differs between any two answers."""
    differs = {"x-request-id", "date", "retry-after"}
    body = {key: value for key, value in answer.json.items() if key != "instance"}
    return answer.status, sorted((name.lower(), value) for name, value in answer.headers.items() if name.lower() not in differs), sorted(map(str, body.items()))


async def alike(at: Installation, kind: str, scale: Scale, known: list[str]) -> None:
    """Known and unknown in turns, one at a time, each account as often as it has places."""
    at.db.run("DELETE FROM attempts")
    texts, times = {"known": set(), "unknown": set()}, {"known": [], "unknown": []}
    await sign_in(at.client, "first@northwind.example", "wrong")  # what is made at first use is there then
    for n in range(scale.pairs):
        pair = [("known", known[n // PER_WINDOW % len(known)]), ("unknown", f"nobody-{n // PER_WINDOW}@northwind.example")]
        for which, email in pair if n % 2 else reversed(pair):
            began = time.perf_counter()
            answer = await sign_in(at.client, email, f"wrong-{n}")
            times[which].append(time.perf_counter() - began)
            texts[which].add(str(said(answer)))
    check(f"{kind}: known and unknown accounts are answered in the same words", texts["known"] == texts["unknown"] and len(texts["known"]) == 1, texts)
    here, there = median(times["known"]), median(times["unknown"])
    apart = abs(here - there) / max(here, there)
    note(f"{kind}: medians of {scale.pairs} each: known {here * 1000:.1f} ms, unknown {there * 1000:.1f} ms, {apart:.1%} apart")
    if scale.judges_time:
        check(f"{kind}: and in the same time, within {APART:.0%}", apart <= APART, apart)


async def right_person(at: Installation, kind: str) -> None:
    """A browser that signed in before gets in while others guess, by the cookies that it was given."""
    left = WINDOW - time.time() % WINDOW
    if left < 20:
        await asyncio.sleep(left)  # else places come back in the middle
    at.db.run("DELETE FROM attempts")
    before = await sign_in(at.client, OLGA["email"], OLGA["password"])
    cookies = "; ".join(cookie.split(";")[0] for cookie in before.headers.get_all("Set-Cookie", []))
    guesses = await at_once(sign_in(at.client, OLGA["email"], f"guess-{n}") for n in range(PER_WINDOW + 5))
    check(f"{kind}: guesses use an account's places up", sum(answer.status == 429 for answer in guesses) >= 1, guesses[:2])
    stranger = await sign_in(at.client, OLGA["email"], OLGA["password"])
    check(f"{kind}: then nobody gets in from elsewhere, not even by the right password", stranger.status == 429, stranger)
    again = await sign_in(at.client, OLGA["email"], OLGA["password"], {"Cookie": cookies})
    check(f"{kind}: but the browser that signed in before does", again.status == 200, again)
    stolen = await at_once(sign_in(at.client, OLGA["email"], f"guess-{n}", {"Cookie": cookies}) for n in range(PER_WINDOW * 3))
    reached = sum(answer.status == 401 for answer in stolen)
    check(f"{kind}: whose cookies let a thief guess no more than {PER_WINDOW} times", reached <= PER_WINDOW, reached)
    other = await sign_in(at.client, "known-0@northwind.example", PASSWORD)
    check(f"{kind}: other people sign in as ever", other.status == 200, other)


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        async with Installation(kind, replicas=2) as at:
            known = await people(at, scale.accounts)
            await flood(at, kind, scale, known)
            await alike(at, kind, scale, known)
            await right_person(at, kind)


if __name__ == "__main__":
    go(main, SHORT, LONG)
