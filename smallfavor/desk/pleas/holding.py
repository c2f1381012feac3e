"""Who is writing a plea, and whose it is. Not here: what happens to words that were typed meanwhile (views.py)."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from smallfavor.appeals.actions.give_appeal import give_appeal
from smallfavor.appeals.actions.hold_appeal import hold_appeal, let_go, take_over
from smallfavor.appeals.actions.refusals import WRITE, HeldByAnother, StrangerAsOwner
from smallfavor.appeals.models import Appeal
from smallfavor.core.clock import utcnow
from smallfavor.desk.pleas.screen import name_of, person, require_writer


@require_POST
def hold_plea(request: HttpRequest, slug: str) -> HttpResponse:
    """`deed`: hold (a script says: still writing), let-go, or take-over (a button). 409 where somebody else writes."""
    require_writer(request)
    appeal = get_object_or_404(Appeal, slug=slug)
    deed = request.POST.get("deed", "")
    if deed == "let-go":
        let_go(appeal, actor=person(request))
        return HttpResponse(status=204)
    if deed == "take-over":
        take_over(appeal, actor=person(request), now=utcnow())
        messages.success(request, "You are writing here now.")
        return redirect("pleas:edit", appeal.slug)
    try:
        hold_appeal(appeal, actor=person(request), now=utcnow())
    except HeldByAnother as refused:
        return JsonResponse({"holder": name_of(refused.hold.holder)}, status=409)
    return HttpResponse(status=204)


@require_POST
def give_plea(request: HttpRequest, slug: str) -> HttpResponse:
    """Another owner, who must be one who may write pleas."""
    require_writer(request)
    appeal = get_object_or_404(Appeal, slug=slug)
    chosen = request.POST.get("owner", "")
    owner = get_object_or_404(User, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0)
    try:
        give_appeal(appeal, owner, actor=person(request), now=utcnow())
    except StrangerAsOwner:
        messages.error(request, f"{name_of(owner)} may not write pleas.")
    else:
        messages.success(request, f"The owner is {name_of(owner)}.")
    return redirect("pleas:edit", appeal.slug)


def owner_choices(appeal: Appeal) -> list[tuple[int, str, bool]]:
    """(key, name, is it now) of everybody who may write pleas, by name."""
    writers = User.objects.with_perm(WRITE, backend="django.contrib.auth.backends.ModelBackend").distinct()
    found = [(each.pk, name_of(each), each.pk == appeal.owner_id) for each in writers if each.is_active]
    return sorted(found, key=lambda row: row[1].casefold())
