"""R10: forged tokens open nothing; a refresh token that is used again ends its family; who refreshes in many tabs at once
has one session still."""

import time

from core.installation import OLGA, Installation
from core.scale import Scale, go
from core.tokens import Token, forged
from core.wait import at_once
from kit.answer import Answer
from kit.report import check

SHORT = {"tabs": 50, "turns": 5, "rounds": 1}
LONG = {"tabs": 50, "turns": 50, "rounds": 20}


def cookie_of(answer: Answer) -> str:
    return (answer.headers.get("Set-Cookie") or "").split(";")[0]


async def sign_in(at: Installation) -> tuple[str, str]:
    answer = await at.client.post("/auth/login", OLGA, token=None)
    return answer.json["access_token"], cookie_of(answer)


async def refresh(at: Installation, cookie: str, where: int = 0) -> Answer:
    return await at.clients[where % len(at.clients)].post("/auth/refresh", token=None, headers={"Cookie": cookie})


async def status_of(at: Installation, token: str) -> int:
    return (await at.client.get("/me", token=token)).status


async def forgeries(at: Installation, kind: str) -> None:
    access, cookie = await sign_in(at)
    ended, other = await sign_in(at)
    await at.client.post("/auth/logout", token=None, headers={"Cookie": other})
    key = (await at.client.post("/reseller/api-keys", {"name": "Revoked", "scopes": ["read"]}, token=at.owner)).json
    await at.client.call("DELETE", f"/reseller/api-keys/{key['id']}", token=at.owner)
    token, now = Token(access), int(time.time())
    others = {
        "a refresh token": cookie.split("=", 1)[1],
        "of a session that was signed out": ended,
        "of a session that was signed out, made anew": Token(ended).signed(),
        "an API key that was revoked": key["key"],
        "an API key, changed": at.key[:-1] + ("a" if at.key[-1] != "a" else "b"),
        "an API key, cut": at.key[:-1],
        "an API key's beginning": at.key[:10],
    }
    # Else the forged ones could be refused for how they are made.
    made = {"as it was": token.whole, "made by hand": token.signed(), "with the older key": token.signed({"kid": "old"}, key="b3e972" * 8)}
    taken = {name: await status_of(at, one) for name, one in made.items()}
    check(f"{kind}: tokens that are made by hand in the server's way are taken", set(taken.values()) == {200}, taken)

    tried = forged(token, now, others)
    seen = {}
    for name, one in tried.items():
        answers = [await at.client.get("/me", token=one), await at.client.call("PATCH", "/me", {"full_name": "Mallory"}, token=one)]
        if {(answer.status, answer.json.get("code")) for answer in answers} != {(401, "unauthenticated")}:
            seen[name] = answers
    check(f"{kind}: none of {len(tried)} forged tokens is taken, to read or to change", len(tried) >= 40 and not seen, seen)
    ways = {
        "another scheme": {"Authorization": f"Basic {access}"}, "no scheme": {"Authorization": access}, "twice the scheme": {"Authorization": f"Bearer Bearer {access}"},
        "as a cookie": {"Cookie": f"access_token={access}"}, "another header": {"X-Access-Token": access}, "the refresh cookie alone": {"Cookie": cookie},
    }  # fmt: skip
    seen = {name: (await at.client.get("/me", token=None, headers=headers)).status for name, headers in ways.items()}
    check(f"{kind}: nor a right one in another place", set(seen.values()) == {401}, seen)
    in_query = await at.client.get(f"/me?access_token={access}", token=None)
    check(f"{kind}: nor in the address", in_query.status == 401, in_query)
    name = (await at.client.get("/me", token=access)).json["full_name"]
    check(f"{kind}: nothing was changed", name == "Olga Ostrova", name)


async def reuse(at: Installation, kind: str, scale: Scale) -> None:
    ended, cut_off, in_time = [], [], []
    for _ in range(scale.rounds):
        access, first = await sign_in(at)
        second = cookie_of(await refresh(at, first))
        again = cookie_of(await refresh(at, first, 1))
        in_time.append(again == second != first)
        # What a thief does comes later than ten seconds: so the use is put back.
        at.db.run(f"UPDATE refresh_tokens SET used_at = {at.db.later('used_at', -11)} WHERE used_at IS NOT NULL")
        thief = await refresh(at, first, 1)
        ended.append(thief.status)
        cut_off.append(((await refresh(at, second)).status, await status_of(at, access)))
    check(f"{kind}: a refresh token that is used again within ten seconds gives the same successor", all(in_time), in_time)
    check(f"{kind}: later it is refused", set(ended) == {401}, ended)
    check(f"{kind}: and ends its family, its access token included", set(cut_off) == {(401, 401)}, cut_off)


async def tabs(at: Installation, kind: str, scale: Scale) -> None:
    _, cookie = await sign_in(at)
    before = at.db.count("sessions WHERE revoked_at IS NULL")
    seen = []
    for turn in range(scale.turns):
        answers = await at_once(refresh(at, cookie, n) for n in range(scale.tabs))
        successors = {cookie_of(answer) for answer in answers}
        seen.append(({answer.status for answer in answers}, len(successors), cookie in successors))
        cookie = successors.pop()
    wanted = [({200}, 1, False)] * scale.turns
    check(f"{kind}: {scale.tabs} tabs that refresh at once get one successor, {scale.turns} times in a row", seen == wanted, seen)
    after = at.db.count("sessions WHERE revoked_at IS NULL")
    check(f"{kind}: and it is one session still", after == before, (before, after))
    unused = at.db.count("refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.used_at IS NULL AND s.revoked_at IS NULL")
    check(f"{kind}: each session has one token that is good", unused == after, (unused, after))


async def main(scale: Scale) -> None:
    for kind in scale.databases:
        async with Installation(kind, replicas=2) as at:
            await forgeries(at, kind)
            await tabs(at, kind, scale)
            await reuse(at, kind, scale)


if __name__ == "__main__":
    go(main, SHORT, LONG)
