from django.conf import settings
from django.urls import include, path

from kapcouples.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("protocols/", include("protocols.urls")),
    path("", include("sessions_app.urls")),
]

if settings.TRYOUT:
    urlpatterns.insert(0, path("try-out/", include("kapcouples.tryout.urls")))
