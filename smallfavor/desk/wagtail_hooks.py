"""What the desk adds to Wagtail's admin: the first screen's panels and the lists."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from smallfavor.appeals.models import Appeal
from smallfavor.desk.bank.debits import DebitFileScreen, DebitsScreen
from smallfavor.desk.bank.gifts import GiftsScreen
from smallfavor.desk.bank.lines import LineScreen, LinesScreen
from smallfavor.desk.bank.screen import SCREENS, BankMenuItem, bank_menu
from smallfavor.desk.bank.statements import StatementsScreen
from smallfavor.desk.bank.transfers import TransfersScreen
from smallfavor.desk.books.corrections import CorrectionScreen, CorrectionsScreen, ProposeScreen
from smallfavor.desk.books.months import MonthsScreen
from smallfavor.desk.books.rates import RatesScreen
from smallfavor.desk.decisions.views import DecisionsViewSet
from smallfavor.desk.groups import FINANCE_LEAD, permissions_of
from smallfavor.desk.home import panels_for
from smallfavor.desk.impact import ImpactNoteViewSet
from smallfavor.desk.pleas.screen import TAB_HOOK, PleaTab
from smallfavor.desk.pleas.viewset import PleasViewSet
from smallfavor.desk.records.contributions import ContributionViewSet
from smallfavor.desk.records.disputes import DisputeViewSet
from smallfavor.desk.records.foreign import ForeignViewSet
from smallfavor.desk.records.payouts import PayoutViewSet
from smallfavor.desk.records.pledges import PledgeViewSet
from smallfavor.desk.records.reminders import ReminderViewSet
from smallfavor.desk.records.supporters import SupporterViewSet
from smallfavor.insight.wagtail_hooks import BooksMenuItem


@hooks.register("register_admin_viewset")
def register_records() -> list[ViewSet]:
    return [
        PleasViewSet(),
        ContributionViewSet(),
        DisputeViewSet(),
        PayoutViewSet(),
        ForeignViewSet(),
        PledgeViewSet(),
        SupporterViewSet(),
        ReminderViewSet(),
        ImpactNoteViewSet(),
        DecisionsViewSet(),
    ]


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels[:0] = panels_for(request)


@hooks.register("insert_global_admin_css")
def home_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/home.css"))


@hooks.register("register_permissions")
def plea_permissions() -> "QuerySet[Permission]":
    """Who may write pleas and who may publish them is chosen per group, in the settings."""
    return Permission.objects.filter(
        content_type__app_label="appeals", codename__in=["add_appeal", "change_appeal", "publish_appeal"]
    )


@hooks.register("register_permissions")
def finance_permissions() -> "QuerySet[Permission]":
    """What may be given to any group besides the ones that a paper begins with."""
    return Permission.objects.filter(pk__in=[row.pk for row in permissions_of(FINANCE_LEAD)])


@hooks.register("register_admin_urls")
def register_books_urls() -> list[URLPattern]:
    return [
        path("books/months/", MonthsScreen.as_view(), name="books_months"),
        path("books/corrections/", CorrectionsScreen.as_view(), name="books_corrections"),
        path("books/corrections/propose/", ProposeScreen.as_view(), name="books_propose"),
        path("books/corrections/<int:pk>/", CorrectionScreen.as_view(), name="books_correction"),
        path("books/rates/", RatesScreen.as_view(), name="books_rates"),
    ]


@hooks.register("register_admin_urls")
def register_bank_urls() -> list[URLPattern]:
    return [
        path("bank/statements/", StatementsScreen.as_view(), name="bank_statements"),
        path("bank/lines/", LinesScreen.as_view(), name="bank_lines"),
        path("bank/lines/<int:pk>/", LineScreen.as_view(), name="bank_line"),
        path("bank/transfers/", TransfersScreen.as_view(), name="bank_transfers"),
        path("bank/debits/", DebitsScreen.as_view(), name="bank_debits"),
        path("bank/debits/<int:pk>/", DebitFileScreen.as_view(), name="bank_debit_file"),
        path("bank/gifts/", GiftsScreen.as_view(), name="bank_gifts"),
    ]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "desk/icons/bank.svg"]


@hooks.register("register_admin_menu_item")
def register_bank_menu() -> MenuItem:
    return SubmenuMenuItem("Bank", bank_menu, name="bank", icon_name="bank", order=114)


def _bank_item(label: str, name: str, permission: str, order: int) -> None:
    @hooks.register("register_bank_menu_item")
    def item() -> MenuItem:
        return BankMenuItem(label, reverse(name), permission=permission, name=name, order=order)


for place, (label, name, permission) in enumerate(SCREENS):
    _bank_item(label, name, permission, 10 * (place + 1))


def _books_item(label: str, name: str, order: int) -> None:
    @hooks.register("register_books_menu_item")
    def item() -> MenuItem:
        return BooksMenuItem(label, reverse(name), name=name, order=order)


_books_item("Months", "books_months", 40)
_books_item("Corrections", "books_corrections", 50)
_books_item("Rates", "books_rates", 60)


@hooks.register(TAB_HOOK)
def tab_of_results(request: HttpRequest, appeal: Appeal) -> PleaTab:
    """What the plea has earned, beside where it is written."""
    return PleaTab("Results", reverse("insight_result", args=[appeal.slug]), 50)


@hooks.register(TAB_HOOK)
def tab_of_test(request: HttpRequest, appeal: Appeal) -> PleaTab:
    return PleaTab("Test", reverse("insight_test", args=[appeal.slug]), 40)
