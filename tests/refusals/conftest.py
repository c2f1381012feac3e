"""Two readers with a pledge each, at a real sandbox, so that there is something to change."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from smallfavor.payments.models import Pledge
from smallfavor.supporters.links import manage_url

Form = dict[str, str]


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def good_form(**changed: str) -> Form:
    """A form that would be taken."""
    fields = {
        "interval": "monthly",
        "amount": "2",
        "currency": "USD",
        "email": "anna@example.org",
        "method": "card",
        "request_key": make_form_token("support", now=utcnow()),
    }
    return fields | changed


@dataclass(frozen=True)
class Two:
    """Anna and Boris; each has one pledge that has begun."""

    anna: Pledge
    boris: Pledge

    def page(self, holder: Pledge, what: str, pledge: Pledge) -> str:
        return f"{path(manage_url(holder.supporter))}{what}/{pledge.uuid}/"


def path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def two(client: Client, sandbox: RunningSandbox, give: Callable[..., Pledge]) -> Two:
    return Two(give(email="anna@example.org"), give(email="boris@example.org"))


@pytest.fixture
def give(client: Client, sandbox: RunningSandbox) -> Callable[..., Pledge]:
    """Through the form and the hosted page; the pledge that began."""

    def through(**fields: str) -> Pledge:
        hosted = client.post("/support/?lang=en", good_form(**fields))["Location"]
        client.post(path(sandbox.pay(hosted)))
        return Pledge.objects.latest("id")

    return through
