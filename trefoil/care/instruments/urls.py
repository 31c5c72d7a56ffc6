"""Addresses in neutral words: none of them names a questionnaire or a condition."""

from django.urls import path

from . import chart_views, entering_views, link_views, measure_views, shelf_views, views, youth_views

app_name = "instruments"
urlpatterns = [
    path("child/<uuid:child_id>/", views.scores, name="scores"),
    path("child/<uuid:child_id>/course/<str:instrument>/", chart_views.course, name="course"),
    path("child/<uuid:child_id>/ask/", views.assign, name="assign"),
    path("asked/<uuid:assignment_id>/withdraw/", views.withdraw, name="withdraw"),
    path("asked/<uuid:assignment_id>/close/", measure_views.close, name="close"),
    path("asked/<uuid:assignment_id>/link/", measure_views.send_link, name="send_link"),
    path("asked/<uuid:assignment_id>/paper/", measure_views.print_form, name="print_form"),
    path("asked/<uuid:assignment_id>/type-in/", measure_views.type_in, name="type_in"),
    path("flag/<uuid:flag_id>/", views.acknowledge, name="acknowledge"),
    path("on-duty/", views.set_duty, name="set_duty"),
    path("on-duty/<uuid:duty_id>/end/", views.end_duty, name="end_duty"),
    path("measures/", measure_views.set_measure, name="set_measure"),
    path("measures/<uuid:measure_id>/end/", measure_views.end_measure, name="end_measure"),
    path("child/<uuid:child_id>/licensed/", entering_views.enter_score, name="enter_score"),
    path("licensed/<uuid:score_id>/void/", entering_views.void_score, name="void_score"),
    path("shelf/", shelf_views.shelf, name="shelf"),
    path("shelf/<uuid:form_id>/", shelf_views.try_form, name="try_form"),
    path("shelf/<uuid:form_id>/publish/", shelf_views.publish, name="publish"),
    path("shelf/<uuid:form_id>/retire/", shelf_views.retire, name="retire"),
    path("shelf/<uuid:form_id>/out/", shelf_views.export_form, name="export_form"),
    path("questions/<uuid:assignment_id>/", youth_views.answer, name="answer"),
    path("questions/<uuid:assignment_id>/<int:number>/", youth_views.question, name="question"),
    path("questions/<uuid:assignment_id>/all/", youth_views.sheet, name="sheet"),
    path("questions/<uuid:assignment_id>/finish/", youth_views.finish, name="finish"),
    path("questions/<uuid:assignment_id>/no/", youth_views.decline, name="decline"),
    path("for-you/<str:token>/", link_views.open_link, name="open_link"),
    path("for-you/<str:token>/next/", link_views.link_answer, name="link_answer"),
    path("for-you/<str:token>/<int:number>/", link_views.link_question, name="link_question"),
    path("for-you/<str:token>/all/", link_views.link_sheet, name="link_sheet"),
    path("for-you/<str:token>/finish/", link_views.link_finish, name="link_finish"),
    path("for-you/<str:token>/no/", link_views.link_decline, name="link_decline"),
]
