"""The studio's screens where a plea is made: a new one, and the one where it is written beside its preview.

Not here: the list (pleas_list.py), who is writing (holding.py), earlier versions (history.py).
"""

import re
from dataclasses import replace
from typing import Any

from babel import Locale
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from smallfavor.appeals.actions.hold_appeal import hold_appeal, let_go, take_over
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.refusals import HeldByAnother, NotPublishable, Overtaken
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AskingSwitch
from smallfavor.appeals.queries.drafts import asking_is_off, draft_of, problems_of
from smallfavor.appeals.queries.holds import hold_on
from smallfavor.appeals.queries.preview import preview_link
from smallfavor.appeals.queries.slugs import free_slug
from smallfavor.appeals.queries.words import sentence, state_of
from smallfavor.appeals.rules.draft import AppealDraft, VariantDraft
from smallfavor.appeals.rules.problems import Problem
from smallfavor.appeals.rules.zones import countries_of
from smallfavor.core.clock import utcnow
from smallfavor.core.money import parse_major
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.audience_form import section_choices
from smallfavor.desk.pleas.conflict_words import conflicts_if_published
from smallfavor.desk.pleas.forms import PleaForms
from smallfavor.desk.pleas.holding import owner_choices
from smallfavor.desk.pleas.preview import article_spoken, offered_articles, preview_address, preview_on_newest
from smallfavor.desk.pleas.reach_words import reach_words
from smallfavor.desk.pleas.screen import OnePleaScreen, PleaScreen, name_of, person, require_adder, require_writer
from smallfavor.desk.pleas.sentences import when_sentence, who_sentence
from smallfavor.desk.pleas.settings_form import NewPleaForm
from smallfavor.desk.pleas.version_words import changes_between
from smallfavor.publication.models import Article

