"""What is done to a whole plea, or to all of them, after a question: take down, archive, copy, stop all asking."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from smallfavor.appeals.actions.archive_appeal import archive_appeal, restore_appeal
from smallfavor.appeals.actions.copy_appeal import copy_appeal
from smallfavor.appeals.actions.refusals import NotAllowed, NotLive, StillLive
from smallfavor.appeals.actions.switch_asking import resume_asking, stop_asking
from smallfavor.appeals.actions.take_down import take_down
from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.drafts import asking_is_off
from smallfavor.core.clock import utcnow
from smallfavor.desk.pleas.screen import PleaScreen, person, require_adder, require_writer

REASON_MAX = 200


class Question(PleaScreen):
    """One question, one reason, one button. Nothing happens before the button is pressed."""

    template_name = "desk/pleas/question.html"
    #: What the page asks, says besides, and what its button says.
    sentences: tuple[str, str, str] = ("", "", "")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_publish:
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.sentences[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question, explanation, button = self.sentences
        return super().get_context_data(**kwargs) | {
            "question": question, "explanation": explanation, "button": button, "reason_max": REASON_MAX,
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act(request.POST.get("reason", "").strip()[:REASON_MAX])
        except NotAllowed as refused:
            raise PermissionDenied from refused
        return redirect("pleas:index")

    def act(self, reason: str) -> None:
        """What the button does; each question has its own."""


class TakeDown(Question):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.appeal = get_object_or_404(Appeal, slug=kwargs["slug"])
        self.sentences = (
            f"Take “{self.appeal.name}” down?",
            "Readers stop seeing it within a minute. The words stay here as a draft.",
            "Take it down",
        )

    def act(self, reason: str) -> None:
        try:
            take_down(self.appeal, actor=person(self.request), now=self.now, reason=reason)
        except NotLive:
            messages.warning(self.request, "It was down already.")
        else:
            messages.success(self.request, f"“{self.appeal.name}” is down.")


class SwitchAsking(Question):
    """The kill switch, both ways."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_off = asking_is_off()
        if self.is_off:
            self.sentences = (
                "Ask readers again?",
                "All pleas that are live are shown again within a minute.",
                "Ask again",
            )
        else:
            self.sentences = (
                "Stop all asking?",
                "No reader sees any plea from within a minute on. The plain support link and the form stay, and "
                "nothing that is written here changes. You can ask again at any time.",
                "Stop all asking",
            )

    def act(self, reason: str) -> None:
        # What the button said counts, not what another editor has done meanwhile.
        if self.request.POST.get("was") == "off":
            resume_asking(actor=person(self.request), now=self.now, reason=reason)
            messages.success(self.request, "Readers are asked again.")
        else:
            stop_asking(actor=person(self.request), now=self.now, reason=reason)
            messages.success(self.request, "All asking is stopped.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"was": "off" if self.is_off else "on"}


def _deed(act: Callable[[HttpRequest, Appeal], HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST by somebody who may write pleas, on one plea."""

    @require_POST
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        require_writer(request)
        return act(request, get_object_or_404(Appeal, slug=slug))

    return view


@_deed
def archive(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    try:
        archive_appeal(appeal, actor=person(request), now=utcnow())
    except StillLive:
        messages.error(request, "Readers still see it. Take it down first.")
    else:
        messages.success(request, f"“{appeal.name}” is in the archive.")
    return redirect("pleas:index")


@_deed
def unarchive(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    restore_appeal(appeal, actor=person(request), now=utcnow())
    messages.success(request, f"“{appeal.name}” is a draft again.")
    return redirect("pleas:edit", appeal.slug)


@_deed
def duplicate(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    require_adder(request)
    copied = copy_appeal(appeal, actor=person(request), now=utcnow())
    messages.success(request, f"This is a copy of “{appeal.name}”: a draft of its own.")
    return redirect("pleas:edit", copied.slug)
