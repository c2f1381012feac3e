"""A plea's history: who did what and when, any two versions compared, any version made the draft again."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from smallfavor.appeals.actions.bring_back import bring_back
from smallfavor.appeals.actions.refusals import HeldByAnother
from smallfavor.appeals.models import Appeal, AppealChange
from smallfavor.appeals.queries.versions_of import NoSuchVersion, change_at, draft_at
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.screen import OnePleaScreen, name_of, person, require_writer
from smallfavor.desk.pleas.version_words import changes_between

SHOWN = 50


@dataclass(frozen=True)
class Entry:
    """One line of the history. `is_first` where a version stands in it for the first time: there it can be chosen."""

    change: AppealChange
    by: str
    is_first: bool
    is_now: bool
    is_live: bool


class PleaHistory(OnePleaScreen):
    """Who changed what and when, and every version that was saved."""

    template_name = "desk/pleas/history.html"

    def get_page_title(self) -> str:
        return f"History of “{self.appeal.name}”"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.appeal.changes.select_related("actor"), SHOWN).get_page(self.request.GET.get("p"))
        versions = self.appeal.changes.filter(version__isnull=False)
        firsts = set(versions.order_by("version", "pk").distinct("version").values_list("pk", flat=True))
        live = versions.filter(revision=self.appeal.live_revision).first() if self.appeal.live_revision else None
        entries = [
            Entry(
                change=change,
                by=name_of(change.actor),
                is_first=change.pk in firsts,
                is_now=change.version == self.appeal.version,
                is_live=live is not None and change.version == live.version,
            )
            for change in page
        ]
        chosen = [each.change.version for each in entries if each.is_first][:2]
        return super().get_context_data(**kwargs) | {
            "entries": entries,
            "page": page,
            "newer": chosen[0] if chosen else None,
            "older": chosen[-1] if chosen else None,
            "is_comparable": len(firsts) > 1,
            "paper": current_paper(),
        }


class ComparePlea(OnePleaScreen):
    """Two versions, `a` and `b`: the fields that differ, word by word. The older one always stands first."""

    template_name = "desk/pleas/compare.html"

    def get_page_title(self) -> str:
        return f"Versions of “{self.appeal.name}” compared"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        *before, own = super().get_breadcrumbs_items()
        return [*before, {"url": reverse("pleas:history", args=[self.appeal.slug]), "label": "History"}, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        older, newer = sorted(_version(self.request.GET.get(name, "")) for name in ("a", "b"))
        try:
            sides = [change_at(self.appeal, number) for number in (older, newer)]
            differences = changes_between(draft_at(self.appeal, older), draft_at(self.appeal, newer))
        except NoSuchVersion as error:
            raise Http404("This plea has no such version.") from error
        return super().get_context_data(**kwargs) | {
            "sides": [(each, name_of(each.actor), each.version == self.appeal.version) for each in sides],
            "differences": differences,
            "paper": current_paper(),
        }


@require_POST
def bring_back_version(request: HttpRequest, slug: str) -> HttpResponse:
    """An earlier version becomes the draft; readers get it when it is published."""
    require_writer(request)
    appeal = get_object_or_404(Appeal, slug=slug)
    version = _version(request.POST.get("version", ""))
    try:
        bring_back(appeal, version, actor=person(request), now=utcnow())
    except NoSuchVersion as error:
        raise Http404("This plea has no such version.") from error
    except HeldByAnother as refused:
        messages.error(request, f"Nothing is changed: {name_of(refused.hold.holder)} is writing here.")
        return redirect("pleas:history", appeal.slug)
    messages.success(request, f"Version {version} is the draft now. Publish it, and readers get it.")
    return redirect("pleas:edit", appeal.slug)


def _version(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Http404("This plea has no such version.")
    return int(text)
