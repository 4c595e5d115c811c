from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("clinic/", views.clinic, name="clinic"),
    path("clinics/<int:pk>/switch/", views.switch, name="switch"),
]
