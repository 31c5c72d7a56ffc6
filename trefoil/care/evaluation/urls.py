"""Addresses in neutral words: none of them names a condition."""

from django.urls import path

from . import concluding_views, family_views, sign_views, views

app_name = "evaluation"
urlpatterns = [
    path("", views.due, name="due"),
    path("codes/", concluding_views.codes, name="codes"),
    path("child/<uuid:child_id>/", views.evaluation, name="evaluation"),
    path("child/<uuid:child_id>/begin/", views.begin, name="begin"),
    path("child/<uuid:child_id>/observe/", views.observe, name="observe"),
    path("<uuid:evaluation_id>/part/<str:part>/", views.contribute, name="contribute"),
    path("<uuid:evaluation_id>/ask-school/", views.ask_school, name="ask_school"),
    path("<uuid:evaluation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:evaluation_id>/records/", views.request_records, name="request_records"),
    path("records/<uuid:request_id>/", views.receive_records, name="receive_records"),
    path("<uuid:evaluation_id>/tell/", family_views.tell, name="tell"),
    path("<uuid:evaluation_id>/conclude/", concluding_views.conclude, name="conclude"),
    path("<uuid:evaluation_id>/formulate/", concluding_views.formulate, name="formulate"),
    path("<uuid:evaluation_id>/consider/", concluding_views.diagnose, name="diagnose"),
    path("considered/<uuid:diagnosis_id>/", concluding_views.reconsider, name="reconsider"),
    path("considered/<uuid:diagnosis_id>/seen/", concluding_views.support, name="support"),
    path("seen/<uuid:evidence_id>/take-back/", concluding_views.take_back, name="take_back"),
    path("<uuid:evaluation_id>/", sign_views.read, name="read"),
    path("<uuid:evaluation_id>/paper/", sign_views.paper, name="paper"),
    path("<uuid:evaluation_id>/sign/", sign_views.sign, name="sign"),
    path("<uuid:evaluation_id>/cosign/", sign_views.cosign, name="cosign"),
    path("<uuid:evaluation_id>/addend/", sign_views.addend, name="addend"),
]
