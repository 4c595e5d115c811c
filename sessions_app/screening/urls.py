from django.urls import path

from . import views

app_name = "screening"
urlpatterns = [
    path("records/<int:pk>/interview/", views.interview, name="interview"),
]
