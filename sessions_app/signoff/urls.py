from django.urls import path

from . import views

app_name = "signoff"
urlpatterns = [
    path("sign-off/", views.queue, name="queue"),
    path("plans/<int:pk>/answer/", views.answer, name="answer"),
    path("plans/<int:pk>/changes/", views.ask_for_changes, name="ask_for_changes"),
    path("plans/<int:pk>/decline/", views.decline, name="decline"),
]
