"""Addresses of sessions and their notes."""

from django.urls import path

from . import group_views, note_views, views

app_name = "sessions"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("child/<uuid:child_id>/", views.child, name="child"),
    path("child/<uuid:child_id>/record/", views.walk_in, name="walk_in"),
    path("appointment/<uuid:appointment_id>/", views.record, name="record"),
    path("group/<uuid:meeting_id>/", group_views.group, name="group"),
    path("group/<uuid:meeting_id>/who-came/", group_views.record_group, name="record_group"),
    path("group/<uuid:meeting_id>/autosave/", group_views.autosave_group, name="autosave_group"),
    path("group/<uuid:meeting_id>/sign/", group_views.sign_group, name="sign_group"),
    path("<uuid:session_id>/note/", note_views.note, name="note"),
    path("<uuid:session_id>/note/autosave/", note_views.autosave, name="autosave"),
    path("note/<uuid:note_id>/", note_views.read, name="read"),
    path("note/<uuid:note_id>/sign/", note_views.sign, name="sign"),
    path("note/<uuid:note_id>/addend/", note_views.addend, name="addend"),
    path("note/<uuid:note_id>/cosign/", note_views.cosign, name="cosign"),
]
