from django.urls import path

from . import observation_views as looking
from . import views

app_name = "classroom"
urlpatterns = [
    path("", views.board, name="board"),
    path("child/<uuid:child_id>/", looking.observations, name="observations"),
    path("child/<uuid:child_id>/rate/", views.rate, name="rate"),
    path("child/<uuid:child_id>/episode/", views.start_episode, name="start_episode"),
    path("rating/<uuid:rating_id>/", views.rated, name="rated"),
    path("rating/<uuid:rating_id>/undo/", views.undo_rating, name="undo_rating"),
    path("rating/<uuid:rating_id>/correct/", looking.correct_rating, name="correct_rating"),
    path("rating/<uuid:rating_id>/void/", looking.void_rating, name="void_rating"),
    path("episode/<uuid:episode_id>/", views.episode, name="episode"),
    path("episode/<uuid:episode_id>/grade/", views.grade_episode, name="grade_episode"),
    path("episode/<uuid:episode_id>/strategy/", views.choose_strategy, name="choose_strategy"),
    path("episode/<uuid:episode_id>/end/", views.end_episode, name="end_episode"),
    path("episode/<uuid:episode_id>/reopen/", views.reopen_episode, name="reopen_episode"),
    path("episode/<uuid:episode_id>/undo/", views.undo_episode, name="undo_episode"),
    path("episode/<uuid:episode_id>/correct/", looking.correct_episode, name="correct_episode"),
    path("episode/<uuid:episode_id>/void/", looking.void_episode, name="void_episode"),
]
