"""Where drafts are kept."""

from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [path("<str:key>/", views.save, name="save")]
