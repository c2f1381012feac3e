"""Campaigns at the desk: a period with a goal, and what it has raised so far, by the books."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from anyascii import anyascii
from babel.dates import format_date
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from wagtail.admin import messages

from smallfavor.appeals.actions.refusals import NotAllowed
from smallfavor.appeals.actions.save_campaign import CampaignDraft, StillUsed, delete_campaign, save_campaign
from smallfavor.appeals.models import Campaign
from smallfavor.appeals.queries.campaigns import count_raised
from smallfavor.appeals.rules.tickers import CROWD, Raised
from smallfavor.core.clock import utcnow
from smallfavor.core.money import AmountInvalid, Money, parse_major
from smallfavor.desk.pleas.screen import PleaScreen, person


class CampaignForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", help_text="For the desk alone; readers never see it.")
    goal = forms.CharField(
        required=False, max_length=14, label="Goal",
        help_text="Empty: no goal, and no ticker. Gifts in other currencies count at the rate of their day.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    currency = forms.ChoiceField(choices=lambda: [(code, code) for code in settings.GIVING], label="Currency")
    starts_on = forms.DateField(required=False, label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(required=False, label="Last day", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "The last day must not be before the first.")
        try:
            written = given.get("goal", "").strip()
            given["goal"] = parse_major(written, given.get("currency", "")) if written else None
            if given["goal"] is not None and given["goal"].minor == 0:
                self.add_error("goal", "A goal is more than nothing. Leave it empty for none.")
        except AmountInvalid:
            self.add_error("goal", "This is no amount: write 10000, without the currency.")
        return given

    def draft(self, slug: str) -> CampaignDraft:
        given = self.cleaned_data
        return CampaignDraft(slug, given["name"], given["goal"], given["starts_on"], given["ends_on"])


@dataclass(frozen=True)
class Row:
    """One campaign in the list."""

    campaign: Campaign
    days: str
    goal: str
    raised: str
    pleas: int


class CampaignList(PleaScreen):
    template_name = "desk/pleas/campaigns.html"
    page_title = "Campaigns"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Campaign.objects.prefetch_related("appeals").select_related("total").order_by("-starts_on", "name")
        return super().get_context_data(**kwargs) | {"rows": [_row(each) for each in found]}


def _row(campaign: Campaign) -> Row:
    total = getattr(campaign, "total", None)
    return Row(
        campaign=campaign,
        days=days_in_words(campaign.starts_on, campaign.ends_on),
        goal=Money(campaign.goal_minor, campaign.currency).format("en") if campaign.goal_minor else "none",
        raised=Money(total.raised_minor, campaign.currency).format("en") if total and campaign.goal_minor else "–",
        pleas=len(campaign.appeals.all()),
    )


class CampaignScreen(PleaScreen):
    """The form of one campaign."""

    template_name = "desk/pleas/campaign.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        *above, own = super().get_breadcrumbs_items()
        return [*above, {"url": reverse("pleas:campaigns"), "label": "Campaigns"}, own]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CampaignForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            campaign = save_campaign(form.draft(self.slug_for(form)), actor=person(request), now=self.now)
        except NotAllowed as refused:
            raise PermissionDenied from refused
        messages.success(request, f"“{campaign.name}” is saved.")
        return redirect("pleas:campaign", campaign.slug)

    def slug_for(self, form: CampaignForm) -> str:
        """The id that the form is saved under: one of its name that no other campaign has."""
        basis = slugify(anyascii(form.cleaned_data["name"]))[:50].strip("-") or "campaign"
        taken = set(Campaign.objects.filter(slug__startswith=basis).values_list("slug", flat=True))
        return next(slug for slug in (basis, *(f"{basis}-{n}" for n in range(2, 1000))) if slug not in taken)


class NewCampaign(CampaignScreen):
    page_title = "New campaign"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": CampaignForm()} | super().get_context_data(**kwargs)


class EditCampaign(CampaignScreen):
    """The form, with what came in so far; a campaign without pleas can be deleted."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.campaign = get_object_or_404(Campaign, slug=kwargs["slug"])

    def get_page_title(self) -> str:
        return self.campaign.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = self.campaign
        start = {name: getattr(campaign, name) for name in ("name", "currency", "starts_on", "ends_on")}
        if campaign.goal_minor:
            start["goal"] = Money(campaign.goal_minor, campaign.currency).major_text()
        found = count_raised(campaign, now=utcnow()) if campaign.goal_minor else None
        return {"form": CampaignForm(initial=start)} | super().get_context_data(**kwargs) | {
            "campaign": campaign,
            "said": raised_in_words(found, campaign) if found else "",
            "lacking": sorted(found.without_rate.items()) if found else [],
            "pleas": campaign.appeals.order_by("name"),
            "changes": campaign.changes.select_related("actor")[:20],
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("deed") != "delete":
            return super().post(request, *args, **kwargs)
        try:
            delete_campaign(self.campaign)
        except StillUsed:
            messages.error(request, "Pleas stand under it. Give them another campaign, or none, first.")
            return redirect("pleas:campaign", self.campaign.slug)
        messages.success(request, f"“{self.campaign.name}” is deleted.")
        return redirect("pleas:campaigns")

    def slug_for(self, form: CampaignForm) -> str:
        return self.campaign.slug


def raised_in_words(found: Raised, campaign: Campaign) -> str:
    """“$4,210 of $10,000, from 312 people.” and why the ticker is not shown, where it is not."""
    goal, sum_ = (Money(minor, campaign.currency).format("en") for minor in (campaign.goal_minor or 0, found.minor))
    if not found.is_shown:
        return f"The ticker is shown once {CROWD} people have given: with fewer it would tell what one of them gave."
    return f"{sum_} of {goal}, from {found.people:,} people."


def days_in_words(start: date | None, end: date | None) -> str:
    """“1 to 30 November 2026”, or what there is of it."""
    first, last = (format_date(day, "d MMMM y", locale="en") if day else "" for day in (start, end))
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else "without an end"
