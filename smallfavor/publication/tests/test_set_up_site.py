"""The site is there from the first migration on, and what an editor changed stays."""

import pytest
from django.test import Client
from wagtail.models import Page, Site

from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import FrontPage

pytestmark = pytest.mark.django_db


def test_the_front_page_stands_at_the_root_after_migrating(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "The Harbour Courier" in answer.content.decode()


def test_each_further_language_has_its_edition(client: Client) -> None:
    answer = client.get("/ru/")
    assert answer.status_code == 200
    assert '<html lang="ru">' in answer.content.decode()


def test_the_welcome_page_of_wagtail_is_gone() -> None:
    assert not Page.objects.filter(depth__gt=1).exclude(pk__in=FrontPage.objects.values("pk")).exists()


def test_setting_up_again_changes_nothing(front: FrontPage) -> None:
    front.title = "The Quay"
    front.save()
    assert set_up_site() == front
    assert FrontPage.objects.filter(title="The Quay").count() == 1
    assert FrontPage.objects.count() == 2


def test_a_site_that_was_emptied_is_set_up_anew() -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    assert set_up_site().url == "/"
    assert FrontPage.objects.count() == 2
