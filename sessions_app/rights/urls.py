from django.urls import path

from . import views

app_name = "rights"
urlpatterns = [
    path("records/<int:pk>/copy/", views.copy, name="copy"),
    path("records/<int:pk>/erase/", views.erase, name="erase"),
]
