"""Runs what deploy/ describes, and checks that it holds. scripts/test-deploy.sh starts it, beside a PostgreSQL of its own."""

import json
import os
import re
import time
from pathlib import Path

import yaml
from installation import HOST, REPLICAS, Installation
from kit.report import check, run
from traffic import Traffic, call, listen, stub

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
OLGA = {"email": "olga@northwind.example", "password": "violet-harbour-tango-93"}


def subscription(number: str) -> dict:
    contact = {"full_name": "Camille Mercier", "email": f"camille-{number}@mercier.example"}
    return {
        "product": "google_workspace", "company_name": f"Mercier {number}", "seats": 12, "locale": "fr",
        "customer_edits_signatures": True, "terms_accepted": True, "contact": contact,
    }


# What is written in the files.


def the_files() -> None:
    code = (ROOT / "api/src/config/settings.rs").read_text()
    readme = (ROOT / "README.md").read_text()
    known = set(re.findall(r'"(COUNTERSIGN_[A-Z_]+)"', code))
    for name in ("compose.yaml", "Containerfile", "countersign.service", "nginx.conf", "Caddyfile"):
        named = set(re.findall(r"\bCOUNTERSIGN_[A-Z_]+\b", (DEPLOY / name).read_text()))
        strange = {variable for variable in named if variable not in known or f"`{variable}`" not in readme}
        check(f"{name} names existing settings alone", not strange, strange)
    keys = set(re.findall(r"^#? ?([a-z_]+) = ", (DEPLOY / "countersign.example.toml").read_text(), re.M))
    strange = {key for key in keys if f"COUNTERSIGN_{key.upper()}" not in known}
    check("countersign.example.toml names existing settings alone", keys and not strange, strange)

    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    for part in ("healthcheck", "restart", "stop_grace_period"):
        without = [name for name, service in services.items() if part not in service]
        check(f"each service of compose.yaml has {part}", not without, without)
    # 6 seconds for requests and 3 for each of the two workers.
    limits = {"compose.yaml": services[REPLICAS[0]]["stop_grace_period"].rstrip("s")}
    limits["countersign.service"] = re.search(r"^TimeoutStopSec=(\d+)$", (DEPLOY / "countersign.service").read_text(), re.M)[1]
    check("a server gets the time that it needs to stop", all(int(seconds) > 12 for seconds in limits.values()), limits)
    outside = compose["networks"]["outside"]["ipam"]["config"][0]["subnet"]
    proxy = services["proxy"]["networks"]["outside"]["ipv4_address"]
    trusted = {services[name]["environment"]["COUNTERSIGN_TRUSTED_PROXIES"] for name in REPLICAS}
    check("compose.yaml trusts its proxy and nobody else", trusted == {proxy} and proxy.startswith(outside.rsplit(".", 1)[0]), trusted)

    image, rust = (DEPLOY / "Containerfile").read_text(), (ROOT / "rust-toolchain.toml").read_text()
    wanted = re.search(r'channel = "(.+)"', rust)[1]
    check("the Containerfile builds with the Rust of rust-toolchain.toml", f"FROM rust:{wanted}-" in image, wanted)
    asked = re.search(r"^HEALTHCHECK .*\\\n +CMD (\[.*\])$", image, re.M)
    in_compose = [part.replace("$$", "$") for part in services[REPLICAS[0]]["healthcheck"]["test"][1:]]
    check("and asks what compose.yaml asks for its health", asked and json.loads(asked[1]) == in_compose, asked)
    left_out = (ROOT / ".dockerignore").read_text().split()
    check("secrets stay out of the image", "deploy/secrets" in left_out and "ARG" not in image, left_out)


def the_unit(at: Installation) -> None:
    if not at.has("systemd-analyze"):
        print("        (systemd-analyze is not there: the unit is not checked)", flush=True)
        return
    unit = at.unit()
    done = at.run("systemd-analyze", "verify", str(unit))
    check("systemd-analyze verify countersign.service", done.returncode == 0 and not done.stderr.strip(), done.stderr)
    done = at.run("systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=20", str(unit))
    check("systemd-analyze security: exposed by 2.0 of 10 at most", done.returncode == 0, done.stdout[-200:])


def the_caddyfile(at: Installation) -> None:
    if not at.has("caddy"):
        print("        (Caddy is not there: the Caddyfile is not checked)", flush=True)
        return
    done = at.run("caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile"))
    check("caddy validate", done.returncode == 0, done.stderr[-300:])


# What runs.


