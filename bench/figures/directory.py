"""Measures the synchronisation of a directory of 10,000 people from a stand-in of Microsoft's interfaces on loopback: how long it
takes, and the server's memory meanwhile."""

import json
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from countersign import OWNER, SERVER, environment
from processes import free_port, resident_mb, running
from table import Table

TENANT = "fa00d692-e9c7-4460-a743-29f2956fd429"
PEOPLE, GROUPS, PAGE = 10_000, 200, 999


def person(number: int) -> dict:
    name = f"Person {number}"
    return {
        "id": f"person-{number}", "displayName": name, "mail": f"person-{number}@mercier.example", "jobTitle": "Baker",
        "department": f"Oven {number % 40}", "businessPhones": ["+32 2 555 01 10"], "accountEnabled": True, "userType": "Member",
    }


def group(number: int) -> dict:
    """Fifty people each, and every tenth group holds the nine before it."""
    members = [{"@odata.type": "#microsoft.graph.user", "id": f"person-{number * 50 + place}"} for place in range(50)]
    inner = range(number - 9, number) if number % 10 == 9 else ()
    members += [{"@odata.type": "#microsoft.graph.group", "id": f"group-{one}"} for one in inner]
    return {"id": f"group-{number}", "displayName": f"Group {number}", "members@delta": members}


class Microsoft(BaseHTTPRequestHandler):
    """What the documentation says of client credentials, `organization`, `domains` and delta queries."""

    things = {"users": [person(number) for number in range(PEOPLE)], "groups": [group(number) for number in range(GROUPS)]}

    def answer(self, body: dict):
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"token_type": "Bearer", "expires_in": 3599, "access_token": "token"})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        kind, query = url.path.split("/")[2], dict(urllib.parse.parse_qsl(url.query))
        if kind == "organization":
            return self.answer({"value": [{"id": TENANT, "displayName": "Boulangerie Mercier et Fils"}]})
        if kind == "domains":
            return self.answer({"value": []})
        base, begin = f"http://{self.headers['Host']}{url.path}", int(query.get("$skiptoken", 0))
        # The changes after the first round are none.
        page = [] if "$deltatoken" in query else self.things[kind][begin : begin + PAGE]
        end = begin + len(page)
        more = page and end < len(self.things[kind])
        link = {"@odata.nextLink": f"{base}?$skiptoken={end}"} if more else {"@odata.deltaLink": f"{base}?$deltatoken=x"}
        return self.answer({"value": page} | link)

    def log_message(self, *_):
        pass


def measure(table: Table):
    told = synchronise()
    table.add("", f"{PEOPLE:,} people and {GROUPS} groups from a platform", f"{told['seconds']:.1f} s")
    table.add("", "memory meanwhile", f"{told['mb_before']:.0f} to {told['mb']:.0f} MB")
    table.add("", "the same directory, nothing new", f"{told['again_seconds'] * 1000:.0f} ms")


def synchronise() -> dict:
    """Seconds and megabytes of a first synchronisation, and seconds of one that finds nothing new."""
    microsoft = ThreadingHTTPServer(("127.0.0.1", 0), Microsoft)
    threading.Thread(target=microsoft.serve_forever, daemon=True).start()
    there = f"http://127.0.0.1:{microsoft.server_port}"
    with tempfile.TemporaryDirectory(prefix="countersign-bench.") as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        env = environment(Path(folder), f"sqlite:{folder}/countersign.db") | {
            "COUNTERSIGN_LISTEN": f"127.0.0.1:{port}", "COUNTERSIGN_SETUP_CODE": "a-setup-code-of-the-bench",
            "COUNTERSIGN_MICROSOFT_LOGIN_URL": there, "COUNTERSIGN_MICROSOFT_GRAPH_URL": there,
            "COUNTERSIGN_MICROSOFT_CLIENT_ID": TENANT, "COUNTERSIGN_MICROSOFT_CLIENT_SECRET": "secret",
        }
        token = ""

        def call(method: str, path: str, body: dict | None = None) -> dict:
            headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
            data = None if body is None else json.dumps(body).encode()
            with urllib.request.urlopen(urllib.request.Request(f"{base}/api/v1{path}", data, headers, method=method)) as answer:
                return json.load(answer)

        with running([SERVER], f"{base}/readyz", env=env) as (process, _):
            owner = OWNER | {"full_name": "Olga Ostrova"}
            token = call("POST", "/setup", {"setup_code": env["COUNTERSIGN_SETUP_CODE"], "reseller_name": "Northwind IT"} | owner)["access_token"]
            made = {"product": "microsoft_365", "company_name": "Mercier", "seats": PEOPLE, "customer_edits_signatures": False, "locale": "fr"}
            path = f"/subscriptions/{call('POST', '/subscriptions', made | {'terms_accepted': True})['id']}/connection"
            call("PUT", f"{path}/modes/server_side", {"enabled": True})
            url = urllib.parse.urlsplit(call("POST", f"{path}/consent", {})["url"])
            state = dict(urllib.parse.parse_qsl(url.query))["state"]
            before, began = resident_mb(process.pid), time.perf_counter()
            call("POST", "/connections/microsoft/consent", {"state": state, "tenant": TENANT, "admin_consent": "True"})

            def wait() -> tuple[float, float, dict]:
                most = 0.0
                while True:
                    sync, most = call("GET", f"{path}/sync"), max(most, resident_mb(process.pid))
                    if sync["state"] in ("done", "failed"):
                        return time.perf_counter() - began, most, sync
                    time.sleep(0.02)

            seconds, most, sync = wait()
            if (sync["state"], sync["added"], sync["groups"]) != ("done", PEOPLE, GROUPS):
                raise SystemExit(f"the directory was not read: {sync}")
            began = time.perf_counter()
            call("POST", f"{path}/sync", {})
            again, _, _ = wait()
    microsoft.shutdown()
    return {"seconds": seconds, "mb_before": before, "mb": most, "again_seconds": again}

