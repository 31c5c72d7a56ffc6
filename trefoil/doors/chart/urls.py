from django.urls import include, path

from . import views

app_name = "chart"
urlpatterns = [
    path("", views.today, name="today"),
    path("children/", views.children, name="children"),
    path("find/", views.find, name="find"),
    path("children/<uuid:child_id>/", views.child, name="child"),
    path("children/<uuid:child_id>/timeline/", views.timeline, name="timeline"),
    path("children/<uuid:child_id>/week/", include("trefoil.doors.chart.week.urls")),
]
