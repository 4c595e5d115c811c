from django.urls import path

from . import views

app_name = "couples"
urlpatterns = [
    path("folders/open/", views.open, name="open"),
    path("records/<int:pk>/correct/", views.correct, name="correct"),
]
