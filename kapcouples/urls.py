from django.conf import settings
from django.urls import include, path

from kapcouples.health import health

handler400 = "kapcouples.unread.bad_request"
# A refusal says who can help, and a record of others only to colleagues.
handler403 = "sessions_app.desk.shut.not_yours"
handler404 = "sessions_app.desk.shut.not_there"
handler500 = "kapcouples.away.server_error"

urlpatterns = [
    path("health/", health, name="health"),
    path("protocols/", include("protocols.urls")),
    path("", include("sessions_app.urls")),
]

if settings.TRYOUT:
    urlpatterns.insert(0, path("try-out/", include("kapcouples.tryout.urls")))
