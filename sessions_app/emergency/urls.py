from django.urls import path

from . import views

app_name = "emergency"
urlpatterns = [
    path("emergency/", views.find, name="find"),
    path("emergency/<int:pk>/", views.open_record, name="open"),
    path("emergency/<int:pk>/close/", views.close_record, name="close"),
]
