"""The kit alone: its tests need no door."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
    path("ui/", include("trefoil.ground.kit.ui.urls")),
]
