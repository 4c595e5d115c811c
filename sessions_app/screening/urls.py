from django.urls import path

from . import views

app_name = "screening"
urlpatterns = [
    path("records/<int:pk>/interview/", views.interview, name="interview"),
    path("records/<int:pk>/health/", views.health, name="health"),
    path("records/<int:pk>/day/", views.day, name="day"),
    path("records/<int:pk>/check/", views.check, name="check"),
    path("records/<int:pk>/list/", views.medicines, name="medicines"),
    path("flags/<int:pk>/", views.close, name="close"),
]
