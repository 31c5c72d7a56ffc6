"""The gallery of components, and where a page says that its reader is still there."""

from django.urls import path

from trefoil.ground.kit.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("here", views.here, name="here"),
]
