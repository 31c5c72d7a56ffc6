"""Where papers are handed out."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [path("<uuid:document_id>/", views.download, name="download")]
