"""Register: the addresses of every slice."""

from django.urls import include, path

SLICES = [
    "calendar",
    "desk",
    "wording",
    "rights",
    "documents",
    "reminders",
    "integration",
    "signoff",
    "planning",
    "approvals",
    "screening",
    "emergency",
    "couples",
    "people",
    "access",
]

urlpatterns = [path("", include(f"sessions_app.{room}.urls")) for room in SLICES]