def the_page(at: Installation) -> None:
    page = call(at.proxy, "GET", "/", headers={"Accept-Encoding": "br", "Accept": "text/html"})
    check("the app's page comes by HTTPS", page.status == 200 and page.headers.get_content_type() == "text/html", page.status)
    wanted = {
        "content-security-policy": "wasm-unsafe-eval", "strict-transport-security": "max-age=31536000", "x-content-type-options": "nosniff",
        "x-frame-options": "DENY", "referrer-policy": "no-referrer", "content-encoding": "br",
    }
    wrong = {name: page.headers.get_all(name) for name, part in wanted.items() if [part in one for one in page.headers.get_all(name, [])] != [True]}
    check("with its headers, each once, and compressed as it was", not wrong, wrong)
    plain = call(at.plain, "GET", "/subscriptions")
    check("HTTP leads to HTTPS", plain.status == 301 and plain.headers["location"] == f"https://{HOST}/subscriptions", plain.headers)


def the_way_in(at: Installation) -> str:
    wanted = {"setup_code": at.setup_code(), "reseller_name": "Northwind IT", "full_name": "Olga Ostrova", **OLGA}
    made = call(at.proxy, "POST", "/api/v1/setup", wanted)
    check("the first reseller is set up with the code that a server printed", made.status == 201, made.text)
    signed_in = call(at.proxy, "POST", "/api/v1/auth/login", OLGA)
    cookie = signed_in.headers.get("set-cookie", "")
    check("its owner signs in", signed_in.status == 200, signed_in.text)
    check("the cookie is for HTTPS alone", "Secure" in cookie and "HttpOnly" in cookie, cookie)
    return signed_in.json["access_token"]


def both_are_one(at: Installation, token: str) -> None:
    one, two = (at.replica(name) for name in REPLICAS)
    at_one = call(one, "POST", "/api/v1/auth/login", OLGA)
    me = call(two, "GET", "/api/v1/me", token=at_one.json["access_token"])
    check("a session that was made at one server is good at the other", me.status == 200, me.text)
    cookie = at_one.headers["set-cookie"].split(";")[0]
    renewed = call(two, "POST", "/api/v1/auth/refresh", {}, headers={"Cookie": cookie})
    check("and is renewed there", renewed.status == 200, renewed.text)
    call(two, "POST", "/api/v1/auth/logout", {}, headers={"Cookie": cookie})
    over = call(one, "GET", "/api/v1/me", token=at_one.json["access_token"])
    check("and is over at once on both when it ends on one", over.status == 401, over.text)
    key = {"Idempotency-Key": "one-order"}
    answers = [call(where, "POST", "/api/v1/subscriptions", subscription("once"), token, headers=key) for where in (one, two)]
    ids = {answer.json.get("id") for answer in answers}
    check("an idempotency key counts on both", [answer.status for answer in answers] == [201, 201] and len(ids) == 1, ids)


def the_caller(at: Installation, token: str) -> None:
    forged = {"X-Forwarded-For": "203.0.113.9"}
    there = call(at.proxy, "POST", "/api/v1/auth/login", OLGA, headers=forged, source="127.0.0.7")
    sessions = call(at.proxy, "GET", "/api/v1/auth/sessions", token=there.json.get("access_token")).json["items"]
    address = next(session["address"] for session in sessions if session["current"])
    check("a caller's address is the one that the proxy saw, whatever the caller says", address == "127.0.0.7", address)

    def forgot(number: int, source: str) -> int:
        body, says = {"email": f"nobody-{number}@northwind.example"}, {"X-Forwarded-For": f"203.0.113.{number}"}
        return call(at.proxy, "POST", "/api/v1/auth/password/forgot", body, headers=says, source=source).status

    tries = [forgot(number, "127.0.0.8") for number in range(51)]
    check("the limit of tries is one for both servers, and for the caller", tries == [204] * 50 + [429], tries)
    other = forgot(60, "127.0.0.9")
    check("another caller has another", other == 204, other)


def the_rest_of_the_proxy(at: Installation, token: str) -> None:
    closed = call(at.proxy, "GET", "/metrics")
    own = call(at.metrics(REPLICAS[0]), "GET", "/metrics")
    by_proxy = closed.status == 404 and "nginx" in closed.text
    check("/metrics is closed by the proxy, and open at its own address", by_proxy and "countersign_" in own.text, (closed.status, closed.text))
    file = {"Content-Type": "text/csv"}
    sizes = {}
    for size in (4 * 1024 * 1024 + 1, 6 * 1024 * 1024):
        answer = call(at.proxy, "POST", "/api/v1/subscriptions/import", b"x" * size, token, headers=file)
        sizes[size] = (answer.status, answer.headers.get_content_type())
    wanted = [(413, "application/problem+json"), (413, "text/html")]
    check("a file that is too large is refused by the server, a larger one by the proxy", list(sizes.values()) == wanted, sizes)


