from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("roster/", views.import_roster, name="import_roster"),
    path("roster/<uuid:upload_id>/", views.roster, name="roster"),
    path("roster/<uuid:upload_id>/progress/", views.roster_progress, name="roster_progress"),
    path("roster/<uuid:upload_id>/apply/", views.apply_roster, name="apply_roster"),
    path("roster/<uuid:upload_id>/cancel/", views.cancel_roster, name="cancel_roster"),
    path("roster/<uuid:upload_id>/errors.csv", views.roster_errors, name="roster_errors"),
]
