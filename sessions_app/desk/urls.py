from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("folders/", views.folders, name="folders"),
    path("folders/<int:pk>/", views.folder, name="folder"),
    path("records/<int:pk>/", views.record, name="record"),
]
