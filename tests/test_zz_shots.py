"""screens"""
import os
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from smallfavor.insight.tests.rows import account, paid  # noqa
from smallfavor.core.clock import utcnow, add_months
from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine
from smallfavor.ledger.actions.correct import propose_correction
from smallfavor.ledger.actions.load_rates import load_rates
from smallfavor.ledger.actions.close_month import close_month
from smallfavor.ledger.queries import month_to_close
from smallfavor.ledger.rules.rate_file import DayRate
from smallfavor.payments.models import ProviderObject, Payment
from smallfavor.payments.actions.issue_receipts import issue_receipts
from smallfavor.supporters.links import manage_url
from tests.browser import PHONE, DESKTOP

def test_shots(paper_site, open_context, paid):
    now = utcnow()
    lead = get_user_model().objects.create_user("leda","l@example.org","a-good-password", first_name="Leda", last_name="Kalna")
    lead.groups.add(Group.objects.get(name="Finance lead"))
    fina = get_user_model().objects.create_user("fina","f@example.org","a-good-password", first_name="Fina", last_name="Ozola")
    fina.groups.add(Group.objects.get(name="Finance"))
    for d in range(0, 80, 3):
        paid(250 + d*100, days_ago=d); paid(700, interval="monthly", days_ago=d)
        if d % 2: paid(1000+d, currency="EUR", days_ago=d); paid(1500, currency="JPY", days_ago=d)
    last = None
    for p in Payment.objects.all():
        last = p
        p.appeal = ["spring", "", "winter"][p.pk % 3]; p.save()
        ProviderObject.objects.create(provider_account=account_obj(), object_id=str(p.uuid), kind="success", payment=p, entry=p.paid_entry, amount_minor=p.amount_minor, currency=p.currency, created_at=p.paid_at, seen_at=now)
    issue_receipts(now=now)
    days=[now.date()-timedelta(days=x) for x in range(0,120)]
    load_rates([DayRate(d,"EUR",Decimal("1.08")+Decimal(d.day)/1000) for d in days], base="USD", source="eurofxref-hist.csv", now=now)
    close_month(month_to_close(), actor=lead, now=now)
    propose_correction([TransferLine("expenses:fees","assets:sandbox",Money(150,"USD"))], dated=now.date(), reason="A fee of October that the service told us by letter", actor=fina, now=now)
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page = open_context(viewport=size).new_page()
        page.goto(f"{paper_site}/desk/")
        page.get_by_label("Username").fill("leda"); page.locator("input[name=password]").fill("a-good-password")
        page.get_by_role("button", name="Sign in").click(); page.wait_for_url(f"{paper_site}/desk/")
        for path in ("", "journal/", "income/?by=appeal", "months/", "corrections/", "corrections/propose/", "corrections/1/", "rates/"):
            page.goto(f"{paper_site}/desk/books/{path}"); page.wait_for_load_state("networkidle")
            page.screenshot(path=f"/tmp/bshots/{name}-{path.split('?')[0].strip('/').replace('/','-') or 'balance'}.png", full_page=False)
        for lang in ("en", "ru"):
            url = manage_url(last.supporter).split("/manage/")[1]
            page.goto(f"{paper_site}/manage/{url}?lang={lang}"); page.screenshot(path=f"/tmp/bshots/{name}-manage-{lang}.png")
            page.goto(f"{paper_site}/manage/{url.split('?')[0].rstrip('/')}/receipt/{last.receipts.get().number}/?lang={lang}"); page.screenshot(path=f"/tmp/bshots/{name}-receipt-{lang}.png")

def account_obj():
    from smallfavor.payments.models import ProviderAccount
    return ProviderAccount.objects.get(code="sandbox")
