"""Fills the server that scripts/with-server.sh started, for one role that Schemathesis then takes: subscriptions in several states,
people and invites of a customer and of the reseller's team. It prints the account to sign in with, or the API key, as shell assignments, and writes the
ids of what it made to things.json in the data folder, for tests/schema/hooks.py."""

import json
import os
import re
import sys
import time
import urllib.request
from email import policy
from email.parser import BytesParser
from pathlib import Path

BASE_URL, DATA_DIR = os.environ["BASE_URL"], Path(os.environ["DATA_DIR"])
PASSWORD = "copper-lantern-fjord-58"


def call(method: str, path: str, body: dict | None = None, token: str | None = None) -> dict:
    request = urllib.request.Request(f"{BASE_URL}/api/v1{path}", method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, json.dumps(body).encode() if body is not None else None) as answer:
        text = answer.read()
    return json.loads(text) if text else {}


def invite_token(address: str) -> str:
    """The token of the newest mail to an address; mails are sent by a worker, so one may have to wait for it."""
    for _ in range(100):
        for path in sorted((DATA_DIR / "mail").glob("*.eml"), reverse=True):
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            found = re.search(r"/invites/accept#([\w-]+)", mail.get_body(("plain",)).get_content())
            if found and address in mail["To"]:
                return found[1]
        time.sleep(0.1)
    sys.exit(f"no invite was mailed to {address}")


def accept(address: str) -> None:
    call("POST", "/invites/accept", {"token": invite_token(address), "full_name": "Sam Tester", "password": PASSWORD})


def colleague(role: str, address: str, token: str) -> None:
    call("POST", "/reseller/invites", {"full_name": "Sam Tester", "email": address, "role": role, "locale": "en"}, token)
    accept(address)


def customer(name: str, contact: str, token: str) -> str:
    body = {
        "product": "google_workspace",
        "company_name": name,
        "seats": 12,
        "customer_edits_signatures": True,
        "contact": {"full_name": "Camille Mercier", "email": contact},
        "locale": "fr",
        "terms_accepted": True,
    }
    return call("POST", "/subscriptions", body, token)["id"]


def note_things(subscriptions: list[str], token: str) -> None:
    def nested(path: str, name: str, parameters: dict) -> list[dict]:
        items = call("GET", f"{path}?limit=200".format(**parameters), token=token)["items"]
        return [{**parameters, name: item["id"]} for item in items]

    things = {"/subscriptions/{id}": [{"id": subscription} for subscription in subscriptions]}
    for path, name in (("/subscriptions/{id}/members", "member_id"), ("/subscriptions/{id}/invites", "invite_id"), ("/subscriptions/{id}/domains", "domain_id"), ("/subscriptions/{id}/directory/people", "person_id")):
        things[f"{path}/{{{name}}}"] = [row for parameters in things["/subscriptions/{id}"] for row in nested(path, name, parameters)]
    for path in ("/reseller/members", "/reseller/invites", "/reseller/api-keys"):
        things[f"{path}/{{id}}"] = nested(path, "id", {})
    (DATA_DIR / "things.json").write_text(json.dumps({f"/api/v1{path}": rows for path, rows in things.items()}))


def membership(list_of_members: str, address: str, token: str) -> str:
    members = call("GET", f"{list_of_members}?limit=200", token=token)["items"]
    return next(member["id"] for member in members if member["email"] == address)


def api_key(name: str, token: str) -> dict:
    return call("POST", "/reseller/api-keys", {"name": name, "scopes": ["read", "write", "billing"]}, token)


def seed(role: str) -> tuple[str, str, str]:
    """Gives the address and the membership of the account that has the role; for a program its key."""
    login = {"email": os.environ["EMAIL"], "password": os.environ["PASSWORD"]}
    token = call("POST", "/auth/login", login)["access_token"]
    first, second, third = (customer(f"Customer {n}", f"admin{n}@customer.example", token) for n in (1, 2, 3))
    accept("admin1@customer.example")
    for subscription, name in ((first, "editor"), (second, "late"), (third, "late")):
        guest = {"full_name": "Edda Editor", "email": f"{name}@customer.example", "role": "editor", "locale": "de"}
        call("POST", f"/subscriptions/{subscription}/invites", guest, token)
    accept("editor@customer.example")
    for subscription in (first, second):
        call("POST", f"/subscriptions/{subscription}/domains", {"name": "customer.example"}, token)
        call("POST", f"/subscriptions/{subscription}/directory/people", {"email": "noor@customer.example", "display_name": "Noor"}, token)
    call("POST", f"/subscriptions/{second}/activate", {"plan": "standard", "term": "annual"}, token)
    call("POST", f"/subscriptions/{third}/trial/end", {"reason": "Chose another product"}, token)
    call("POST", "/reseller/invites", {"full_name": "Bo Late", "email": "bo@reseller.example", "role": "support", "locale": "nl"}, token)
    colleague("admin", "ada@reseller.example", token)
    api_key("CRM sync", token)
    note_things([first, second, third], token)
    if role in ("customer_admin", "customer_editor"):
        address = "admin1@customer.example" if role == "customer_admin" else "editor@customer.example"
        return address, membership(f"/subscriptions/{first}/members", address, token), ""
    if role == "api_key":
        return "", "", api_key("Tester", token)["key"]
    # Not the account of the contract's examples, which is locked for a while by wrong passwords.
    address = "tester@reseller.example"
    colleague("support" if role == "anonymous" else role, address, token)
    return address, membership("/reseller/members", address, token), ""


if __name__ == "__main__":
    email, member, key = seed(sys.argv[1])
    print(f"TESTER_ROLE={sys.argv[1]} TESTER_EMAIL={email} TESTER_MEMBER={member} TESTER_KEY={key} TESTER_PASSWORD={PASSWORD}")
