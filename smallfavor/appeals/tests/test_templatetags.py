from django.template import Context, Template
from django.test import override_settings


def rendered(tag: str) -> str:
    return Template("{% load appeals %}" + tag).render(Context())


def test_the_evergreen_plea_leads_to_the_form_prefilled_and_to_the_reminder() -> None:
    html = rendered("{% evergreen_plea 'en' %}")
    assert 'href="/support/?interval=monthly&amp;amount=2&amp;currency=USD&amp;lang=en"' in html
    assert 'href="/remind/?lang=en"' in html
    assert "Give $2 a month" in html


def test_the_evergreen_plea_speaks_russian() -> None:
    html = rendered("{% evergreen_plea 'ru' %}")
    assert "Отдать" in html or "Поддерж" in html
    assert "lang=ru" in html


@override_settings(PAPER_NAME="Tom & Jerry's")
def test_the_papers_name_is_escaped() -> None:
    assert "Tom &amp; Jerry&#x27;s" in rendered("{% support_link 'en' %}")


def test_the_support_link_is_the_fallback_of_the_header_placement() -> None:
    html = rendered("{% support_link 'en' %}")
    assert html.startswith('<span data-smallfavor="header">')
    assert 'href="/support/?lang=en"' in html
