"""The studio's screens: the list of pleas, a new one, and the one where a plea is written beside its preview."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from anyascii import anyascii
from babel import Locale
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.refusals import PUBLISH, NotPublishable
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AskingSwitch
from smallfavor.appeals.queries.counts import counts_since
from smallfavor.appeals.queries.drafts import appeals_for_desk, asking_is_off, draft_of, problems_of
from smallfavor.appeals.queries.preview import Preview, preview_token
from smallfavor.appeals.queries.words import State, sentence, state_of
from smallfavor.appeals.rules.draft import AppealDraft, VariantDraft
from smallfavor.appeals.rules.problems import Problem
from smallfavor.appeals.rules.zones import countries_of
from smallfavor.core.clock import utcnow
from smallfavor.core.money import parse_major
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.forms import NewPleaForm, PleaForms, section_choices
from smallfavor.desk.pleas.preview import offered_articles
from smallfavor.desk.pleas.sentences import when_sentence, who_sentence

COUNTED_DAYS = 30
COUNTRY_OF = {"EUR": "DE", "GBP": "GB", "USD": "US", "CHF": "CH"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLACES = {
    "name": "Name",
    "heading": "First sentence",
    "body": "The plea",
    "signature": "Signed by",
    "methods": "Ways to pay",
}


def person(request: HttpRequest) -> User:
    """Who is at the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class PleaScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the studio's screens share: who may come in, and the way back to the list."""

    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("appeals.change_appeal"):
            raise PermissionDenied
        self.now = utcnow()
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_publish(self) -> bool:
        return self.request.user.has_perm(PUBLISH)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": reverse("pleas:index"), "label": "Pleas"}, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"may_publish": self.may_publish}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    appeal: Appeal
    state: State
    languages: str
    wordings: int
    seen: int
    clicked: int


class PleaList(PleaScreen):
    """All pleas with their states in words, and the switch for all of them."""

    template_name = "desk/pleas/list.html"
    page_title = "Pleas"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": "Pleas"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        off = asking_is_off()
        since = current_paper().today(self.now) - timedelta(days=COUNTED_DAYS)
        counts = counts_since(since)
        rows = [_row(appeal, counts.get(appeal.slug, {}), self.now, off) for appeal in appeals_for_desk()]
        return super().get_context_data(**kwargs) | {
            "rows": [row for row in rows if not row.appeal.archived],
            "archived": [row for row in rows if row.appeal.archived],
            "switch": AskingSwitch.objects.select_related("actor").first() if off else None,
            "days": COUNTED_DAYS,
        }


def _row(appeal: Appeal, counts: Any, now: datetime, off: bool) -> Row:
    variants = list(appeal.variants.all())
    codes = sorted({text.language for variant in variants for text in variant.texts.all()})
    return Row(
        appeal=appeal,
        state=state_of(appeal, now=now, off=off),
        languages=", ".join(codes),
        wordings=len(variants),
        seen=counts.get("seen", 0),
        clicked=counts.get("click", 0),
    )


class NewPlea(PleaScreen):
    """Name and place; then the words are written on the next screen."""

    template_name = "desk/pleas/new.html"
    page_title = "New plea"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": NewPleaForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("appeals.add_appeal"):
            raise PermissionDenied
        form = NewPleaForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        draft = AppealDraft(
            slug=free_slug(form.cleaned_data["name"]), variants=(VariantDraft("a"),), **form.cleaned_data
        )
        appeal = save_draft(draft, actor=person(request), now=self.now)
        return redirect("pleas:edit", appeal.slug)


def free_slug(name: str) -> str:
    """An id for a plea of this name that no other has."""
    basis = slugify(anyascii(name))[:50].strip("-") or "plea"
    slug, number = basis, 2
    while Appeal.objects.filter(slug=slug).exists():
        slug, number = f"{basis}-{number}", number + 1
    return slug