COUNTRY_OF = {"EUR": "DE", "GBP": "GB", "USD": "US", "CHF": "CH"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLACES = {
    "name": "Name",
    "heading": "First sentence",
    "body": "The plea",
    "signature": "Signed by",
    "methods": "Ways to pay",
    "note": "Beside the amount",
    "looks": "Looks",
}


class NewPlea(PleaScreen):
    """Name and place; then the words are written on the next screen."""

    template_name = "desk/pleas/new.html"
    page_title = "New plea"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_adder(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": NewPleaForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewPleaForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        draft = AppealDraft(
            slug=free_slug(form.cleaned_data["name"]), variants=(VariantDraft("a"),), **form.cleaned_data
        )
        appeal = save_draft(draft, actor=person(request), now=self.now)
        return redirect("pleas:edit", appeal.slug)


class EditPlea(OnePleaScreen):
    """Write on the left, look at it on the right. Saving changes nothing for readers; publishing does."""

    template_name = "desk/pleas/edit.html"

    def get_page_title(self) -> str:
        return self.appeal.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = kwargs.pop("forms", None) or PleaForms(draft_of(self.appeal))
        problems = kwargs.pop("problems", [])
        draft = forms.draft() if forms.appeal.is_bound else draft_of(self.appeal)
        articles = offered_articles()
        currency, money = next(iter(settings.GIVING.items()))
        hold = hold_on(self.appeal, now=self.now)
        is_mine = bool(hold and hold.holder_id == self.request.user.pk)
        return super().get_context_data(**kwargs) | {
            "forms": forms,
            "version": self.appeal.version,
            "wordings": " ".join(each.slug for each in draft.variants),
            "problems": _told(problems),
            "state": state_of(self.appeal, now=self.now, off=asking_is_off()),
            "switch": AskingSwitch.objects.select_related("actor").first() if asking_is_off() else None,
            "hold": None if is_mine else hold,
            "holder": name_of(hold.holder) if hold else "",
            "owner": name_of(self.appeal.owner) if self.appeal.owner else "",
            "owners": owner_choices(self.appeal),
            "when": when_sentence(draft),
            "who": who_sentence(draft, dict(section_choices())),
            "reach": reach_words(draft, now=self.now),
            "conflicts": conflicts_if_published(draft, now=self.now),
            "articles": articles,
            "links": _links(self.appeal, articles),
            "countries": _countries(),
            "paper": current_paper(),
            "minimum": parse_major(money["minimum"]["monthly"], currency).format("en"),
            "years": current_paper().years(self.now),
        }

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        forms = PleaForms(basis_of(self.appeal, request.POST), request.POST)
        if request.POST.get("deed") == "preview":
            return redirect(preview_on_newest(forms.draft(), request.POST.get("preview-wording", "")))
        if not forms.is_valid():
            messages.error(request, "Not saved: one of the settings needs another look.")
            return self.render_to_response(self.get_context_data(forms=forms))
        deed, _, subject = request.POST.get("deed", "save").partition(":")
        if deed == "publish" and not self.may_publish:
            raise PermissionDenied
        try:
            self._save(_with_wordings(forms.draft(), deed, subject), deed)
        except Overtaken:
            return self._overtaken(forms)
        except HeldByAnother as refused:
            messages.error(request, f"Not saved: {name_of(refused.hold.holder)} is writing here.")
            return self.render_to_response(self.get_context_data(forms=forms, is_held=True))
        if deed == "publish":
            return self._publish(request)
        if deed in ("save", "take-over"):
            messages.success(request, "Saved as a draft. Readers see what was published last.")
        return redirect("pleas:edit", self.appeal.slug)

    @transaction.atomic
    def _save(self, draft: AppealDraft, deed: str) -> None:
        who = person(self.request)
        if deed == "take-over":
            take_over(self.appeal, actor=who, now=self.now)
        self.appeal = save_draft(draft, actor=who, now=self.now, seen=_number(self.request.POST.get("version", "")))
        hold_appeal(self.appeal, actor=who, now=self.now)

    def _overtaken(self, forms: PleaForms) -> HttpResponse:
        """Both are shown: what was typed in the form, and in what the saved one differs from it."""
        self.appeal = Appeal.objects.select_related("live_revision", "campaign", "owner").get(pk=self.appeal.pk)
        newest = self.appeal.changes.filter(version=self.appeal.version).select_related("actor").last()
        messages.error(self.request, "Not saved: a newer version was saved while you were writing.")
        found = {
            "forms": forms,
            "newest": newest,
            "newest_by": name_of(newest.actor) if newest else "",
            "differences": changes_between(draft_of(self.appeal), forms.draft()),
        }
        return self.render_to_response(self.get_context_data(**found), status=409)

    def _publish(self, request: HttpRequest) -> HttpResponse:
        who = person(request)
        try:
            publish_appeal(self.appeal, actor=who, now=self.now, seen=self.appeal.version)
        except NotPublishable as refused:
            messages.error(request, "Saved, but not published: see what is missing.")
            return self.render_to_response(self.get_context_data(problems=refused.problems))
        except Overtaken:
            messages.error(request, "Not published: a newer version was saved at the same moment. Look at it first.")
            return redirect("pleas:edit", self.appeal.slug)
        let_go(self.appeal, actor=who)
        messages.success(request, "Published. Readers get it within a minute.")
        return redirect("pleas:edit", self.appeal.slug)


def basis_of(appeal: Appeal, posted: QueryDict) -> AppealDraft:
    """The draft whose forms were posted: with the wordings that stood on that page, whoever has dropped one since."""
    draft = draft_of(appeal)
    slugs = re.findall(r"[-\w]{1,40}", posted.get("wordings", ""), re.ASCII)[: len(LETTERS)]
    if not slugs:
        return draft
    own = {each.slug: each for each in draft.variants}
    return replace(draft, variants=tuple(own.get(slug, VariantDraft(slug)) for slug in dict.fromkeys(slugs)))


def _links(appeal: Appeal, articles: list[Article]) -> list[tuple[str, str]]:
    """(wording, link) to the draft as it was saved last; none where there is no article."""
    wordings = draft_of(appeal).variants
    article = article_spoken(articles, wordings)
    if article is None:
        return []
    address = f"{current_paper().base_url}{article.url}"
    return [(each.slug, preview_link(appeal, each.slug, article_url=address)) for each in wordings]


def _number(text: str) -> int:
    """The version that a form began from; a form without one is older than all."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


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
        return PLACES.get(where, "Who is asked" if where == "audience" else "Settings")
    slug, *inside = parts
    languages = Locale("en").languages
    return ", ".join([f"Wording {slug}", *(PLACES.get(part) or languages.get(part, part) for part in inside)])


def check_plea(request: HttpRequest, slug: str) -> JsonResponse:
    """What is written, not saved: what would keep it from being published, and the address of its preview."""
    if request.method != "POST":
        raise PermissionDenied
    require_writer(request)
    appeal = get_object_or_404(Appeal, slug=slug)
    draft = PleaForms(basis_of(appeal, request.POST), request.POST).draft()
    now = utcnow()
    return JsonResponse(
        {
            "preview": preview_address(draft, request.POST.get("preview-wording", "")),
            "when": when_sentence(draft),
            "who": who_sentence(draft, dict(section_choices())),
            "reach": reach_words(draft, now=now),
            "conflicts": [
                {**vars(each), "url": reverse("pleas:edit", args=[each.other])}
                for each in conflicts_if_published(draft, now=now)
            ],
            "problems": _told(problems_of(draft, now=now)),
            "words": {
                f"{each.slug}-{language}": len(f"{text.heading} {text.body}".split())
                for each in draft.variants
                for language, text in each.texts.items()
            },
        }
    )
