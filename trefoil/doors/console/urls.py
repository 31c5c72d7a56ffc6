from django.urls import path

from . import oversight_views, rulebook_views, views
from .what_if import child_views
from .what_if import views as what_if_views

app_name = "console"
urlpatterns = [
    path("", oversight_views.home, name="home"),
    path("what-if/", what_if_views.what_if, name="what_if"),
    path("ending/", oversight_views.ending, name="ending"),
    path("reading/", oversight_views.reading, name="reading"),
    path("reading/<uuid:person_id>/<uuid:child_id>/review/", oversight_views.review_reading, name="review_reading"),
    path("people/", oversight_views.people_, name="people"),
    path("people/<uuid:person_id>/suspend/", oversight_views.suspend, name="suspend"),
    path("suspensions/<uuid:suspension_id>/lift/", oversight_views.lift, name="lift"),
    path("children/", views.children, name="children"),
    path("children/<uuid:child_id>/", views.who_sees, name="who_sees"),
    path("children/<uuid:child_id>/why/", views.why, name="why"),
    path("children/<uuid:child_id>/what-if/", child_views.what_if_child, name="what_if_child"),
    path("trail/", views.trail, name="trail"),
    path("emergency/", views.break_glass, name="break_glass"),
    path("emergency/<uuid:glass_id>/review/", views.review_glass, name="review_glass"),
    path("rulebook/", rulebook_views.rulebook, name="rulebook"),
    path("rulebook/<slug:pack>/", rulebook_views.pack, name="pack"),
    path("rulebook/<slug:pack>/follow/", rulebook_views.follow, name="follow"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/again/", views.run_again, name="run_again"),
]
