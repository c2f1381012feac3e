"""The pages of results: all pleas, one plea, one campaign. Words first, then pictures, then tables and files.

Not here: the page where a test begins and ends (life.py).
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from smallfavor.appeals.models import Appeal, AppealTest, Campaign
from smallfavor.appeals.queries.testing import open_test, open_tests
from smallfavor.core.paper import current_paper
from smallfavor.insight.learning.guardrails import Guard
from smallfavor.insight.learning.intervals import Verdict
from smallfavor.insight.queries.pleas import plea_results
from smallfavor.insight.results.campaign import campaign_found
from smallfavor.insight.results.campaign_page import campaign_picture, campaign_sentences, campaign_table
from smallfavor.insight.results.charts import (
    funnel_picture,
    places_picture,
    ratio_picture,
    shares_picture,
    value_picture,
)
from smallfavor.insight.results.found import Found, found_for
from smallfavor.insight.results.screen import ResultsScreen, drawing, table_file, ways
from smallfavor.insight.results.tables import days_table, places_table, wordings_table
from smallfavor.insight.results.words import (
    Sentence,
    amount_words,
    check_words,
    guard_words,
    headlines,
    is_alarmed,
    notes,
    percent,
    quoted,
)

DAYS = 30
ENDED_SHOWN = 20


@dataclass(frozen=True)
class UnderTest:
    test: AppealTest
    sentences: list[Sentence]


class AllResults(ResultsScreen):
    """Tests that are under way, in words; then every live plea, campaigns, and tests that have ended."""

    template_name = "insight/results/all.html"
    page_title = "Results"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": "Results"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tests = [
            UnderTest(test, headlines(found_for(test.appeal, test=test, now=self.now))) for test in open_tests()
        ]  # fmt: skip
        ended = AppealTest.objects.filter(ended_at__isnull=False).select_related("appeal")
        return super().get_context_data(**kwargs) | {
            "tests": tests,
            "pleas": plea_results(now=self.now, days=DAYS, zone=current_paper().zone),
            "days": DAYS,
            "campaigns": Campaign.objects.order_by("name"),
            "ended": ended.order_by("-ended_at")[:ENDED_SHOWN],
        }


class OneResult(ResultsScreen):
    """What one plea's wordings earn: of the test that is under way, else of `?test=`, else of the last 90 days."""

    template_name = "insight/results/one.html"

    def get_page_title(self) -> str:
        return self.appeal.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.appeal = appeal_of(kwargs["slug"])
        self.test = _test_asked(self.appeal, request.GET.get("test", ""))
        self.found = found_for(self.appeal, test=self.test, now=self.now)
        if "csv" in request.GET:
            return _file(self.found, request.GET["csv"])
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, test = self.found, self.test
        better = [each for each in found.comparisons if each.verdict is Verdict.BETTER]
        return super().get_context_data(**kwargs) | {
            "appeal": self.appeal,
            "ways": ways(self.appeal, "insight_result"),
            "found": found,
            "test": test,
            "headlines": headlines(found),
            "notes": notes(found),
            "winner": max(better, key=lambda each: each.low).other if better and not is_alarmed(found) else "",
            "guards": [guard_words(each) for each in found.guarded if each.rail.state is not Guard.HARM],
            "check": check_words(found.check) if test else None,
            "query": f"test={test.pk}&" if test else "",
            "comparisons": _comparisons(found),
            "pictures": _pictures(found),
            "wordings": wordings_table(found),
            "places": places_table(found),
            "others": AppealTest.objects.filter(appeal=self.appeal, ended_at__isnull=False).exclude(
                pk=test.pk if test else 0
            ),
            "terms": _terms(found),
        }


def appeal_of(slug: str) -> Appeal:
    return get_object_or_404(Appeal.objects.select_related("live_revision", "campaign"), slug=slug)


def _test_asked(appeal: Appeal, asked: str) -> AppealTest | None:
    if not asked:
        return open_test(appeal)
    if not asked.isdecimal():
        raise Http404("no such test")
    return get_object_or_404(AppealTest.objects.select_related("appeal"), appeal=appeal, pk=int(asked))


def _file(found: Found, report: str) -> HttpResponse:
    name, _, other = report.partition(":")
    if name == "wordings":
        table = wordings_table(found)
    elif name == "countries":
        table = places_table(found)
    elif name == "days" and other in found.history:
        table = days_table(found.history[other])
    else:
        raise Http404("no such table")
    last = f"-{other}" if other else ""
    return table_file(table, name=f"{found.appeal.slug}-{name}{last}", currency=found.worth.currency)


def _comparisons(found: Found) -> list[dict[str, Any]]:
    """The picture and the table of each comparison."""
    shown = []
    for each in found.comparisons:
        points = found.history[each.other]
        alt = (
            f"How much more or less {quoted(each.other)} earns than {quoted(each.control)}, by day, with its interval; "
            f"at the end {percent(abs((each.ratio or 1) - 1))} {'more' if (each.ratio or 1) >= 1 else 'less'}. "
            "The same numbers are in the table below."
        )
        shown.append(
            {
                "other": each.other,
                "control": each.control,
                "picture": drawing(ratio_picture(points)),
                "alt": alt,
                "table": days_table(points),
            }
        )
    return shown


def _pictures(found: Found) -> dict[str, Any]:
    return {
        "shares": drawing(shares_picture(found)),
        "funnel": drawing(funnel_picture(found)),
        "value": drawing(value_picture(found)),
        "places": drawing(places_picture(found)),
    }


def _terms(found: Found) -> dict[str, Any]:
    """How the numbers were made, for the page's foot."""
    return {
        "months": f"{found.worth.months:.1f}",
        "cap": amount_words(found.worth.cap_minor, found.worth.currency),
        "currency": found.worth.currency,
        "effect": percent(found.test.minimum_effect) if found.test else "",
        "zone": current_paper().zone.key,
    }


class OneCampaign(ResultsScreen):
    """What a campaign's pleas brought together."""

    template_name = "insight/results/campaign.html"

    def get_page_title(self) -> str:
        return self.campaign.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.campaign = get_object_or_404(Campaign, slug=kwargs["slug"])
        self.found = campaign_found(self.campaign, now=self.now)
        if "csv" in request.GET:
            table = campaign_table(self.found)
            return table_file(table, name=f"campaign-{self.campaign.slug}", currency=self.found.worth.currency)
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found
        return super().get_context_data(**kwargs) | {
            "campaign": self.campaign,
            "found": found,
            "sentences": campaign_sentences(found),
            "picture": drawing(campaign_picture(found)),
            "table": campaign_table(found),
            "pleas": [(plea, reverse("insight_result", args=[plea.appeal.slug])) for plea in found.pleas],
            "currency": found.worth.currency,
            "months": f"{found.worth.months:.1f}",
        }
