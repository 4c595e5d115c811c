from django.urls import path

from protocols import views

app_name = "protocols"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
]
