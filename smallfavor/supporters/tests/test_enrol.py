"""Enrolling finds or makes the supporter of an address, sealed."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.queries import contact_of, find_by_email
from smallfavor.supporters.rules.address import AddressInvalid

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_one_address_is_one_supporter_however_it_is_written() -> None:
    first = enrol_supporter(email="Anna@Bücher.example", name="Anna", language="en", now=NOW)
    for spelling in (
        "anna@bücher.example",
        " anna@BÜCHER.example ",
        "anna@xn--bcher-kva.example",
        "anna@bu\u0308cher.example",
    ):
        assert enrol_supporter(email=spelling, language="ru", now=NOW) == first
    assert Supporter.objects.count() == 1


def test_the_contact_opens_as_it_was_typed() -> None:
    supporter = enrol_supporter(email=" Anna@Example.org ", name=" Anna \r\n Bcc: x ", language="en", now=NOW)
    contact = contact_of(supporter)
    assert contact is not None
    assert (contact.email, contact.name) == ("Anna@Example.org", "Anna Bcc: x")


def test_a_later_stranger_changes_neither_address_nor_name() -> None:
    enrol_supporter(email="anna@example.org", name="Anna", language="en", now=NOW)
    again = enrol_supporter(email="ANNA@example.org", name="Mallory", language="en", now=NOW)
    contact = contact_of(again)
    assert contact is not None
    assert (contact.email, contact.name) == ("anna@example.org", "Anna")


def test_a_name_is_taken_over_where_there_was_none() -> None:
    enrol_supporter(email="anna@example.org", language="en", now=NOW)
    supporter = enrol_supporter(email="anna@example.org", name="Anna", language="en", now=NOW)
    contact = contact_of(supporter)
    assert contact is not None and contact.name == "Anna"


def test_a_lost_key_gives_no_contact_and_enrolling_seals_anew() -> None:
    supporter = enrol_supporter(email="anna@example.org", name="Anna", language="en", now=NOW)
    SupporterKey.objects.all().delete()
    assert contact_of(supporter) is None
    again = enrol_supporter(email="anna@example.org", language="en", now=NOW)
    contact = contact_of(again)
    assert again == supporter
    assert contact is not None and contact.email == "anna@example.org"


def test_a_known_and_a_new_address_take_the_same_steps() -> None:
    steps = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            enrol_supporter(email="anna@example.org", language="en", now=NOW)
        steps.append([query["sql"].split()[0] for query in queries])
    assert steps[0] == steps[1]


@pytest.mark.parametrize(
    "text", ["", "anna", "anna@", "@example.org", "a b@example.org", "anna@example", "anna@exa mple.org",
             "anna@example.org\nBcc: x@example.org", "anna@example..org", "a" * 250 + "@example.org",
             "\"a\"@example.org",
             "anna@example.org,eve@example.org", "анна@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressInvalid):
        enrol_supporter(email=text, language="en", now=NOW)
    assert find_by_email(text) is None
