from django.urls import path

from . import views

app_name = "integration"
urlpatterns = [
    path("plans/<int:pk>/after/", views.after, name="after"),
    path("plans/<int:pk>/held/", views.hold_session, name="hold_session"),
    path("plans/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/move/", views.move, name="move"),
    path("meetings/<int:pk>/cancel/", views.cancel, name="cancel"),
]
