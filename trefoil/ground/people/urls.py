from django.urls import path

from . import family_views, staff_views, team_views, views

app_name = "people"
_CHILD = "children/<uuid:child_id>/"
_CAREGIVER = _CHILD + "family/caregivers/<uuid:caregiver_id>/"
urlpatterns = [
    path("locked/", views.locked, name="locked"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("staff/", staff_views.staff, name="staff"),
    path("staff/employ/", staff_views.employ, name="employ"),
    path("staff/<uuid:staff_id>/", staff_views.change_staff, name="change_staff"),
    path("staff/<uuid:staff_id>/end/", staff_views.end_employment, name="end_employment"),
    path("staff/<uuid:staff_id>/again/", staff_views.employ_again, name="employ_again"),
    path("staff/<uuid:staff_id>/invite/", staff_views.invite_staff, name="invite_staff"),
    path(_CHILD + "team/", team_views.team, name="team"),
    path(_CHILD + "team/add/", team_views.add_to_team, name="add_to_team"),
    path(_CHILD + "team/<uuid:membership_id>/leave/", team_views.leave_team, name="leave_team"),
    path(_CHILD + "family/", family_views.family, name="family"),
    path(_CHILD + "family/residence/", family_views.change_residence, name="change_residence"),
    path(_CHILD + "family/invite/", family_views.invite_youth, name="invite_youth"),
    path(_CHILD + "family/homes/add/", family_views.add_household, name="add_household"),
    path(_CHILD + "family/homes/<uuid:household_id>/", family_views.change_household, name="change_household"),
    path(_CHILD + "family/caregivers/add/", family_views.add_caregiver, name="add_caregiver"),
    path(_CAREGIVER, family_views.change_caregiver, name="change_caregiver"),
    path(_CAREGIVER + "authority/", family_views.change_authority, name="change_authority"),
    path(_CAREGIVER + "end/", family_views.end_caregiver, name="end_caregiver"),
    path(_CAREGIVER + "invite/", family_views.invite_caregiver, name="invite_caregiver"),
]
