from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("folders/", views.folders, name="folders"),
    path("folders/<int:pk>/", views.folder, name="folder"),
    path("records/<int:pk>/", views.record, name="record"),
    path("trail/", views.trail, name="trail"),
    path("trail/file/", views.trail_file, name="trail_file"),
]
