"""What all screens of the bank share: who may come in, the way between them, how lines are told.

What else belongs under "Bank" names its screen in SCREENS; its menu item registers with `register_bank_menu_item`.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.views.generic import TemplateView
from wagtail.admin.menu import Menu, MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper

READ = "bank.read_statement"
NOTE = "bank.note_gift"
RELEASE = "bank.release_collectionfile"
# (label, address, right)
SCREENS = (
    ("Statements", "bank_statements", READ),
    ("Open lines", "bank_lines", READ),
    ("Transfers", "bank_transfers", READ),
    ("Direct debits", "bank_debits", RELEASE),
    ("Gifts by hand", "bank_gifts", NOTE),
)
bank_menu = Menu(register_hook_name="register_bank_menu_item")


class BankMenuItem(MenuItem):
    """Shown to whoever has the right."""

    def __init__(self, label: str, url: str, *, permission: str, **named: Any) -> None:
        super().__init__(label, url, **named)
        self._permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self._permission))


class BankScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page of the bank's part; its name in SCREENS leads to it from all others."""

    header_icon = "bank"
    screen = ""
    permission = READ

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.now = utcnow()
        self.today = current_paper().today(self.now)
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> str:
        return f"desk:{self.request.user.pk}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "screens": _screens(self.request.user),
            "screen": self.screen,
        }


def _screens(user: Any) -> list[tuple[str, str, str]]:
    """(label, address, name) of the screens that this person may see."""
    if isinstance(user, AnonymousUser):
        return []
    found = []
    for label, name, right in SCREENS:
        try:
            if user.has_perm(right):
                found.append((label, reverse(name), name))
        except NoReverseMatch:
            continue
    return found
