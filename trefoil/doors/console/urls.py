from django.urls import path

from . import rulebook_views, views

app_name = "console"
urlpatterns = [
    path("children/", views.children, name="children"),
    path("children/<uuid:child_id>/", views.who_sees, name="who_sees"),
    path("trail/", views.trail, name="trail"),
    path("emergency/", views.break_glass, name="break_glass"),
    path("emergency/<uuid:glass_id>/review/", views.review_glass, name="review_glass"),
    path("rulebook/", rulebook_views.rulebook, name="rulebook"),
    path("rulebook/<slug:pack>/", rulebook_views.pack, name="pack"),
    path("rulebook/<slug:pack>/follow/", rulebook_views.follow, name="follow"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/again/", views.run_again, name="run_again"),
]
