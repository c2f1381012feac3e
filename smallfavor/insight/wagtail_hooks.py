"""Puts the reports into the desk's menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from smallfavor.insight import recovery_views, views


class MoneyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("payments.view_payment"))


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return [
        path("money/", views.money, name="insight_money"),
        path("money/declined/", recovery_views.recovery, name="insight_recovery"),
        path("money/declined-<str:currency>.csv", recovery_views.recovery_csv, name="insight_recovery_csv"),
        path("money/<slug:report>-<str:currency>.csv", views.money_csv, name="insight_money_csv"),
    ]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "insight/icons/coin.svg"]


@hooks.register("register_admin_menu_item")
def register_money_menu_item() -> MenuItem:
    return MoneyMenuItem("Money", reverse("insight_money"), name="money", icon_name="coin", order=110)


@hooks.register("register_admin_menu_item")
def register_recovery_menu_item() -> MenuItem:
    return MoneyMenuItem(
        "Declined renewals", reverse("insight_recovery"), name="declined", icon_name="rotate", order=135
    )
