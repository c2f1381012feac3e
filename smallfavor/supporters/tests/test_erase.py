"""Erasing a person: every app forgets, the key is destroyed, a restore is erased again."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from smallfavor.supporters import privacy
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.actions.erase import erase_supporter, replay_erasures
from smallfavor.supporters.actions.mail_manage_link import mail_manage_link
from smallfavor.supporters.models import Erasure, LinkRequest, Supporter, SupporterKey
from smallfavor.supporters.queries import contact_of, find_by_email
from smallfavor.supporters.queries.export import export_supporter

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def anna(db: None) -> Supporter:
    return enrol_supporter(email="anna@example.org", name="Anna", language="en", country="LV", now=NOW)


def test_an_erased_person_can_not_be_found_or_read(anna: Supporter) -> None:
    mail_manage_link("anna@example.org", language="en", now=NOW)
    erase_supporter(anna, now=NOW)
    anna.refresh_from_db()
    assert contact_of(anna) is None and find_by_email("anna@example.org") is None
    assert (anna.email_lookup, anna.email_sealed, anna.name_sealed, anna.country) == (None, None, None, "")
    assert anna.erased_at == NOW
    assert not SupporterKey.objects.exists() and not LinkRequest.objects.exists()


def test_erasing_twice_changes_nothing(anna: Supporter) -> None:
    erase_supporter(anna, now=NOW)
    erase_supporter(anna, now=datetime(2027, 1, 1, tzinfo=UTC))
    anna.refresh_from_db()
    assert anna.erased_at == NOW and Erasure.objects.get().erased_at == NOW


def test_the_same_address_later_is_a_new_person(anna: Supporter) -> None:
    erase_supporter(anna, now=NOW)
    assert enrol_supporter(email="anna@example.org", language="en", now=NOW) != anna


def test_a_restore_is_erased_again(anna: Supporter) -> None:
    before = Supporter.objects.values().get()
    erase_supporter(anna, now=NOW)
    Supporter.objects.filter(pk=anna.pk).update(**{name: before[name] for name in ("email_lookup", "email_sealed")})
    Supporter.objects.update(erased_at=None)
    out = StringIO()
    call_command("replay-erasures", stdout=out)
    assert out.getvalue().startswith("1 people had come back")
    assert replay_erasures(now=NOW) == 0
    assert find_by_email("anna@example.org") is None


def test_nothing_is_erased_when_one_app_can_not(anna: Supporter, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(supporter: Supporter, now: datetime) -> list[str]:
        raise RuntimeError("a pledge could not be ended")

    monkeypatch.setattr(privacy, "_holders", dict(privacy._holders))
    privacy.register("zz_last", export=lambda supporter: {}, erase=refuse)
    with pytest.raises(RuntimeError):
        erase_supporter(anna, now=NOW)
    assert contact_of(anna) is not None


def test_what_the_law_keeps_is_told(anna: Supporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_holders", dict(privacy._holders))
    privacy.register("books", export=lambda supporter: {}, erase=lambda supporter, now: ["Amounts and dates stay."])
    assert "Amounts and dates stay." in erase_supporter(anna, now=NOW).kept


def test_an_export_has_the_contact_in_clear_and_each_apps_part(anna: Supporter) -> None:
    exported = export_supporter(anna)
    assert exported["supporters"]["address"] == "anna@example.org"  # type: ignore[index]
    assert set(exported) == {holder.app_label for holder in privacy.holders()}


def test_every_app_that_points_at_a_person_is_registered() -> None:
    """Directly or through another of its rows; whoever adds a model is told here."""
    about_people = {Supporter}
    grown = True
    while grown:
        found = {
            model
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey) and field.related_model in about_people
        } | about_people
        grown, about_people = found != about_people, found
    registered = {holder.app_label for holder in privacy.holders()}
    assert {model._meta.app_label for model in about_people} <= registered


def test_the_keyring_stands_in_a_schema_of_its_own_and_nothing_refers_to_it(anna: Supporter) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'keyring' ORDER BY 1")
        assert [row[0] for row in cursor.fetchall()] == ["erasure", "supporter_key"]
        cursor.execute(
            "SELECT count(*) FROM pg_constraint c JOIN pg_class t ON t.oid IN (c.conrelid, c.confrelid)"
            " JOIN pg_namespace n ON n.oid = t.relnamespace WHERE c.contype = 'f' AND n.nspname = 'keyring'"
        )
        assert cursor.fetchone() == (0,)
