"""Addresses in neutral words: none of them names a questionnaire or a condition."""

from django.urls import path

from . import views, youth_views

app_name = "instruments"
urlpatterns = [
    path("child/<uuid:child_id>/", views.scores, name="scores"),
    path("child/<uuid:child_id>/ask/", views.assign, name="assign"),
    path("asked/<uuid:assignment_id>/withdraw/", views.withdraw, name="withdraw"),
    path("flag/<uuid:flag_id>/", views.acknowledge, name="acknowledge"),
    path("on-duty/", views.set_duty, name="set_duty"),
    path("on-duty/<uuid:duty_id>/end/", views.end_duty, name="end_duty"),
    path("questions/<uuid:assignment_id>/", youth_views.answer, name="answer"),
    path("questions/<uuid:assignment_id>/<int:number>/", youth_views.question, name="question"),
    path("questions/<uuid:assignment_id>/finish/", youth_views.finish, name="finish"),
]
