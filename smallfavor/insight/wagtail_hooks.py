"""Puts the reports and the books into the desk's menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from smallfavor.insight import recovery_views, views
from smallfavor.insight.books.income import IncomeScreen
from smallfavor.insight.books.journal import JournalScreen
from smallfavor.insight.books.screen import VIEW
from smallfavor.insight.books.trial_balance import TrialBalanceScreen
from smallfavor.insight.results.life import LifeOfATest
from smallfavor.insight.results.screen import VIEW as VIEW_RESULTS
from smallfavor.insight.results.views import AllResults, OneCampaign, OneResult


class MoneyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("payments.view_payment"))


class BooksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(VIEW))


class ResultsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(VIEW_RESULTS))


# What else belongs under "Books" registers itself with this hook (desk/wagtail_hooks.py).
books_menu = Menu(register_hook_name="register_books_menu_item")


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return [
        path("money/", views.money, name="insight_money"),
        path("money/declined/", recovery_views.recovery, name="insight_recovery"),
        path("money/declined-<str:currency>.csv", recovery_views.recovery_csv, name="insight_recovery_csv"),
        path("money/<slug:report>-<str:currency>.csv", views.money_csv, name="insight_money_csv"),
        path("books/", TrialBalanceScreen.as_view(), name="books_trial_balance"),
        path("books/journal/", JournalScreen.as_view(), name="books_journal"),
        path("books/income/", IncomeScreen.as_view(), name="books_income"),
        path("results/", AllResults.as_view(), name="insight_results"),
        path("results/plea/<slug:slug>/", OneResult.as_view(), name="insight_result"),
        path("results/plea/<slug:slug>/test/", LifeOfATest.as_view(), name="insight_test"),
        path("results/campaign/<slug:slug>/", OneCampaign.as_view(), name="insight_campaign"),
    ]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "insight/icons/coin.svg", "insight/icons/book.svg", "insight/icons/scales.svg"]


@hooks.register("register_admin_menu_item")
def register_money_menu_item() -> MenuItem:
    return MoneyMenuItem("Money", reverse("insight_money"), name="money", icon_name="coin", order=110)


@hooks.register("register_admin_menu_item")
def register_results_menu_item() -> MenuItem:
    return ResultsMenuItem("Results", reverse("insight_results"), name="results", icon_name="scales", order=112)


@hooks.register("register_admin_menu_item")
def register_books_menu() -> MenuItem:
    return SubmenuMenuItem("Books", books_menu, name="books", icon_name="book", order=115)


@hooks.register("register_books_menu_item")
def register_trial_balance() -> MenuItem:
    return BooksMenuItem("Trial balance", reverse("books_trial_balance"), name="trial-balance", order=10)


@hooks.register("register_books_menu_item")
def register_journal() -> MenuItem:
    return BooksMenuItem("Journal", reverse("books_journal"), name="journal", order=20)


@hooks.register("register_books_menu_item")
def register_income() -> MenuItem:
    return BooksMenuItem("Income", reverse("books_income"), name="income", order=30)


@hooks.register("register_admin_menu_item")
def register_recovery_menu_item() -> MenuItem:
    return MoneyMenuItem(
        "Declined renewals", reverse("insight_recovery"), name="declined", icon_name="rotate", order=135
    )
