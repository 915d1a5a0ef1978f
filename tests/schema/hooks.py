"""What Schemathesis can't take from the contract: values that are right only for this account at this time. Each stands in for what was
generated only where that is valid, so that the wrong values stay wrong."""

import itertools
import json
import os
from pathlib import Path

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

ROLE, PASSWORD, MEMBER = (os.environ[f"TESTER_{name}"] for name in ("ROLE", "PASSWORD", "MEMBER"))
THINGS = {"": [], **json.loads(Path(os.environ["DATA_DIR"], "things.json").read_text())}
NOBODY = "00000000-0000-7000-8000-000000000000"
FILE = "product,company_name,seats,customer_edits_signatures,locale\ngoogle_workspace,De Vries B.V.,3,false,nl\n"
PEOPLE = "email,display_name\nnoor@customer.example,Noor Janssens\n"
fresh = itertools.count(1)


def is_valid(case, location: ParameterLocation) -> bool:
    component = case.meta.components.get(location) or case.meta.generation
    return component.mode.is_positive


def existing(path: str) -> list[dict]:
    """What the seed made, as the parameters of a path."""
    found = (template for template in THINGS if path == template or path.startswith(template + "/"))
    return THINGS[max(found, key=len, default="")]


@schemathesis.serializer("text/csv")
def as_it_is(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.label
    if case.meta is None:
        return
    things = existing(case.operation.path)
    is_linked = case.meta.phase.name == TestPhase.STATEFUL
    if things and not is_linked and is_valid(case, ParameterLocation.PATH) and (number := next(fresh)) % 4:
        # Made-up ids name nothing: three of four requests are for something that is there.
        case.path_parameters = {**(case.path_parameters or {}), **things[number % len(things)]}
    if case.method in ("PATCH", "DELETE") and MEMBER in (case.path_parameters or {}).values():
        # Without its own role the tester would see only refusals from here on.
        case.path_parameters = {name: NOBODY if value == MEMBER else value for name, value in case.path_parameters.items()}
    if is_valid(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        # The tester's present password; others count as wrong sign-ins, and lock the account. It stays the same, for the next sign-in.
        if operation == "POST /api/v1/me/password":
            case.body = {"current": PASSWORD, "new": PASSWORD}
        if operation in ("POST /api/v1/me/email", "POST /api/v1/me/two-factor/begin", "POST /api/v1/me/two-factor/end"):
            case.body = {**case.body, "password": PASSWORD}
        # An instant that is yet to come.
        if operation == "POST /api/v1/reseller/api-keys" and case.body.get("expires_at"):
            case.body = {**case.body, "expires_at": "2099-12-31T00:00:00Z"}
        # A contact is needed unless the customer has people already.
        if operation == "PATCH /api/v1/subscriptions/{id}" and case.body.get("customer_edits_signatures"):
            case.body = {"contact": {"full_name": "Edda Editor", "email": "edda@customer.example"}, **case.body}
        # A term goes with a plan, and a trial's plan with a term.
        amends = operation in ("PATCH /api/v1/subscriptions/{id}", "POST /api/v1/subscriptions/{id}/preview")
        if amends and not (case.body.get("plan") and case.body.get("term")):
            case.body = {name: value for name, value in case.body.items() if name not in ("plan", "term") or (name == "plan" and value is None)}
        if operation == "POST /api/v1/subscriptions/{id}/reactivate" and (case.body.get("plan") or case.body.get("term")):
            case.body = {"plan": "pro", "term": "annual", **{name: value for name, value in case.body.items() if value}}
        # What a domain's name must be no pattern can say; each stands there once.
        if operation == "POST /api/v1/subscriptions/{id}/domains":
            case.body = {**case.body, "name": f"fresh-{next(fresh)}.example"}
        # An address stands once in a directory.
        if operation == "POST /api/v1/subscriptions/{id}/directory/people" and "email" in case.body:
            case.body = {**case.body, "email": f"fresh-{next(fresh)}@customer.example"}
        if operation == "PATCH /api/v1/subscriptions/{id}/directory/people/{person_id}" and "email" in case.body:
            case.body = {**case.body, "email": f"fresh-{next(fresh)}@customer.example"}
        # Which modes there are depends on the product; these are every product's.
        if operation == "PUT /api/v1/subscriptions/{id}/connection/modes/{mode}" and is_valid(case, ParameterLocation.PATH):
            mode = case.path_parameters["mode"]
            case.path_parameters = {**case.path_parameters, "mode": "server_side" if mode == "exchange_on_premises" else mode}
        # What a key file must be no pattern can say, nor how long the part of an address before its @ is.
        if operation == "PUT /api/v1/subscriptions/{id}/connection/service-account":
            case.body = {**case.body, "administrator": "admin@customer.example"}
            if isinstance(case.body.get("key"), str):
                case.body = {**case.body, "key": None}
        # A view's query string is read by the rules of its list, which no pattern can say.
        if case.operation.path.startswith("/api/v1/me/views") and "query" in case.body:
            case.body = {**case.body, "query": "status=trial&sort=-seats"}
    if operation == "POST /api/v1/subscriptions/{id}/directory/people/import" and is_valid(case, ParameterLocation.BODY):
        case.body = PEOPLE
    if operation == "POST /api/v1/subscriptions/import":
        if is_valid(case, ParameterLocation.BODY):
            # To the contract a file is any text; what its rows must be, the server's own tests try.
            case.body = FILE
        if is_valid(case, ParameterLocation.QUERY) and case.query:
            # Where rows are created the terms must be accepted, which no schema of single parameters can say.
            case.query = {**case.query, "terms_accepted": "true"}
    if is_valid(case, ParameterLocation.HEADER) and "Idempotency-Key" in (case.headers or {}):
        # A key that was used with another body is refused.
        case.headers["Idempotency-Key"] = f"key-{next(fresh)}"
    if is_valid(case, ParameterLocation.QUERY) and "cursor" in (case.query or {}):
        # A cursor that the list did not give out is refused; that whole lists can be read page by page, the clients' journeys show.
        del case.query["cursor"]
    if is_valid(case, ParameterLocation.QUERY) and ROLE.startswith("customer_") and operation == "GET /api/v1/subscriptions" and case.query:
        # Customers' people see nothing of payments, and so can't ask for it either.
        case.query.pop("payment_due_within", None)
        if str(case.query.get("sort")).endswith("next_payment_date"):
            del case.query["sort"]
