"""Addresses of the schedule."""

from django.urls import path

from . import booking_views, timetable_views, views

app_name = "schedule"
urlpatterns = [
    path("", views.week, name="week"),
    path("child/<uuid:child_id>/", views.child_week, name="child_week"),
    path("appointment/<uuid:appointment_id>/", views.appointment, name="appointment"),
    path("book/", booking_views.book, name="book"),
    path("appointment/<uuid:appointment_id>/move/", booking_views.move, name="move"),
    path("appointment/<uuid:appointment_id>/cancel/", booking_views.cancel, name="cancel"),
    path("bells/", timetable_views.bells, name="bells"),
    path("bells/<uuid:bells_id>/", timetable_views.bells, name="change_bells"),
    path("rooms/", timetable_views.add_room, name="add_room"),
    path("child/<uuid:child_id>/classes/", timetable_views.timetable, name="timetable"),
    path("child/<uuid:child_id>/classes/roster/", timetable_views.bring_classes, name="bring_classes"),
    path("class/<uuid:class_id>/end/", timetable_views.end_class, name="end_class"),
]
