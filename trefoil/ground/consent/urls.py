"""Where releases are asked for, read, signed, declined and ended."""

from django.urls import path

from . import views

app_name = "consent"
urlpatterns = [
    path("child/<uuid:child_id>/", views.releases, name="releases"),
    path("child/<uuid:child_id>/ask/", views.ask, name="ask"),
    path("<uuid:release_id>/", views.sign, name="sign"),
    path("<uuid:release_id>/decline/", views.decline, name="decline"),
    path("<uuid:release_id>/revoke/", views.revoke, name="revoke"),
]