class EditPlea(PleaScreen):
    """Write on the left, look at it on the right. Saving changes nothing for readers; publishing does."""

    template_name = "desk/pleas/edit.html"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.appeal = get_object_or_404(Appeal.objects.select_related("live_revision", "campaign"), slug=kwargs["slug"])

    def get_page_title(self) -> str:
        return self.appeal.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = kwargs.pop("forms", None) or PleaForms(draft_of(self.appeal))
        problems = kwargs.pop("problems", [])
        currency, money = next(iter(settings.GIVING.items()))
        return super().get_context_data(**kwargs) | {
            "appeal": self.appeal,
            "forms": forms,
            "problems": _told(problems),
            "state": state_of(self.appeal, now=self.now, off=asking_is_off()),
            "articles": offered_articles(),
            "countries": _countries(),
            "paper": current_paper(),
            "minimum": parse_major(money["minimum"]["monthly"], currency).format("en"),
            "years": current_paper().years(self.now),
        }

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        forms = PleaForms(draft_of(self.appeal), request.POST)
        if not forms.is_valid():
            messages.error(request, "Not saved: one of the settings needs another look.")
            return self.render_to_response(self.get_context_data(forms=forms))
        deed, _, subject = request.POST.get("deed", "save").partition(":")
        draft = _with_wordings(forms.draft(), deed, subject)
        self.appeal = save_draft(draft, actor=person(request), now=self.now)
        if deed == "publish":
            return self._publish(request)
        if deed == "save":
            messages.success(request, "Saved as a draft. Readers see what was published last.")
        return redirect("pleas:edit", self.appeal.slug)

    def _publish(self, request: HttpRequest) -> HttpResponse:
        if not self.may_publish:
            raise PermissionDenied
        try:
            publish_appeal(self.appeal, actor=person(request), now=self.now)
        except NotPublishable as refused:
            messages.error(request, "Saved, but not published: see what is missing.")
            return self.render_to_response(self.get_context_data(problems=refused.problems))
        messages.success(request, "Published. Readers get it within a minute.")
        return redirect("pleas:edit", self.appeal.slug)


def _with_wordings(draft: AppealDraft, deed: str, subject: str) -> AppealDraft:
    """The draft with one more wording, a copy of `subject`, or without it; other deeds change nothing."""
    if deed == "add":
        copied = next((each for each in draft.variants if each.slug == subject), draft.variants[0])
        taken = {each.slug for each in draft.variants}
        free = next(letter for letter in LETTERS if letter not in taken)
        return replace(draft, variants=(*draft.variants, replace(copied, slug=free)))
    if deed == "drop" and len(draft.variants) > 1:
        return replace(draft, variants=tuple(each for each in draft.variants if each.slug != subject))
    return draft


def _countries() -> list[tuple[str, str]]:
    """Where a reader may be in the preview: a country for each currency, and the paper's own."""
    today = current_paper().today(utcnow())
    codes = {current_paper().country, "US"}
    codes |= {COUNTRY_OF.get(currency) or next(iter(countries_of(currency, today)), "") for currency in settings.GIVING}
    territories = Locale("en").territories
    return sorted(((code, territories[code]) for code in codes if code in territories), key=lambda pair: pair[1])


def _told(problems: list[Problem]) -> list[dict[str, str]]:
    """Problems as the editor reads them: where, in words, and what."""
    return [{"where": _place(each.where), "what": sentence(each)} for each in problems]


def _place(where: str) -> str:
    parts = where.split("/")
    if len(parts) == 1:
        return PLACES.get(where, "Who sees it" if where == "audience" else "Settings")
    return " · ".join(PLACES.get(part, part) for part in parts)


def check_plea(request: HttpRequest, slug: str) -> JsonResponse:
    """What is written, not saved: what would keep it from being published, and the address of its preview."""
    if request.method != "POST" or not request.user.has_perm("appeals.change_appeal"):
        raise PermissionDenied
    appeal = get_object_or_404(Appeal, slug=slug)
    draft = PleaForms(draft_of(appeal), request.POST).draft()
    token = preview_token(Preview(draft, request.POST.get("preview-wording", "")))
    return JsonResponse(
        {
            "preview": reverse("pleas:preview_page", args=[token]),
            "when": when_sentence(draft),
            "who": who_sentence(draft, dict(section_choices())),
            "problems": _told(problems_of(draft, now=utcnow())),
            "words": {
                f"{each.slug}-{language}": len(f"{text.heading} {text.body}".split())
                for each in draft.variants
                for language, text in each.texts.items()
            },
        }
    )
