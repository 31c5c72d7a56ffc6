"""Where the record is asked for and handed out, and where it is said what left it and who looked."""

from django.urls import path

from . import accounting_views, desk_views, looks_views, views

app_name = "requests"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("desk/", desk_views.desk, name="desk"),
    path("child/<uuid:child_id>/ask/", views.ask, name="ask"),
    path("child/<uuid:child_id>/enter/", desk_views.enter_letter, name="enter_letter"),
    path("<uuid:request_id>/", views.request, name="request"),
    path("<uuid:request_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:request_id>/ask-review/", views.ask_review, name="ask_review"),
    path("<uuid:request_id>/check/", desk_views.check, name="check"),
    path("<uuid:request_id>/assemble/", desk_views.assemble, name="assemble"),
    path("<uuid:request_id>/preview/", desk_views.preview, name="preview"),
    path("<uuid:request_id>/deliver/", desk_views.deliver, name="deliver"),
    path("<uuid:request_id>/extend/", desk_views.extend, name="extend"),
    path("<uuid:request_id>/deny/", desk_views.deny, name="deny"),
    path("<uuid:request_id>/review/", desk_views.review, name="review"),
    path("<uuid:request_id>/letter/", views.letter, name="letter"),
    path("files/<uuid:package_id>/", views.fetch, name="fetch"),
    path("accounting/<uuid:child_id>/", accounting_views.accounting, name="accounting"),
    path("accounting/<uuid:child_id>/paper/", accounting_views.accounting_paper, name="accounting_paper"),
    path("accounting/<uuid:child_id>/record/", accounting_views.record, name="record"),
    path("looks/<uuid:child_id>/<uuid:person_id>/", looks_views.tell_officer, name="tell_officer"),
    path("concerns/<uuid:concern_id>/", looks_views.concern, name="concern"),
]
