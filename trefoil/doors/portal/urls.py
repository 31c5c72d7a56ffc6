from django.urls import path

from . import plan, views, week, youth_views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("permissions/", views.permissions, name="permissions"),
    path("week/<uuid:child_id>/", week.week, name="week"),
    path("plan/<uuid:child_id>/", plan.plan, name="plan"),
    path("plan/<uuid:child_id>/ask/", plan.ask, name="ask"),
    path("plan/<uuid:child_id>/priority/", plan.name_priority, name="name_priority"),
    path("plan/priority/<uuid:priority_id>/drop/", plan.drop_priority, name="drop_priority"),
    path("readers/", views.readers, name="readers"),
    path("parents/", youth_views.parents, name="parents"),
    path("told/<uuid:override_id>/", youth_views.told, name="told"),
    path("parents/share/", youth_views.share, name="share"),
    path("parents/share/protected/", youth_views.share, {"protected": True}, name="share_protected"),
    path("parents/shared/<uuid:release_id>/", youth_views.take_back, name="take_back"),
]
