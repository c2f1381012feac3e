"""Addresses of the publication that are no pages of Wagtail's tree."""

from django.urls import URLPattern, URLResolver, path

from smallfavor.publication import views

app_name = "publication"
urlpatterns: list[URLPattern | URLResolver] = [
    path("feed.xml", views.feed_xml, name="feed"),
    path("<slug:language>/feed.xml", views.feed_xml, name="feed_of_edition"),
    path("sitemap.xml", views.sitemap_view, name="sitemap"),
    path("robots.txt", views.robots_txt, name="robots"),
]
