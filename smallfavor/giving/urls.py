"""Addresses of the reader's forms."""

from django.urls import URLPattern, URLResolver, path

from smallfavor.giving.views import card, go_on, manage, mandate, pending, pledges, receipts, stop, support, transfer

app_name = "giving"
urlpatterns: list[URLPattern | URLResolver] = [
    path("support/", support.support, name="support"),
    path("support/pending/<str:token>/", pending.pending, name="pending"),
    path("support/again/<str:token>/", pending.again, name="again"),
    path("support/go/<str:token>/", go_on.go_on, name="go_on"),
    path("support/thanks/<str:token>/", pending.thanks, name="thanks"),
    path("support/mandate/<str:token>/", mandate.mandate, name="mandate"),
    path("support/transfer/<str:token>/", transfer.transfer, name="transfer"),
    path("support/transfer/<str:token>/code.svg", transfer.transfer_code, name="transfer_code"),
    path("manage/", manage.manage_ask, name="manage_ask"),
    path("manage/stop/<str:token>/", stop.stop, name="stop"),
    path("manage/card/<str:token>/", card.card, name="card"),
    path("manage/confirm/<str:token>/", card.confirm, name="confirm"),
    path("manage/<str:token>/", manage.manage, name="manage"),
    path("manage/<str:token>/link/", manage.link_again, name="link_again"),
    path("manage/<str:token>/data/", manage.data, name="data"),
    path("manage/<str:token>/erase/", manage.erase, name="erase"),
    path("manage/<str:token>/receipt/<str:number>/", receipts.receipt, name="receipt"),
    path("manage/<str:token>/change/<uuid:pledge>/", pledges.change, name="change"),
    path("manage/<str:token>/pause/<uuid:pledge>/", pledges.pause, name="pause"),
    path("manage/<str:token>/resume/<uuid:pledge>/", pledges.resume, name="resume"),
    path("manage/<str:token>/method/<uuid:pledge>/", pledges.method, name="method"),
]
