"""The studio's addresses under /desk/pleas/ and its line in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from smallfavor.desk.pleas import campaigns, deeds, exchange, history, holding, preview, views
from smallfavor.desk.pleas.pleas_list import PleaList


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
            path("", PleaList.as_view(), name="index"),
            path("new/", views.NewPlea.as_view(), name="new"),
            path("export/", exchange.export_pleas, name="export"),
            path("import/", exchange.ImportPleas.as_view(), name="import"),
            path("asking/", deeds.SwitchAsking.as_view(), name="asking"),
            path("preview/<str:token>/page/", preview.preview_page, name="preview_page"),
            path("campaigns/", campaigns.CampaignList.as_view(), name="campaigns"),
            path("campaigns/new/", campaigns.NewCampaign.as_view(), name="new_campaign"),
            path("campaigns/<slug:slug>/", campaigns.EditCampaign.as_view(), name="campaign"),
            path("plea/<slug:slug>/", views.EditPlea.as_view(), name="edit"),
            path("plea/<slug:slug>/check/", views.check_plea, name="check"),
            path("plea/<slug:slug>/history/", history.PleaHistory.as_view(), name="history"),
            path("plea/<slug:slug>/compare/", history.ComparePlea.as_view(), name="compare"),
            path("plea/<slug:slug>/hold/", holding.hold_plea, name="hold"),
            path("plea/<slug:slug>/owner/", holding.give_plea, name="give"),
            path("plea/<slug:slug>/take-down/", deeds.TakeDown.as_view(), name="take_down"),
            path("plea/<slug:slug>/archive/", deeds.archive, name="archive"),
            path("plea/<slug:slug>/unarchive/", deeds.unarchive, name="unarchive"),
            path("plea/<slug:slug>/duplicate/", deeds.duplicate, name="duplicate"),
            path("plea/<slug:slug>/bring-back/", history.bring_back_version, name="bring_back"),
        ]
