"""Where a youth asks to withhold something, and where it is decided."""

from django.urls import path

from . import withholding_views as views

urlpatterns = [
    path("withholding/ask/", views.ask_to_withhold, name="ask_to_withhold"),
    path("withholding/<uuid:withholding_id>/", views.withholding, name="withholding"),
    path("withholding/<uuid:withholding_id>/take-back/", views.take_back_asking, name="take_back_asking"),
    path("withholding/<uuid:withholding_id>/end/", views.end_withholding, name="end_withholding"),
    path("child/<uuid:child_id>/withholding/", views.withholdings, name="withholdings"),
    path("child/<uuid:child_id>/withholding/start/", views.withhold, name="withhold"),
]
