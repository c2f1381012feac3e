"""`rotate-keys`: after the installation's key was changed."""

from datetime import UTC, datetime
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from smallfavor.core.sealing import SealBroken
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.actions.rotate_keys import rotate_keys
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import contact_of, find_by_email

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings: SimpleNamespace) -> list[Supporter]:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "first key", []
    return [enrol_supporter(email=f"reader{n}@example.org", name="Anna", language="en", now=NOW) for n in range(3)]


def test_while_the_key_is_being_changed_everybody_is_still_found(
    people: list[Supporter], settings: SimpleNamespace
) -> None:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "second key", ["first key"]
    assert find_by_email("reader1@example.org") == people[1]
    assert enrol_supporter(email="reader1@example.org", language="en", now=NOW) == people[1]
    contact = contact_of(people[1])
    assert contact is not None and contact.email == "reader1@example.org"


def test_after_rotating_the_old_key_is_not_needed(people: list[Supporter], settings: SimpleNamespace) -> None:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "second key", ["first key"]
    out = StringIO()
    call_command("rotate-keys", stdout=out)
    assert "3 keys wrapped anew" in out.getvalue()
    settings.INSTALLATION_KEY_FALLBACKS = []
    for number, supporter in enumerate(people):
        found = find_by_email(f"reader{number}@example.org")
        contact = contact_of(supporter)
        assert found == supporter and contact is not None and contact.email == f"reader{number}@example.org"


def test_rotating_again_changes_nothing(people: list[Supporter], settings: SimpleNamespace) -> None:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "second key", ["first key"]
    rotate_keys()
    before = list(Supporter.objects.values_list("email_lookup", "email_sealed").order_by("pk"))
    assert rotate_keys().rewrapped == 0
    assert list(Supporter.objects.values_list("email_lookup", "email_sealed").order_by("pk")) == before


def test_a_lost_installation_key_is_an_error_and_not_an_erasure(
    people: list[Supporter], settings: SimpleNamespace
) -> None:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "second key", []
    with pytest.raises(SealBroken):
        contact_of(people[0])
    with pytest.raises(SealBroken):
        rotate_keys()
