from django.urls import path

from . import meeting_views, views

app_name = "reviews"
urlpatterns = [
    path("child/<uuid:child_id>/", views.reviews, name="reviews"),
    path("child/<uuid:child_id>/arrange/", views.arrange, name="arrange"),
    path("child/<uuid:child_id>/ask/", views.ask, name="ask"),
    path("rhythm/<uuid:rhythm_id>/end/", views.end_rhythm, name="end_rhythm"),
    path("question/<uuid:question_id>/settle/", views.settle, name="settle"),
    path("meeting/<uuid:meeting_id>/", meeting_views.meeting, name="meeting"),
    path("meeting/<uuid:meeting_id>/preread/", views.preread, name="preread"),
    path("meeting/<uuid:meeting_id>/present/", meeting_views.note_present, name="note_present"),
    path("meeting/<uuid:meeting_id>/wall/", meeting_views.wall, name="wall"),
    path("meeting/<uuid:meeting_id>/decide/", meeting_views.decide, name="decide"),
    path("meeting/<uuid:meeting_id>/hold/", meeting_views.hold, name="hold"),
    path("meeting/<uuid:meeting_id>/cancel/", meeting_views.cancel, name="cancel"),
    path("decision/<uuid:decision_id>/finish/", meeting_views.finish, name="finish"),
]
