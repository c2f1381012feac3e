"""The studio's addresses under /desk/pleas/ and its line in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from smallfavor.desk.pleas import deeds, preview, views


class PleasMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("appeals.change_appeal"))


class PleasViewSet(ViewSet):
    name = "pleas"
    icon = "openquote"
    menu_label = "Pleas"
    menu_order = 110
    add_to_admin_menu = True
    menu_item_class = PleasMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.PleaList.as_view(), name="index"),
            path("new/", views.NewPlea.as_view(), name="new"),
            path("asking/", deeds.SwitchAsking.as_view(), name="asking"),
            path("preview/<str:token>/page/", preview.preview_page, name="preview_page"),
            path("plea/<slug:slug>/", views.EditPlea.as_view(), name="edit"),
            path("plea/<slug:slug>/check/", views.check_plea, name="check"),
            path("plea/<slug:slug>/history/", deeds.PleaHistory.as_view(), name="history"),
            path("plea/<slug:slug>/take-down/", deeds.TakeDown.as_view(), name="take_down"),
            path("plea/<slug:slug>/archive/", deeds.archive, name="archive"),
            path("plea/<slug:slug>/unarchive/", deeds.unarchive, name="unarchive"),
            path("plea/<slug:slug>/duplicate/", deeds.duplicate, name="duplicate"),
            path("plea/<slug:slug>/bring-back/", deeds.bring_back, name="bring_back"),
        ]
