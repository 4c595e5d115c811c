from django.urls import path

from . import views

app_name = "reminders"
urlpatterns = [
    path("letters/", views.index, name="index"),
    path("letters/<int:pk>/settled/", views.settle, name="settle"),
]
