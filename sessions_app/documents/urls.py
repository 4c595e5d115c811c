from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("plans/<int:pk>/papers/", views.papers, name="papers"),
    path("papers/<int:pk>.pdf", views.pdf, name="pdf"),
]
