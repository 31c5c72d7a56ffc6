"""Where the papers of custody are read and written."""

from django.urls import path

from . import custody_views as views

urlpatterns = [
    path("child/<uuid:child_id>/custody/", views.custody, name="custody"),
    path("child/<uuid:child_id>/custody/facts/<slug:fact>/", views.enter_fact, name="enter_fact"),
    path("child/<uuid:child_id>/custody/orders/<uuid:order_id>/void/", views.void_order, name="void_order"),
    path("child/<uuid:child_id>/custody/<uuid:caregiver_id>/order/", views.enter_order, name="enter_order"),
    path("child/<uuid:child_id>/custody/<uuid:caregiver_id>/claim/", views.enter_hold, name="enter_hold"),
    path("child/<uuid:child_id>/custody/<uuid:caregiver_id>/suspicion/", views.enter_suspicion, name="enter_suspicion"),
    path("child/<uuid:child_id>/custody/people/<uuid:person_id>/lift/<slug:what>/", views.lift, name="lift"),
]
