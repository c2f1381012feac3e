"""The demo's made-up test: loaded once, and worth looking at."""

import pytest
from django.core.management import call_command
from django.test import Client

from smallfavor.appeals.actions.load_sample import load_sample_appeals
from smallfavor.appeals.models import Appeal
from smallfavor.core.clock import utcnow
from smallfavor.insight.results.found import found_for
from smallfavor.insight.results.sample import SLUG, load_sample_results
from smallfavor.insight.results.words import headlines
from smallfavor.payments.models import Payment
from smallfavor.payments.queries.invariants import all_faults

pytestmark = pytest.mark.django_db


def test_the_sample_is_loaded_once_has_an_answer_and_breaks_no_rule_of_the_books(editor: Client) -> None:
    now = utcnow()
    load_sample_appeals(now=now)
    made = load_sample_results(now=now)
    assert made == Payment.objects.filter(appeal=SLUG).count() > 500
    assert load_sample_results(now=now) == 0
    appeal = Appeal.objects.get(slug=SLUG)
    found = found_for(appeal, test=appeal.tests.get(), now=now)
    assert "earns between" in headlines(found)[0].text
    assert found.check is not None and not found.check.alarm
    assert all_faults(now=now) == []
    assert "“open-to-all” earns between" in editor.get(f"/desk/results/plea/{SLUG}/").content.decode()


def test_a_paper_that_has_readers_of_its_own_gets_none_made_up(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_sample_results")
    assert "nothing to load" in capsys.readouterr().out
    assert not Payment.objects.exists()
