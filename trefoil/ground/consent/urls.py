"""Where releases are asked for, read, signed, declined and ended."""

from django.urls import path

from . import answer_views, asking_views, custody_urls, preview_views, service_views, views, withholding_urls

app_name = "consent"
urlpatterns = [
    path("child/<uuid:child_id>/", views.releases, name="releases"),
    path("child/<uuid:child_id>/ask/", asking_views.ask, name="ask"),
    path("child/<uuid:child_id>/paper/", asking_views.paper, name="paper"),
    path("<uuid:release_id>/", views.sign, name="sign"),
    path("<uuid:release_id>/decline/", views.decline, name="decline"),
    path("<uuid:release_id>/revoke/", views.revoke, name="revoke"),
    path("<uuid:release_id>/preview/", preview_views.preview, name="preview"),
    path("<uuid:release_id>/preview/<uuid:staff_id>/", preview_views.seen_as, name="seen_as"),
    path("<uuid:release_id>/renew/", asking_views.renew, name="renew"),
    path("<uuid:release_id>/object/", answer_views.object_to, name="object_to"),
    path("<uuid:release_id>/withdraw/", answer_views.withdraw, name="withdraw"),
    path("<uuid:release_id>/settle/", answer_views.settle, name="settle"),
    path("<uuid:release_id>/event/", answer_views.note_event, name="note_event"),
    path("<uuid:release_id>/recall/", answer_views.recall, name="recall"),
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
    *custody_urls.urlpatterns,
    *withholding_urls.urlpatterns,
]
