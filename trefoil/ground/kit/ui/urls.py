"""Where the gallery of components lives."""

from django.urls import path

from trefoil.ground.kit.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
]
