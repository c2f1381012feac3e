"""What the desk adds to Wagtail's admin: the first screen's panels and the lists."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from smallfavor.desk.decisions.views import DecisionsViewSet
from smallfavor.desk.home import panels_for
from smallfavor.desk.impact import ImpactNoteViewSet
from smallfavor.desk.pleas.viewset import PleasViewSet
from smallfavor.desk.records.contributions import ContributionViewSet
from smallfavor.desk.records.pledges import PledgeViewSet
from smallfavor.desk.records.reminders import ReminderViewSet
from smallfavor.desk.records.supporters import SupporterViewSet


@hooks.register("register_admin_viewset")
def register_records() -> list[ViewSet]:
    return [
        PleasViewSet(),
        ContributionViewSet(),
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
def decision_permission() -> "QuerySet[Permission]":
    """Who may decide about money in doubt."""
    return Permission.objects.filter(content_type__app_label="payments", codename="decide_doubt")
