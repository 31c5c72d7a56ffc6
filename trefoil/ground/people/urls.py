from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("locked/", views.locked, name="locked"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
