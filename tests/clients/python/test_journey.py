"""A program in Python that works with Countersign, by a client that is generated from openapi.yaml: with an API key that the owner makes
for it, it creates subscriptions, reads a whole list, invites a person, and understands a refusal."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "generated"))

from countersign_client import AuthenticatedClient, Client, models  # noqa: E402
from countersign_client.api.account import get_me  # noqa: E402
from countersign_client.api.api_keys import create_api_key  # noqa: E402
from countersign_client.api.auth import login  # noqa: E402
from countersign_client.api.events import list_events  # noqa: E402
from countersign_client.api.invites import create_invite, list_invites  # noqa: E402
from countersign_client.api.reseller import get_reseller  # noqa: E402
from countersign_client.api.subscriptions import (  # noqa: E402
    change_subscription,
    create_subscription,
    get_subscription,
    list_subscriptions,
)

BASE_URL, EMAIL, PASSWORD = (os.environ[name] for name in ("BASE_URL", "EMAIL", "PASSWORD"))


@pytest.fixture(scope="module")
def client() -> AuthenticatedClient:
    answer = login.sync(client=Client(base_url=BASE_URL), body=models.Login(email=EMAIL, password=PASSWORD))
    assert isinstance(answer, models.SignedIn), answer
    wanted = models.CreateApiKey(name="Journey in Python", scopes=[models.ApiKeyScope.WRITE, models.ApiKeyScope.BILLING])
    made = create_api_key.sync(client=AuthenticatedClient(base_url=BASE_URL, token=answer.access_token), body=wanted)
    assert isinstance(made, models.NewApiKey), made
    return AuthenticatedClient(base_url=BASE_URL, token=made.key)


def wanted(company_name: str, seats: int = 25) -> models.CreateSubscription:
    return models.CreateSubscription(
        product=models.Product.MICROSOFT_365,
        company_name=company_name,
        seats=seats,
        customer_edits_signatures=True,
        contact=models.Contact(full_name="Camille Mercier", email="camille@mercier.example"),
        locale=models.Locale.FR,
        terms_accepted=True,
    )


@pytest.fixture(scope="module")
def subscription(client: AuthenticatedClient) -> models.Subscription:
    body = wanted("Boulangerie Mercier et Fils")
    answers = [create_subscription.sync(client=client, body=body, idempotency_key="journey-1") for _ in range(2)]
    assert all(isinstance(answer, models.Subscription) for answer in answers), answers
    assert answers[0].id == answers[1].id, "sent twice, created once"
    return answers[0]


def test_the_reseller_whose_key_it_is_and_nothing_of_a_person(client: AuthenticatedClient) -> None:
    reseller = get_reseller.sync(client=client)
    assert isinstance(reseller, models.Reseller), reseller
    assert reseller.email == EMAIL
    refused = get_me.sync(client=client)
    assert isinstance(refused, models.Problem), refused
    assert (refused.status, refused.code) == (403, "forbidden")


def test_a_subscription_begins_with_its_trial(subscription: models.Subscription) -> None:
    assert subscription.status == "trial"
    assert subscription.trial.days_left == 14


def test_every_page_of_a_list_by_its_cursors(client: AuthenticatedClient, subscription: models.Subscription) -> None:
    for n in range(1, 5):
        create_subscription.sync(client=client, body=wanted(f"Customer {n}"))
    ids, pages, more = set(), 0, {}
    while pages == 0 or more:
        page = list_subscriptions.sync(client=client, limit=2, sort=models.ListSubscriptionsSort.COMPANY_NAME, **more)
        assert not isinstance(page, models.Problem), page
        assert page.total == 5
        ids |= {item.id for item in page.items}
        pages += 1
        more = {"cursor": page.next_cursor} if page.next_cursor else {}
    assert (len(ids), pages) == (5, 3)
    assert subscription.id in ids


def test_a_change_that_comes_too_late(client: AuthenticatedClient, subscription: models.Subscription) -> None:
    etag = get_subscription.sync_detailed(subscription.id, client=client).headers["ETag"]
    change = lambda seats: change_subscription.sync(  # noqa: E731
        subscription.id, client=client, body=models.ChangeSubscription(seats=seats), if_match=etag
    )
    assert change(30).seats == 30
    late = change(40)
    assert isinstance(late, models.Problem), late
    assert (late.status, late.code) == (412, "stale_version")


def test_a_person_is_invited(client: AuthenticatedClient, subscription: models.Subscription) -> None:
    body = models.InviteMember(
        full_name="Nadia Mercier", email="nadia@mercier.example", role=models.SubscriptionRole.EDITOR, locale=models.Locale.FR
    )
    invite = create_invite.sync(subscription.id, client=client, body=body)
    assert isinstance(invite, models.Invite), invite
    assert invite.state == "pending"
    invites = list_invites.sync(subscription.id, client=client)
    assert {item.email for item in invites.items} == {"camille@mercier.example", "nadia@mercier.example"}


def test_what_the_program_did_stands_under_its_name(client: AuthenticatedClient, subscription: models.Subscription) -> None:
    actors = {(event.actor.kind, event.actor.name) for event in list_events.sync(client=client).items}
    assert ("api_key", "Journey in Python") in actors


def test_a_refusal_names_every_wrong_field(client: AuthenticatedClient) -> None:
    answer = create_subscription.sync_detailed(client=client, body=wanted("", seats=0))
    assert answer.status_code == 422
    assert isinstance(answer.parsed, models.Problem), answer.content
    assert answer.parsed.code == "invalid_fields"
    assert {field.pointer for field in answer.parsed.errors} == {"/company_name", "/seats"}


def test_what_is_not_there_is_a_404_with_a_code(client: AuthenticatedClient) -> None:
    answer = get_subscription.sync("00000000-0000-7000-8000-000000000000", client=client)
    assert isinstance(answer, models.Problem), answer
    assert (answer.status, answer.code) == (404, "not_found")