def the_stream(at: Installation, token: str) -> None:
    with listen(at.proxy, token) as stream:
        hello = stream.wait(lambda text: "id: " in text, 5)
        check("the stream of events opens through the proxy", hello is not None, stream.text)
        for name in REPLICAS:
            began = time.monotonic()
            made = call(at.replica(name), "POST", "/api/v1/subscriptions", subscription(name), token).json["id"]
            came = stream.wait(lambda text, made=made: made in text, 5)
            late = time.monotonic() - began if came is not None else None
            check(f"what {name} writes arrives in it within 3 s", late is not None and late < 3, late)


def one_stops(at: Installation, token: str) -> None:
    stopped, other = REPLICAS
    with listen(at.proxy, token) as first, listen(at.proxy, token) as second, Traffic(at.proxy, token) as traffic:
        for stream in (first, second):
            stream.wait(lambda text: "id: " in text, 5)
        time.sleep(1)
        began = time.monotonic()
        status = at.stop(stopped)
        took = time.monotonic() - began
        check("a server that is asked to stop ends with 0", status == 0, status)
        check("within twelve seconds", took < 12, took)
        ended = [stream for stream in (first, second) if stream.wait_for_end(1)]
        check("and ends its streams, not the other's", len(ended) == 1, len(ended))
        time.sleep(3)
        before = dict(at.answered())
        at.start(stopped)
        check("it comes back", at.ready(stopped), at.log(stopped))
        time.sleep(3)
    the_traffic(traffic, began)
    after = at.answered()
    check("and it is used again", after[stopped] > before[stopped] and after[other] > before[other], (before, after))
    resumed = ended[0].resumes_at() if ended else "0"
    made = call(at.replica(other), "POST", "/api/v1/subscriptions", subscription("resumed"), token).json["id"]
    with listen(at.proxy, token, resumed) as stream:
        check("a stream goes on where it broke off", stream.wait(lambda text: made in text, 5) is not None, stream.text[-200:])


def the_traffic(traffic: Traffic, stopped_at: float) -> None:
    """A server that stops drops what it has accepted and not begun. The proxy sends that again if it reads; a change that
    is caught there is a 502, and its caller's to repeat (deploy/README.md). Of three callers each has one on its way."""

    def is_caught(when: float, method: str, seen: str) -> bool:
        return method != "GET" and ": 502 " in seen and 0 < when - stopped_at < 1

    reads = traffic.sent["GET"]
    changes = sum(traffic.sent.values()) - reads
    failed_reads = [wrong for wrong in traffic.wrong if wrong[1] == "GET"]
    check(f"none of {reads} requests that read failed meanwhile", reads and not failed_reads, failed_reads[:5])
    caught = [wrong for wrong in traffic.wrong if is_caught(*wrong)]
    others = [wrong for wrong in traffic.wrong if wrong not in caught and wrong not in failed_reads]
    told = f", but for {len(caught)} that the stop caught" if caught else ""
    check(f"none of {changes} that change something did{told}", changes and not others and len(caught) <= 3, (caught, others[:5]))


def both_stop(at: Installation) -> None:
    codes = [at.stop(name) for name in REPLICAS]
    answers = [call(at.proxy, method, "/api/v1/me", {} if method == "POST" else None).status for method in ("GET", "POST", "DELETE")]
    check("both stopped: 502 or 503", codes == [0, 0] and set(answers) <= {502, 503}, answers)


def nothing_twice(at: Installation) -> None:
    """In the servers' places, others that take a request and close the connection, as a server that dies would."""
    with stub(at.port(REPLICAS[0])) as one, stub(at.port(REPLICAS[1])) as two:
        seen = {}
        for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
            at.stop("proxy")  # which has noted who is away
            at.start_proxy()
            one.clear()
            two.clear()
            status = call(at.proxy, method, "/api/v1/me", None if method == "GET" else {}).status
            seen[method] = (status, len(one) + len(two))
        wanted = {method: (502, 2 if method == "GET" else 1) for method in seen}
        check("what was broken off is sent again if it only reads, and never if it changes something", seen == wanted, seen)


def main() -> None:
    the_files()
    with Installation() as at:
        done = at.run("nginx", "-t", "-q", "-c", str(at.nginx_conf))
        check("nginx -t", done.returncode == 0, done.stderr)
        the_unit(at)
        the_caddyfile(at)
        for name in REPLICAS:
            at.start(name)
        for name in REPLICAS:
            check(f"{name} starts with the environment of compose.yaml, and its health check says so", at.ready(name), at.log(name))
        at.start_proxy()
        the_page(at)
        token = the_way_in(at)
        both_are_one(at, token)
        the_caller(at, token)
        the_rest_of_the_proxy(at, token)
        the_stream(at, token)
        one_stops(at, token)
        both_stop(at)
        nothing_twice(at)


if __name__ == "__main__":
    run(main, trace="DEPLOY_TRACE" in os.environ)
