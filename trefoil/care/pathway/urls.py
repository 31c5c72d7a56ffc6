"""Where children are referred, answered, ordered, enrolled and welcomed."""

from django.urls import path

from . import views, welcome_views

app_name = "pathway"
urlpatterns = [
    path("", views.referrals, name="referrals"),
    path("refer/", views.refer, name="refer"),
    path("waiting/", views.waiting_list, name="waiting_list"),
    path("program/", views.open_program, name="open_program"),
    path("<uuid:referral_id>/", views.referral, name="referral"),
    path("<uuid:referral_id>/ask/", views.ask_release, name="ask_release"),
    path("<uuid:referral_id>/accept/", views.accept, name="accept"),
    path("<uuid:referral_id>/decline/", views.decline, name="decline"),
    path("<uuid:referral_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:referral_id>/reorder/", views.reorder, name="reorder"),
    path("<uuid:referral_id>/enroll/", views.enroll, name="enroll"),
    path("welcome/<uuid:child_id>/", welcome_views.welcome, name="welcome"),
    path("welcome/<uuid:child_id>/contact/", welcome_views.contact, name="contact"),
    path("welcome/<uuid:child_id>/languages/", welcome_views.languages, name="languages"),
    path("welcome/<uuid:child_id>/calls/", welcome_views.calls, name="calls"),
]
