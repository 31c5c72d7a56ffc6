from django.urls import path

from . import views, week

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("permissions/", views.permissions, name="permissions"),
    path("week/<uuid:child_id>/", week.week, name="week"),
    path("readers/", views.readers, name="readers"),
]
