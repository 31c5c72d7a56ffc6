"""Where releases are asked for, read, signed, declined and ended."""

from django.urls import path

from . import service_views, views

app_name = "consent"
urlpatterns = [
    path("child/<uuid:child_id>/", views.releases, name="releases"),
    path("child/<uuid:child_id>/ask/", views.ask, name="ask"),
    path("<uuid:release_id>/", views.sign, name="sign"),
    path("<uuid:release_id>/decline/", views.decline, name="decline"),
    path("<uuid:release_id>/revoke/", views.revoke, name="revoke"),
    path("lines/", service_views.lines, name="lines"),
    path("lines/new/", service_views.set_line, name="set_line"),
    path("lines/<uuid:line_id>/change/", service_views.set_line, name="change_line"),
    path("lines/<uuid:line_id>/end/", service_views.end_line, name="end_line"),
    path("child/<uuid:child_id>/services/", service_views.services, name="services"),
    path("child/<uuid:child_id>/services/start/", service_views.start_service, name="start_service"),
    path("child/<uuid:child_id>/tell/", service_views.tell_caregiver, name="tell_caregiver"),
    path("services/<uuid:service_id>/", service_views.sign_service, name="sign_service"),
    path("services/<uuid:service_id>/decline/", service_views.decline_service, name="decline_service"),
    path("services/<uuid:service_id>/end/", service_views.end_service, name="end_service"),
    path("tellings/<uuid:override_id>/", service_views.telling, name="telling"),
]
