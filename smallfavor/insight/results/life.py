"""The page of a plea's test: what it could find and in how long, its beginning, its shares, its end.

Not here: what it has found (views.py).
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from smallfavor.appeals.actions.refusals import NotLive
from smallfavor.appeals.actions.testing.allocate import allocate
from smallfavor.appeals.actions.testing.begin import AlreadyUnderWay, NewTest, TooFewVariants, begin_test
from smallfavor.appeals.actions.testing.end import NotAVariant, NoTestUnderWay, end_test, show_to_everyone
from smallfavor.appeals.models import Allocation, AppealTest
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.queries.testing import current_shares, open_test
from smallfavor.appeals.rules.shares import SharesInvalid, shown_variants
from smallfavor.core.money import Money
from smallfavor.insight.results.forms import EndForm, PlanForm, SharesForm
from smallfavor.insight.results.found import cap_minor, usual_worth
from smallfavor.insight.results.plan import USUAL_EFFECT, Outlook, outlook
from smallfavor.insight.results.screen import ResultsScreen, person, ways
from smallfavor.insight.results.views import appeal_of
from smallfavor.insight.results.words import amount_words, percent

# What a person is told when something else happened meanwhile, such as a colleague's click.
OVERTAKEN = {
    NotLive: "The plea is not published: readers don’t see it.",
    TooFewVariants: "The published plea shows one wording. Write a second one, and publish it.",
    AlreadyUnderWay: "A test is under way already.",
    NoTestUnderWay: "The test has ended already.",
    NotAVariant: "Readers don’t get that wording any more.",
    SharesInvalid: "These shares can’t be published: the plea’s wordings have changed. Look again.",
}


class LifeOfATest(ResultsScreen):
    """One page for a test's whole life."""

    template_name = "insight/results/test.html"

    def get_page_title(self) -> str:
        return f"Test of {self.appeal.name}"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.appeal = appeal_of(kwargs["slug"])
        self.test = open_test(self.appeal)
        draft = published_draft(self.appeal)
        shown = shown_variants(draft) if draft else []
        self.shares = {slug: share for slug, share in current_shares(draft).items() if slug in shown} if draft else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = kwargs.pop("forms", {})
        context = super().get_context_data(**kwargs) | {
            "appeal": self.appeal,
            "ways": ways(self.appeal, "insight_test"),
            "test": self.test,
            "is_live": self.appeal.live_revision_id is not None,
            "variants": list(self.shares),
            "past": AppealTest.objects.filter(appeal=self.appeal, ended_at__isnull=False),
        }
        if self.test is not None:
            return context | self._under_way(self.test, forms)
        if len(self.shares) > 1:
            return context | self._before(forms)
        return context

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if not self.may_publish:
            raise PermissionDenied
        deeds = {"plan": self._plan, "begin": self._begin, "shares": self._share, "end": self._end}
        try:
            return deeds.get(request.POST.get("deed", ""), self._plan)(request)
        except tuple(OVERTAKEN) as refused:
            messages.error(request, OVERTAKEN[type(refused)])
            return redirect("insight_test", slug)

    def _plan(self, request: HttpRequest) -> HttpResponse:
        form = self._plan_form(request.POST)
        form.is_valid()
        return self.render_to_response(self.get_context_data(forms={"plan": form}))

    def _begin(self, request: HttpRequest) -> HttpResponse:
        form = self._plan_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(forms={"plan": form}))
        if len(self.shares) < 2:
            raise TooFewVariants(self.appeal.slug) if self.shares else NotLive(self.appeal.slug)
        plan = self._outlook(form.minimum_effect)
        new = NewTest(
            minimum_effect=form.minimum_effect,
            months_expected=usual_worth(self.now).months,
            cap_minor=form.cleaned_data["cap"],
            currency=settings.BASE_CURRENCY,
            allocation=form.cleaned_data["allocation"],
            shares=form.shares(),
            expected={
                "days": plan.plan.days if plan.plan.gifts_needed and plan.pace.gifts_per_day else None,
                "gifts_per_day": plan.pace.gifts_per_day,
                "kappa": plan.pace.kappa,
            },
        )
        begin_test(self.appeal, new, actor=person(request), now=self.now)
        messages.success(request, "The test has begun. Readers get its shares within a minute.")
        return redirect("insight_test", self.appeal.slug)

    def _share(self, request: HttpRequest) -> HttpResponse:
        form = SharesForm(request.POST, shares=self.shares)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(forms={"shares": form}))
        allocation = form.cleaned_data["allocation"]
        allocate(self.appeal, allocation, shares=form.shares(), actor=person(request), now=self.now)
        messages.success(request, "Readers are shared out so within a minute. The test’s answers stay true.")
        return redirect("insight_test", self.appeal.slug)

    def _end(self, request: HttpRequest) -> HttpResponse:
        form = EndForm(request.POST, variants=self._may_win())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(forms={"end": form}))
        winner, who = form.cleaned_data["winner"], person(request)
        test = end_test(self.appeal, winner=winner, actor=who, now=self.now)
        if form.cleaned_data["everyone"]:
            show_to_everyone(self.appeal, winner, actor=who, now=self.now)
            messages.success(request, f"The test has ended. Everyone gets “{winner}” within a minute.")
        else:
            messages.success(request, "The test has ended. Shares stay as they are.")
        return redirect("insight_test", test.appeal.slug)

    def _may_win(self) -> list[str]:
        return list(self.shares)

    def _before(self, forms: dict[str, Any]) -> dict[str, Any]:
        form = forms.get("plan") or self._plan_form(None)
        effect = form.minimum_effect if form.is_bound and "effect" in form.cleaned_data else USUAL_EFFECT
        return {"plan_form": form, "outlook": self._outlook(effect), "effect": percent(effect)}

    def _under_way(self, test: AppealTest, forms: dict[str, Any]) -> dict[str, Any]:
        first = {"allocation": test.allocation}
        return {
            "shares_form": forms.get("shares") or SharesForm(initial=first, shares=self.shares),
            "end_form": forms.get("end") or EndForm(initial=self._named(), variants=self._may_win()),
            "effect": percent(test.minimum_effect),
            "cap": amount_words(test.cap_minor, test.currency),
            "months": f"{test.months_expected:.1f}",
            "expected": test.plan.get("days"),
            "allocation": Allocation(test.allocation).label,
        }

    def _named(self) -> dict[str, Any]:
        """A winner that the results page offers, chosen already; nothing is done by that."""
        named = self.request.GET.get("winner", "")
        return {"winner": named, "everyone": True} if named in self.shares else {"winner": ""}

    def _outlook(self, effect: float) -> Outlook:
        return outlook(self.appeal, variants=len(self.shares), minimum_effect=effect, now=self.now)

    def _plan_form(self, posted: Any) -> PlanForm:
        currency = settings.BASE_CURRENCY
        first = {
            "effect": round(100 * USUAL_EFFECT),
            "allocation": Allocation.EVEN,
            "cap": Money(cap_minor(currency), currency).major_text(),
        }
        return PlanForm(posted, initial=first, shares=self.shares, currency=currency)
